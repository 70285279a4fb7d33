#pragma once

#include <optional>
#include <span>

#include "models/graph.h"

namespace convoscope::models {

/// The most numbers of a result that has more than its inputs together (an Expand, a Range). Whoever
/// evaluates many nodes adds up the sizes.
inline constexpr std::size_t kMostNewNumbers = std::size_t{1} << 18;

/// The first output of a node whose inputs are all known: the shapes and axes that exporters compute in the
/// graph, and quantised weights.
///
/// Movers: Identity, Shape, Size, Reshape, Flatten, Squeeze, Unsqueeze, Transpose, Expand, Concat, Gather,
/// Slice. Makers: ConstantOfShape, Range. Arithmetic, broadcast as NumPy does: Add, Sub, Mul, Div, Mod, Pow,
/// Min, Max, Equal, Less, Greater, Where, Not, Neg, Abs, Floor, Ceil, Sqrt, Reciprocal, Exp, Log, Cast,
/// ReduceSum, ReduceProd, ReduceMean, ReduceMin, ReduceMax. QuantizeLinear and DequantizeLinear, one scale
/// for all or one for each slice of an axis. All floats are those of float32, whole numbers those of int64.
///
/// @param inputs  one for each of the node's, null where it is left out. Of Shape's and Size's the shape
/// alone
///                matters: it may have -1 (then Shape has it, too), and no values.
/// @return nothing when the operator is none of these, or the inputs do not fit it
std::optional<GraphTensor> evaluate_constant(const GraphNode& node,
                                             std::span<const GraphTensor* const> inputs, int opset);

}  // namespace convoscope::models
