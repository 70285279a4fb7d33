#include "base/triangle_filter.h"

#include <algorithm>
#include <cassert>
#include <cmath>

namespace convoscope {

std::vector<FilterTaps> triangle_filter(double start, double length, int sources, int targets) {
    assert(length > 0 && sources >= 1 && targets >= 1);
    std::vector<FilterTaps> result(static_cast<std::size_t>(targets));
    const double scale = length / targets;
    const double reach = std::max(scale, 1.0);
    for (int target = 0; target < targets; ++target) {
        const double middle = start + (target + 0.5) * scale;
        const int first = std::max(0, static_cast<int>(middle - reach + 0.5));
        const int last = std::min(sources, static_cast<int>(middle + reach + 0.5));
        FilterTaps& taps = result[static_cast<std::size_t>(target)];
        taps.first = std::min(first, sources - 1);
        double sum = 0;
        for (int source = taps.first; source < std::max(last, taps.first + 1); ++source) {
            const double weight = std::max(0.0, 1 - std::abs(source + 0.5 - middle) / reach);
            taps.weights.push_back(static_cast<float>(weight));
            sum += weight;
        }
        for (float& weight : taps.weights) weight = static_cast<float>(weight / sum);
    }
    return result;
}

}  // namespace convoscope
