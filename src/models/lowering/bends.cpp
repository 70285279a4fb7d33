// The non-linearities.

#include <limits>

#include "models/lowering/step.h"
#include "nn/ops/operator.h"

namespace convoscope::models::lowering {
namespace {

using nn::Activation;

/// Into the layer that it follows, where nobody else wants that one's sums; else a layer of its own.
void bend(Step& step, Activation activation, float alpha = 0, float beta = 0) {
    const Value value = step.value(0);
    nn::Node& below = step.builder.node(value);
    if (step.builder.is_free(step.input(0)) && below.activation == Activation::Identity &&
        below.op != &nn::ops::reorder) {
        below.activation = activation;
        below.alpha = alpha;
        below.beta = beta;
        return step.give(value);
    }
    nn::Node node;
    node.op = &nn::ops::bend;
    node.activation = activation;
    node.alpha = alpha;
    node.beta = beta;
    Value result = step.add(std::move(node), value, {}, value.dims);
    result.order = value.order;
    step.give(std::move(result));
}

template <Activation Of>
void plain(Step& step) {
    bend(step, Of);
}

/// The ends are attributes up to opset 6, inputs from 11 on.
void clip(Step& step) {
    constexpr float kEnd = std::numeric_limits<float>::max();
    float low = step.real("min", -kEnd);
    float high = step.real("max", kEnd);
    if (step.has(1)) low = step.floats(1).at(0);
    if (step.has(2)) high = step.floats(2).at(0);
    if (low == 0 && high == kEnd) return bend(step, Activation::Relu);
    bend(step, Activation::Clip, low, high);
}

/// One slope for all is a leaky ReLU.
void prelu(Step& step) {
    const std::vector<float> slopes = step.floats(1);
    for (const float slope : slopes)
        if (slope != slopes[0]) step.refuse({texts.wrong_attribute, step.called(1)});
    if (slopes.empty()) step.refuse({texts.wrong_attribute, step.called(1)});
    bend(step, Activation::LeakyRelu, slopes[0]);
}

/// Over all of a layer's values; ONNX counts from `axis` to the end before opset 13, and `axis` alone since.
template <bool Log>
void softmax(Step& step) {
    const Dims& dims = step.value(0).dims;
    const bool joins_axes = step.opset() < 13;
    const std::size_t axis = axis_of(step, step.number("axis", joins_axes ? 1 : -1), dims.size());
    const std::int64_t extent =
        joins_axes ? product({dims.begin() + static_cast<std::ptrdiff_t>(axis), dims.end()}) : dims[axis];
    if (extent != product(dims)) step.refuse(texts.softmax_axis);
    bend(step, Activation::Softmax);
    if (Log) step.builder.log_of(step.node.outputs[0]);
}

/// Of a softmax's values at the very end it is a LogSoftmax's second half.
void log(Step& step) {
    const Value& value = step.value(0);
    const bool ends = step.builder.is_output(step.node.outputs[0]);
    if (ends && step.builder.node(value).activation == Activation::Softmax) {
        step.give(value);
        return step.builder.log_of(step.node.outputs[0]);
    }
    bend(step, Activation::Log);
}

}  // namespace

const std::map<std::string, Handler>& bend_handlers() {
    static const std::map<std::string, Handler> handlers{
        {"Relu", plain<Activation::Relu>},
        {"Tanh", plain<Activation::Tanh>},
        {"Sigmoid", plain<Activation::Sigmoid>},
        {"Softplus", plain<Activation::Softplus>},
        {"Softsign", plain<Activation::Softsign>},
        {"HardSwish", plain<Activation::HardSwish>},
        {"Exp", plain<Activation::Exp>},
        {"Sqrt", plain<Activation::Sqrt>},
        {"Abs", plain<Activation::Abs>},
        {"Neg", plain<Activation::Negative>},
        {"Reciprocal", plain<Activation::Reciprocal>},
        {"Floor", plain<Activation::Floor>},
        {"Ceil", plain<Activation::Ceil>},
        {"Erf", plain<Activation::Erf>},
        {"Log", log},
        {"Clip", clip},
        {"PRelu", prelu},
        {"Softmax", softmax<false>},
        {"LogSoftmax", softmax<true>},
        {"LeakyRelu", [](Step& step) { bend(step, Activation::LeakyRelu, step.real("alpha", 0.01f)); }},
        {"Elu", [](Step& step) { bend(step, Activation::Elu, step.real("alpha", 1)); }},
        {"Selu",
         [](Step& step) {
             bend(step, Activation::Selu, step.real("alpha", 1.67326319217681884765625f),
                  step.real("gamma", 1.05070102214813232421875f));
         }},
        {"HardSigmoid",
         [](Step& step) {
             bend(step, Activation::HardSigmoid, step.real("alpha", 0.2f), step.real("beta", 0.5f));
         }},
        {"Swish", [](Step& step) { bend(step, Activation::Swish, step.real("alpha", 1)); }},
        {"Gelu", [](Step& step) {
             bend(step, Activation::Gelu, step.word("approximate", "none") == "tanh" ? 1.0f : 0.0f);
         }}};
    return handlers;
}

}  // namespace convoscope::models::lowering
