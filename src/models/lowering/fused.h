#pragma once

#include <vector>

#include "models/graph.h"

namespace convoscope::models::lowering {

/// The graph's nodes, with those replaced that end a non-linearity which programs write as several: by one of
/// ONNX's newer Swish and Gelu, by HardSwish, or by ScaledTanh, which was ONNX's once. What leads to them
/// stays, and is no longer needed. Forms: x Sigmoid(a x); x / 2 (1 + Erf(x / sqrt 2)), and its approximation
/// x / 2 (1 + Tanh(sqrt(2 / pi) (x + 0.044715 x^3))); x HardSigmoid(x); 1.7159 Tanh(2 x / 3). Factors may
/// stand anywhere in a product.
std::vector<GraphNode> with_whole_bends(const Graph& graph);

}  // namespace convoscope::models::lowering
