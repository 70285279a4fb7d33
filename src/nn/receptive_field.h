#pragma once

#include <vector>

#include "nn/address.h"

namespace convoscope::nn {

/// The units of one layer that another unit can see, or that can see it: a rectangle in some of its maps.
struct Field {
    int node = 0;
    int first_row = 0;  ///< rows [first_row, last_row)
    int last_row = 0;
    int first_column = 0;
    int last_column = 0;
    std::vector<char> maps;  ///< one a map: 1 where it belongs to the field. Of a flat layer: one a unit

    bool operator==(const Field&) const = default;
};

/// The receptive field of `unit` in every layer below that it depends on, from the last of them down to the
/// input's pixels. Where it sees a layer on several ways, the smallest rectangle and all maps that hold them.
/// Windows that reach into padding are cut off there; units that a stride longer than the kernel skips count
/// as seen, since they lie in the rectangle. Empty for the input's units.
std::vector<Field> receptive_fields(const Architecture& architecture, const Unit& unit);

}  // namespace convoscope::nn
