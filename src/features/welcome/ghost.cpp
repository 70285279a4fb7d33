#include "features/welcome/ghost.h"

#include <algorithm>

namespace convoscope::welcome {
namespace {

constexpr double kPause = 0.25;     ///< between two strokes
constexpr double kUnknown = 0.016;  ///< from a point to the next where no time is known

/// Seconds from the stroke's first point.
double time_of(const canvas::Stroke& stroke, std::size_t point) {
    const double known = static_cast<double>(stroke.points[point].t);
    return known >= 0 ? known : kUnknown * static_cast<double>(point);
}

double duration(const canvas::Stroke& stroke) {
    return stroke.points.empty() ? 0 : time_of(stroke, stroke.points.size() - 1);
}

}  // namespace

double duration(const canvas::Drawing& drawing) {
    double seconds = 0;
    for (const canvas::Stroke& stroke : drawing.strokes) seconds += duration(stroke) + kPause;
    return std::max(0.0, seconds - kPause);
}

canvas::Drawing beginning(const canvas::Drawing& drawing, double seconds) {
    canvas::Drawing result{drawing.width, drawing.height, drawing.base, {}, {}};
    double start = 0;
    for (const canvas::Stroke& stroke : drawing.strokes) {
        if (start > seconds || stroke.points.empty()) break;
        std::size_t count = 1;
        while (count < stroke.points.size() && start + time_of(stroke, count) <= seconds) ++count;
        result.strokes.push_back(stroke);
        result.strokes.back().points.resize(count);
        if (count < stroke.points.size()) break;
        start += duration(stroke) + kPause;
    }
    return result;
}

}  // namespace convoscope::welcome
