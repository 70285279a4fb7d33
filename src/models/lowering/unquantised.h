#pragma once

#include <vector>

#include "models/graph.h"

namespace convoscope::models::lowering {

/// `nodes`, with those that compute with quantised numbers replaced by several: what they hear is taken back
/// (DequantizeLinear), then comes ONNX's operator on plain numbers, then QuantizeLinear. Operators:
/// QLinearConv, QLinearMatMul, and of ONNX Runtime's own (com.microsoft) QLinearAdd, QLinearMul,
/// QLinearConcat, QLinearAveragePool, QLinearGlobalAveragePool, QLinearLeakyRelu, QLinearSigmoid, QGemm,
/// QuantizeLinear, DequantizeLinear. ConvInteger and MatMulInteger become Conv and MatMul on what
/// DynamicQuantizeLinear gives, which is not rounded here, or on the graph's input less its zero point. What
/// has too few inputs stays as it is.
/// @param graph  that they are of: its constants and its input
std::vector<GraphNode> with_plain_operators(std::vector<GraphNode> nodes, const Graph& graph);

}  // namespace convoscope::models::lowering
