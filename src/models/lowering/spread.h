#pragma once

#include <vector>

#include "models/lowering/step.h"

namespace convoscope::models::lowering {

/// A constant spread over the dims of the value beside it.
struct Spread {
    Dims dims;
    std::vector<float> numbers;  ///< one for each of the value's, in C order; or one for all
};

/// Input number `constant` of the node, as NumPy spreads it.
/// @throws Error when it does not fit
Spread spread(const Step& step, std::size_t constant, const Value& value);

/// One number for each unit of the layer of that shape, or for each map, or for all, whichever is enough.
/// @param numbers  one for each of the value's, or one for all
/// @param otherwise  for units that the value leaves out
std::vector<float> for_layer(const Value& value, const nn::Shape& shape, const std::vector<float>& numbers,
                             float otherwise);

/// As many numbers as `count`, a multiple of theirs: each several times.
std::vector<float> widened(const std::vector<float>& numbers, std::size_t count);
/// factors x + shifts in a layer of its own, each one for each of the value's, or one for all.
Value scaled(const Step& step, const Value& value, const std::vector<float>& factors,
             const std::vector<float>& shifts);

}  // namespace convoscope::models::lowering
