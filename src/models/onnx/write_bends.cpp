// The non-linearities (nn/bends.h) as ONNX has them, or put together from its operators.

#include <cassert>

#include "models/onnx/graph_writer.h"

namespace convoscope::models::onnx {
namespace {

using nn::Activation;

/// Those that are one operator without anything else; null: the others.
const char* plain_name(Activation activation) {
    switch (activation) {
        case Activation::Relu:
            return "Relu";
        case Activation::Tanh:
            return "Tanh";
        case Activation::Sigmoid:
            return "Sigmoid";
        case Activation::HardSwish:
            return "HardSwish";
        case Activation::Softplus:
            return "Softplus";
        case Activation::Softsign:
            return "Softsign";
        case Activation::Exp:
            return "Exp";
        case Activation::Log:
            return "Log";
        case Activation::Sqrt:
            return "Sqrt";
        case Activation::Abs:
            return "Abs";
        case Activation::Negative:
            return "Neg";
        case Activation::Reciprocal:
            return "Reciprocal";
        case Activation::Floor:
            return "Floor";
        case Activation::Ceil:
            return "Ceil";
        case Activation::Erf:
            return "Erf";
        default:
            return nullptr;
    }
}

std::string times(GraphWriter& to, const std::string& value, const char* what, float factor) {
    return to.add("Mul", {value, to.constant(what, factor)});
}

std::string scaled_tanh(GraphWriter& to, const std::string& x) {
    return times(to, to.add("Tanh", {times(to, x, "/slope", 2.0f / 3.0f)}), "/gain", 1.7159f);
}

std::string swish(GraphWriter& to, const std::string& x) {
    const float alpha = to.node().alpha;
    const std::string stretched = alpha == 1 ? x : times(to, x, "/alpha", alpha);
    return to.add("Mul", {x, to.add("Sigmoid", {stretched})});
}

/// x / 2 (1 + bent)
std::string half_of(GraphWriter& to, const std::string& x, const std::string& bent) {
    const std::string sum = to.add("Add", {bent, to.constant("/one", 1)});
    return times(to, to.add("Mul", {x, sum}), "/half", 0.5f);
}

std::string gelu(GraphWriter& to, const std::string& x) {
    if (to.node().alpha == 0)
        return half_of(to, x, to.add("Erf", {times(to, x, "/inverse_root_2", 0.70710678f)}));
    const std::string cube = to.add("Mul", {to.add("Mul", {x, x}), x});
    const std::string inner = to.add("Add", {x, times(to, cube, "/cubic", 0.044715f)});
    return half_of(to, x, to.add("Tanh", {times(to, inner, "/root_2_over_pi", 0.79788456f)}));
}

std::string clip(GraphWriter& to, const std::string& x) {
    const float ends[] = {to.node().alpha, to.node().beta};
    return to.add("Clip", {x, to.constant("/low", {}, std::span(ends, 1)),
                           to.constant("/high", {}, std::span(ends + 1, 1))});
}

}  // namespace

std::string write_bend(GraphWriter& to, const std::string& value) {
    const nn::Node& node = to.node();
    if (const char* op = plain_name(node.activation)) return to.add(op, {value});
    std::string result;
    switch (node.activation) {
        case Activation::ScaledTanh:
            return scaled_tanh(to, value);
        case Activation::Swish:
            return swish(to, value);
        case Activation::Gelu:
            return gelu(to, value);
        case Activation::Clip:
            return clip(to, value);
        case Activation::LeakyRelu:
            result = to.add("LeakyRelu", {value});
            set(to.last(), "alpha", node.alpha);
            return result;
        case Activation::Elu:
            result = to.add("Elu", {value});
            set(to.last(), "alpha", node.alpha);
            return result;
        case Activation::Selu:
            result = to.add("Selu", {value});
            set(to.last(), "alpha", node.alpha);
            set(to.last(), "gamma", node.beta);
            return result;
        case Activation::HardSigmoid:
            result = to.add("HardSigmoid", {value});
            set(to.last(), "alpha", node.alpha);
            set(to.last(), "beta", node.beta);
            return result;
        default:
            assert(node.activation == Activation::Identity);
            return value;
    }
}

}  // namespace convoscope::models::onnx
