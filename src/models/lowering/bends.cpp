// The non-linearities.

#include <algorithm>
#include <cmath>
#include <limits>
#include <set>

#include "models/lowering/spread.h"
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

/// ONNX's of old, alpha tanh(beta x), with LeCun's numbers.
void scaled_tanh(Step& step) {
    const auto near = [](float a, float b) { return std::abs(a - b) < 1e-5f; };
    if (!near(step.real("alpha", 0), 1.7159f)) step.refuse({texts.wrong_attribute, "alpha"});
    if (!near(step.real("beta", 0), 2.0f / 3.0f)) step.refuse({texts.wrong_attribute, "beta"});
    bend(step, Activation::ScaledTanh);
}

/// max(0, x) + min(0, alpha (exp(x / alpha) - 1)): the same as Elu where alpha is 1, as it nearly always is;
/// else Elu of x / alpha, times alpha.
void celu(Step& step) {
    const float alpha = step.real("alpha", 1);
    if (alpha == 1) return bend(step, Activation::Elu, 1);
    if (!(alpha > 0)) step.refuse({texts.wrong_attribute, "alpha"});
    Value value = scaled(step, step.value(0), {1 / alpha}, {0});
    nn::Node& node = step.builder.node(value);
    node.activation = Activation::Elu;
    node.alpha = 1;
    step.give(scaled(step, value, {alpha}, {0}));
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
    const Value value = step.value(0);
    std::vector<float> slopes =
        for_layer(value, step.builder.shape(value), spread(step, 1, value).numbers, 0);
    if (slopes.size() == 1) return bend(step, Activation::LeakyRelu, slopes[0]);
    nn::Node node;
    node.op = &nn::ops::prelu;
    node.channels = static_cast<int>(slopes.size());
    std::vector<float> none(slopes.size());
    Value result = step.add(std::move(node), value, {std::move(slopes), std::move(none)}, value.dims);
    result.order = value.order;
    step.give(std::move(result));
}

/// Whether all that still happens to the node's value changes no number of it, but for a logarithm at the
/// end.
bool is_last_word(const Step& step) {
    static const std::set<std::string> movers{"Identity",  "Reshape",   "Flatten", "Squeeze",
                                              "Unsqueeze", "Transpose", "Cast",    "Dropout"};
    std::string name = step.node.outputs[0];
    for (const GraphNode& other : step.builder.graph_nodes()) {
        if (step.builder.is_output(name)) return step.builder.listeners(name) == 1;
        if (!step.builder.is_needed(other) || std::ranges::find(other.inputs, name) == other.inputs.end())
            continue;
        const bool ends = other.op == "Log" && step.builder.is_output(other.outputs[0]);
        if (step.builder.listeners(name) != 1 || !(ends || movers.contains(other.op))) return false;
        name = other.outputs[0];
    }
    return step.builder.is_output(name);
}

/// ONNX counts from `axis` to the end before opset 13, and `axis` alone since. Over all of a layer's values
/// at the end of the network it is the last layer's non-linearity, else a layer of its own.
template <bool Log>
void softmax(Step& step) {
    const Dims dims = step.value(0).dims;
    const bool joins_axes = step.opset() < 13;
    const std::size_t axis = axis_of(step, step.number("axis", joins_axes ? 1 : -1), dims.size());
    Dims axes;
    for (std::size_t i = axis; i < (joins_axes ? dims.size() : axis + 1); ++i)
        axes.push_back(static_cast<std::int64_t>(i));
    std::int64_t extent = 1;
    for (const std::int64_t one : axes) extent *= dims[static_cast<std::size_t>(one)];
    if (extent == step.value(0).size && extent == product(dims) && is_last_word(step)) {
        if (!Log && step.builder.is_output(step.node.outputs[0]))
            step.builder.take_temperature(step.input(0));
        bend(step, Activation::Softmax);
        if (Log) step.builder.log_of(step.node.outputs[0]);
        return;
    }
    const Turned turned = with_axes_first(step, axes);
    nn::Node node;
    node.op = &nn::ops::softmax;
    if (Log) node.activation = Activation::Log;
    step.give(turned_back(step.add(std::move(node), turned.value, {}, {}), turned));
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
        {"Celu", celu},
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
        {"ScaledTanh", scaled_tanh},
        {"Swish", [](Step& step) { bend(step, Activation::Swish, step.real("alpha", 1)); }},
        {"Gelu", [](Step& step) {
             bend(step, Activation::Gelu, step.word("approximate", "none") == "tanh" ? 1.0f : 0.0f);
         }}};
    return handlers;
}

}  // namespace convoscope::models::lowering
