#pragma once

#include <algorithm>
#include <cmath>

namespace convoscope::ask {

/// How all kernels of a layer lie on its page.
struct KernelGrid {
    int columns = 1;
    int rows = 1;
    bool turned = false;  ///< a column for each map of the layer; else a row
    bool alone = false;   ///< there is but one map on one side: they lie in their order, row by row
};

/// @param maps    of the layer
/// @param inputs  maps that it hears
inline KernelGrid kernel_grid(int maps, int inputs) {
    const int longer = std::max(maps, inputs);
    if (std::min(maps, inputs) == 1) {
        const int columns = static_cast<int>(std::ceil(std::sqrt(longer)));
        return {columns, (longer + columns - 1) / columns, false, true};
    }
    // The longer of the two runs down the page.
    const bool turned = maps < inputs;
    return {std::min(maps, inputs), longer, turned, false};
}

}  // namespace convoscope::ask
