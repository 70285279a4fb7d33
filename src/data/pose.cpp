#include "data/pose.h"

#include <algorithm>
#include <cassert>
#include <cmath>
#include <limits>

namespace convoscope::data {

namespace {

struct Box {
    float left = std::numeric_limits<float>::max();
    float top = std::numeric_limits<float>::max();
    float right = std::numeric_limits<float>::lowest();
    float bottom = std::numeric_limits<float>::lowest();

    float width() const { return right - left; }
    float height() const { return bottom - top; }
};

Box box_of(const canvas::Drawing& drawing) {
    Box box;
    for (const canvas::Stroke& stroke : drawing.strokes) {
        for (const canvas::Point& point : stroke.points) {
            box.left = std::min(box.left, point.x);
            box.top = std::min(box.top, point.y);
            box.right = std::max(box.right, point.x);
            box.bottom = std::max(box.bottom, point.y);
        }
    }
    return box;
}

template <class Change>
void each_point(canvas::Drawing& drawing, const Change& change) {
    for (canvas::Stroke& stroke : drawing.strokes)
        for (canvas::Point& point : stroke.points) change(point);
}

/// Where a box of `length` begins on a side of `pad`.
float start(float pad, float length, float share) {
    const float room = pad - length;
    return room > 0 ? room * share : room / 2;
}

}  // namespace

canvas::Drawing posed(const canvas::Drawing& drawing, const Pose& pose) {
    assert(pose.stretch > 0 && pose.size > 0 && pose.pen > 0);
    canvas::Drawing result;
    result.strokes = drawing.strokes;
    result.label = drawing.label;

    // In double precision and rounded: the last bit of the functions for floats depends on the processor.
    const auto cosine = static_cast<float>(std::cos(double{pose.turn}));
    const auto sine = static_cast<float>(std::sin(double{pose.turn}));
    each_point(result, [&](canvas::Point& point) {
        const float x = pose.stretch * point.x - pose.slant * point.y;
        const float y = point.y / pose.stretch;
        point.x = cosine * x - sine * y;
        point.y = sine * x + cosine * y;
    });

    const Box box = box_of(result);
    const float pad = result.height;
    const float pen = pose.pen * pad;
    const float longer = std::max(box.width(), box.height());
    const float scale = longer > 0 ? pose.size * pad / longer : 1.0f;  // a dot has no size
    const float left = start(pad, scale * box.width() + pen, pose.across) + pen / 2;
    const float top = start(pad, scale * box.height() + pen, pose.down) + pen / 2;
    each_point(result, [&](canvas::Point& point) {
        point.x = left + scale * (point.x - box.left);
        point.y = top + scale * (point.y - box.top);
    });
    for (canvas::Stroke& stroke : result.strokes) stroke.width = stroke.erase ? scale * stroke.width : pen;
    return result;
}

}  // namespace convoscope::data
