// Rounds to a whole number of steps, half to even, within limits, as the activations of a quantised network
// are (ONNX's QuantizeLinear and DequantizeLinear, one after the other): y = step clamp(round(x / step), low,
// high). Its numbers: step, low, high. Its gradient passes straight through within the limits (Bengio et al.
// 2013), as in training such networks; the true one is 0 nearly everywhere.

#include <algorithm>
#include <cmath>

#include "nn/ops/aim_texts.h"
#include "nn/ops/checks.h"
#include "nn/ops/operator.h"
#include "nn/ops/texts.h"
#include "nn/ops/unitwise.h"
#include "nn/texts.h"

namespace convoscope::nn::ops {
namespace {

Shape output_shape(const Layer& layer) {
    const auto& [step, low, high] = layer.node.numbers;
    if (!(step > 0 && low <= high)) refuse(layer.node, texts.wrong_steps);
    return layer.below;
}

/// In steps, not rounded.
template <class Real>
Real steps(const Layer& layer, Real x) {
    return x / Real(layer.node.numbers[0]);
}

template <class Real>
void round_units(const Layer& layer, const Units& units, const Real* input, Real* output) {
    const auto& [step, low, high] = layer.node.numbers;
    for (std::ptrdiff_t i = units.first; i < units.last; ++i)
        output[i] = Real(step) * std::clamp(std::nearbyint(steps(layer, input[i])), Real(low), Real(high));
}

void round_all(const Layer& layer, const double* input, double* output) {
    round_units(layer, all_units(layer), input, output);
}

template <class Real>
void back(const Layer& layer, const Real* input, const Real* output_gradient, Real* input_gradient) {
    const auto& [step, low, high] = layer.node.numbers;
    for (int i = 0; i < layer.below.size(); ++i) {
        const Real rounded = std::nearbyint(steps(layer, input[i]));
        input_gradient[i] = rounded >= Real(low) && rounded <= Real(high) ? output_gradient[i] : Real(0);
    }
}

void forward(const Layer& layer, const ForwardCall& call) {
    round_units(layer, units_of(layer, call.block), call.input, call.output);
}

}  // namespace

extern const Operator quantise{
    .name = "quantise",
    .words = words.quantise,
    .aim = aims.quantise,
    .attributes = {.numbers = 3},
    .edges = EdgeMeaning::Fixed,
    .keeps_sign = true,
    .map_by_map = true,
    .output_shape = output_shape,
    .weight_shape = nullptr,
    .multiply_adds = one_a_unit,
    .forward_scratch = nullptr,
    .backward_scratch = nullptr,
    .cut = between_maps,
    .forward = forward,
    .backward = gradient_of<back<float>>,
    .reference_forward = reference_of<round_all>,
    .reference_backward = reference_gradient_of<back<double>>,
    .incoming = same_incoming,
    .outgoing = same_outgoing,
    .field_below = same_field,
    .calculate = same_part,
};

}  // namespace convoscope::nn::ops
