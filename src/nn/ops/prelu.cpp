// A leaky ReLU whose slopes were learned (He et al. 2015, "Delving deep into rectifiers"): y = x + bias above
// 0, weight x + bias below. A slope for all, one a map, or one a unit: Node::channels says how many. The bias
// is there because all layers with weights have one; other programs' are 0.

#include "nn/ops/aim_texts.h"
#include "nn/ops/factors.h"
#include "nn/ops/texts.h"

namespace convoscope::nn::ops {
namespace {

std::vector<int> weight_shape(const Layer& layer) { return {layer.node.channels}; }

template <class Real, class Values>
void bend_units(const Layer& layer, const Units& units, const Values& own, const Real* input, Real* output) {
    each_run(layer, layer.node.channels, units,
             [&](std::ptrdiff_t first, std::ptrdiff_t last, std::size_t at) {
                 const Real slope = own.weight[at];
                 const Real bias = own.bias[at];
                 for (; first < last; ++first)
                     output[first] = (input[first] > 0 ? input[first] : slope * input[first]) + bias;
             });
}

/// @param gradients, input_gradient  null: not wanted
template <class Real, class Values>
void back(const Layer& layer, const Values& own, const Real* input, const Real* output_gradient,
          Values* gradients, Real* input_gradient) {
    each_run(layer, layer.node.channels, all_units(layer),
             [&](std::ptrdiff_t first, std::ptrdiff_t last, std::size_t at) {
                 for (; first < last; ++first) {
                     const bool passes = input[first] > 0;
                     if (gradients) {
                         if (!passes) gradients->weight[at] += output_gradient[first] * input[first];
                         gradients->bias[at] += output_gradient[first];
                     }
                     if (input_gradient)
                         input_gradient[first] = output_gradient[first] * (passes ? Real(1) : own.weight[at]);
                 }
             });
}

void forward(const Layer& layer, const ForwardCall& call) {
    bend_units(layer, units_of(layer, call.block), call.parameters, call.input, call.output);
}

void backward(const Layer& layer, const BackwardCall& call) {
    back(layer, call.values, call.input, call.output_gradient, call.parameters, call.input_gradient);
}

reference::Values<double> reference_forward(const Layer& layer, const reference::Inputs& inputs,
                                            const reference::Weights<double>& weights) {
    reference::Values<double> y(inputs[0]->size());
    bend_units(layer, all_units(layer), weights, inputs[0]->data(), y.data());
    return y;
}

reference::OpGradients<double> reference_backward(const Layer& layer, const reference::Inputs& inputs,
                                                  const reference::Weights<double>& weights,
                                                  const reference::Values<double>& output_gradient) {
    reference::OpGradients<double> gradients;
    gradients.x.resize(inputs[0]->size());
    gradients.weights.weight.resize(weights.weight.size());
    gradients.weights.bias.resize(weights.bias.size());
    back(layer, weights, inputs[0]->data(), output_gradient.data(), &gradients.weights, gradients.x.data());
    return gradients;
}

void calculate(const Layer& layer, const UnitInReading& reading, Calculation& result) {
    const std::size_t at = factor_of(layer, layer.node.channels, reading.unit);
    NormTerms terms;
    terms.value = reading.values[static_cast<std::size_t>(index_in(layer.below, reading.unit))];
    if (!(terms.value > 0)) terms.factor = reading.parameters.weight[at];
    terms.shift = reading.parameters.bias[at];
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
    .output_shape = shape_with_factors,
    .weight_shape = weight_shape,
    .multiply_adds = one_a_unit,
    .forward_scratch = nullptr,
    .backward_scratch = nullptr,
    .cut = between_maps,
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
