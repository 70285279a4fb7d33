// A leaky ReLU whose slopes were learned (He et al. 2015, "Delving deep into rectifiers"): y = x + bias above
// 0, weight x + bias below. A slope for all, one a map, or one a unit: Node::channels says how many. The bias
// is there because all layers with weights have one; other programs' are 0.

#include "nn/address.h"
#include "nn/ops/aim_texts.h"
#include "nn/ops/checks.h"
#include "nn/ops/operator.h"
#include "nn/ops/texts.h"
#include "nn/ops/unitwise.h"
#include "nn/texts.h"

namespace convoscope::nn::ops {
namespace {

Shape output_shape(const Layer& layer) {
    const int count = layer.node.channels;
    if (count != 1 && count != layer.below.channels && count != layer.below.size())
        refuse(layer.node, {texts.factor_count, count});
    return layer.below;
}

std::vector<int> weight_shape(const Layer& layer) { return {layer.node.channels}; }

/// Units that share a slope.
std::size_t run_of(const Layer& layer) {
    return static_cast<std::size_t>(layer.below.size() / layer.node.channels);
}

template <class Real, class Values>
void bend_all(const Layer& layer, const Values& own, const Real* input, Real* output) {
    const std::size_t run = run_of(layer);
    const auto size = static_cast<std::size_t>(layer.below.size());
    for (std::size_t i = 0; i < size; ++i)
        output[i] = (input[i] > 0 ? input[i] : own.weight[i / run] * input[i]) + own.bias[i / run];
}

/// @param input_gradient  null: not wanted
template <class Real, class Values>
void back(const Layer& layer, const Values& own, const Real* input, const Real* output_gradient,
          Values& gradients, Real* input_gradient) {
    const std::size_t run = run_of(layer);
    const auto size = static_cast<std::size_t>(layer.below.size());
    for (std::size_t i = 0; i < size; ++i) {
        const bool passes = input[i] > 0;
        if (!passes) gradients.weight[i / run] += output_gradient[i] * input[i];
        gradients.bias[i / run] += output_gradient[i];
        if (input_gradient) input_gradient[i] = output_gradient[i] * (passes ? Real(1) : own.weight[i / run]);
    }
}

void forward(const Layer& layer, const ForwardCall& call) {
    bend_all(layer, call.parameters, call.input, call.output);
}

void backward(const Layer& layer, const BackwardCall& call) {
    back(layer, call.values, call.input, call.output_gradient, call.parameters, call.input_gradient);
}

reference::Values<double> reference_forward(const Layer& layer, const reference::Inputs& inputs,
                                            const reference::Weights<double>& weights) {
    reference::Values<double> y(inputs[0]->size());
    bend_all(layer, weights, inputs[0]->data(), y.data());
    return y;
}

reference::OpGradients<double> reference_backward(const Layer& layer, const reference::Inputs& inputs,
                                                  const reference::Weights<double>& weights,
                                                  const reference::Values<double>& output_gradient) {
    reference::OpGradients<double> gradients;
    gradients.x.resize(inputs[0]->size());
    gradients.weights.weight.resize(weights.weight.size());
    gradients.weights.bias.resize(weights.bias.size());
    back(layer, weights, inputs[0]->data(), output_gradient.data(), gradients.weights, gradients.x.data());
    return gradients;
}

void calculate(const Layer& layer, const UnitInReading& reading, Calculation& result) {
    const auto at = static_cast<std::size_t>(index_in(layer.below, reading.unit));
    NormTerms terms;
    terms.value = reading.values[at];
    if (!(terms.value > 0)) terms.factor = reading.parameters.weight[at / run_of(layer)];
    terms.shift = reading.parameters.bias[at / run_of(layer)];
    result.norm = terms;
}

}  // namespace

extern const Operator prelu{
    .name = "prelu",
    .words = words.prelu,
    .aim = aims.prelu,
    .attributes = {.channels = true},
    .edges = EdgeMeaning::Fixed,  // as if it were above 0
    .keeps_sign = false,
    .map_by_map = true,
    .output_shape = output_shape,
    .weight_shape = weight_shape,
    .multiply_adds = one_a_unit,
    .forward_scratch = nullptr,
    .backward_scratch = nullptr,
    .forward = forward,
    .backward = backward,
    .reference_forward = reference_forward,
    .reference_backward = reference_backward,
    .incoming = same_incoming,
    .outgoing = same_outgoing,
    .field_below = same_field,
    .calculate = calculate,
};

}  // namespace convoscope::nn::ops
