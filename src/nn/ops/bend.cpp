// A non-linearity that stands alone: behind an addition, or before a layer whose sum others want as well.
// What it hears is its pre-activation.

#include <algorithm>

#include "nn/ops/aim_texts.h"
#include "nn/ops/operator.h"
#include "nn/ops/texts.h"
#include "nn/ops/unitwise.h"

namespace convoscope::nn::ops {
namespace {

void forward(const Layer& layer, const ForwardCall& call) {
    const Units units = units_of(layer, call.block);
    std::copy(call.input + units.first, call.input + units.last, call.output + units.first);
}

void backward(const Layer& layer, const BackwardCall& call) {
    if (call.input_gradient) std::copy_n(call.output_gradient, layer.below.size(), call.input_gradient);
}

reference::Values<double> reference_forward(const Layer&, const reference::Inputs& inputs,
                                            const reference::Weights<double>&) {
    return *inputs[0];
}

reference::OpGradients<double> reference_backward(const Layer&, const reference::Inputs&,
                                                  const reference::Weights<double>&,
                                                  const reference::Values<double>& output_gradient) {
    return {output_gradient, {}};
}

}  // namespace

extern const Operator bend{
    .name = "bend",
    .words = words.bend,
    .aim = aims.bend,
    .attributes = {},
    .edges = EdgeMeaning::Fixed,
    .keeps_sign = true,
    .map_by_map = true,
    .output_shape = same_shape,
    .weight_shape = nullptr,
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
    .calculate = same_part,
};

}  // namespace convoscope::nn::ops
