#pragma once

#include <cstdint>
#include <numeric>
#include <vector>

#include "nn/architecture.h"

namespace convoscope::models::lowering {

using Dims = std::vector<std::int64_t>;

/// A value of the graph that a layer of ours computes: the layer, and how the graph counts its numbers. A
/// Reshape changes `dims` alone, a Transpose `dims` and `order`.
struct Value {
    int node = 0;
    std::int64_t size = 0;   ///< of the layer
    Dims dims;               ///< the graph's, with a batch of one
    std::vector<int> order;  ///< where each of its numbers, counted in C order of `dims`, lies in the layer;
                             ///< empty: all of the layer's, as they lie
};

inline std::int64_t product(const Dims& dims) {
    return std::accumulate(dims.begin(), dims.end(), std::int64_t{1}, std::multiplies<>());
}

/// 0, 1, 2, ... where `order` is empty.
std::vector<int> whole_order(const Value& value);
/// The same value with another order and other dims.
Value reordered(const Value& value, Dims dims, std::vector<int> order);

/// The value with its axes in another order: axis i of the result is axis `axes`[i].
Value transposed(const Value& value, const std::vector<std::size_t>& axes);
/// Where each number of `dims`, broadcast as NumPy does, is found in a tensor of shape `from` in C order.
std::vector<int> broadcast(const Dims& from, const Dims& dims);
/// NumPy's rule. Empty where they do not fit.
Dims broadcast_dims(const Dims& a, const Dims& b);

/// How a layer holds a value of these dims: without a batch of one, as channels, rows and columns.
nn::Shape shape_of(const Dims& dims);

}  // namespace convoscope::models::lowering
