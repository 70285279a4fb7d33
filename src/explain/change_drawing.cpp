#include "explain/change_drawing.h"

#include <algorithm>

#include "explain/change_texts.h"
#include "explain/plane_map.h"

namespace convoscope::explain {

std::optional<Message> why_not_on(const canvas::Drawing& drawing, const Transform& transform) {
    if (transform.on_strokes == OnStrokes::Cannot)
        return Message(change_texts.not_on_strokes, transform.title);
    if (drawing.base || drawing.photo) return Message(change_texts.picture_below);
    return std::nullopt;
}

canvas::Drawing changed(const canvas::Drawing& drawing, const Changes& changes, float pixel) {
    const PlaneMap map = plane_map(changes);
    const double middle_x = static_cast<double>(drawing.width) / 2;
    const double middle_y = static_cast<double>(drawing.height) / 2;
    const double unit = static_cast<double>(pixel);
    const float grown = 2 * pixel * (changes.thicken - changes.thin);
    const float thinnest = kThinnestPen * drawing.height;
    canvas::Drawing result = drawing;
    for (canvas::Stroke& stroke : result.strokes) {
        if (map != PlaneMap()) {
            for (canvas::Point& point : stroke.points) {
                const double x = static_cast<double>(point.x) - middle_x;
                const double y = static_cast<double>(point.y) - middle_y;
                point.x = static_cast<float>(map.xx * x + map.xy * y + unit * map.shift_x + middle_x);
                point.y = static_cast<float>(map.yx * x + map.yy * y + unit * map.shift_y + middle_y);
            }
        }
        const float width = stroke.width * changes.scale + (stroke.erase ? -grown : grown);
        if (width != stroke.width) stroke.width = std::max(width, thinnest);
    }
    return result;
}

}  // namespace convoscope::explain
