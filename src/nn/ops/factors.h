#pragma once

#include <algorithm>
#include <cstddef>

#include "nn/address.h"
#include "nn/ops/operator.h"
#include "nn/ops/unitwise.h"

/// What layers share whose numbers are each of a run of units: one for all, one a map, or one a unit.
namespace convoscope::nn::ops {

/// Of a layer whose Node::channels says how many there are.
/// @throws Error when it is no such number
Shape shape_with_factors(const Layer& layer);

/// Calls visit(first unit, the one behind the last, their number's index) for every run among some units.
/// @param factors  how many numbers the layer has
template <class Visit>
void each_run(const Layer& layer, int factors, const Units& units, Visit visit) {
    const std::ptrdiff_t run = layer.below.size() / factors;
    for (std::ptrdiff_t first = units.first; first < units.last;) {
        const std::ptrdiff_t last = std::min(units.last, (first / run + 1) * run);
        visit(first, last, static_cast<std::size_t>(first / run));
        first = last;
    }
}

/// The index of a unit's number.
inline std::size_t factor_of(const Layer& layer, int factors, const Unit& unit) {
    return static_cast<std::size_t>(index_in(layer.below, unit) / (layer.below.size() / factors));
}

}  // namespace convoscope::nn::ops
