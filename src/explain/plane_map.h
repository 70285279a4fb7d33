#pragma once

#include "explain/transform.h"

namespace convoscope::explain {

/// The one map of the plane that scale, shear, rotate and shift make together, about a middle: columns run to
/// the right, rows down.
///
///     x' = xx x + xy y + shift_x        (x, y) and (x', y') measured from the middle
///     y' = yx x + yy y + shift_y
struct PlaneMap {
    double xx = 1, xy = 0, yx = 0, yy = 1;
    double shift_x = 0, shift_y = 0;

    bool operator==(const PlaneMap&) const = default;
};

/// A quarter of a turn is exact: rotating by it moves pixels and mixes none.
PlaneMap plane_map(const Changes& changes);
/// That which takes the result back. @param map  with a scale that is not 0
PlaneMap inverse(const PlaneMap& map);

}  // namespace convoscope::explain
