#include "explain/plane_map.h"

#include <cmath>
#include <numbers>

namespace convoscope::explain {
namespace {

struct Turn {
    double cosine = 1;
    double sine = 0;
};

Turn turn_by(double degrees) {
    const double quarters = degrees / 90;
    if (quarters == std::round(quarters)) {
        constexpr double kSines[] = {0, 1, 0, -1};
        const int quarter = static_cast<int>(std::lround(quarters)) & 3;
        return {kSines[(quarter + 1) & 3], kSines[quarter]};
    }
    const double angle = degrees * std::numbers::pi / 180;
    return {std::cos(angle), std::sin(angle)};
}

}  // namespace

PlaneMap plane_map(const Changes& changes) {
    const auto [cosine, sine] = turn_by(static_cast<double>(changes.rotate));
    const double scale = static_cast<double>(changes.scale);
    const double slant = scale * static_cast<double>(changes.shear);
    return {.xx = cosine * scale,
            .xy = -cosine * slant - sine * scale,
            .yx = sine * scale,
            .yy = -sine * slant + cosine * scale,
            .shift_x = static_cast<double>(changes.shift_x),
            .shift_y = static_cast<double>(changes.shift_y)};
}

PlaneMap inverse(const PlaneMap& map) {
    const double area = map.xx * map.yy - map.xy * map.yx;
    const PlaneMap turned{map.yy / area, -map.xy / area, -map.yx / area, map.xx / area, 0, 0};
    return {turned.xx,
            turned.xy,
            turned.yx,
            turned.yy,
            -(turned.xx * map.shift_x + turned.xy * map.shift_y),
            -(turned.yx * map.shift_x + turned.yy * map.shift_y)};
}

}  // namespace convoscope::explain
