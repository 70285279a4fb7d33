// Softmax over the maps, at each place on its own: y_c = exp(x_c) / sum over d of exp(x_d) (Bridle 1990). For
// those that are not the network's last word: an attention, say, or classes at every place of a picture. The
// last layer's probabilities are Activation::Softmax.

#include <algorithm>
#include <cmath>

#include "nn/address.h"
#include "nn/ops/aim_texts.h"
#include "nn/ops/operator.h"
#include "nn/ops/texts.h"
#include "nn/ops/unitwise.h"

namespace convoscope::nn::ops {
namespace {

std::size_t area_of(const Layer& layer) {
    return static_cast<std::size_t>(layer.below.height) * static_cast<std::size_t>(layer.below.width);
}

template <class Real>
void share_out(const Layer& layer, const Real* input, Real* output) {
    const std::size_t area = area_of(layer);
    const std::size_t size = static_cast<std::size_t>(layer.below.size());
    for (std::size_t place = 0; place < area; ++place) {
        Real largest = input[place];
        for (std::size_t at = place; at < size; at += area) largest = std::max(largest, input[at]);
        Real sum = 0;
        for (std::size_t at = place; at < size; at += area) sum += output[at] = std::exp(input[at] - largest);
        for (std::size_t at = place; at < size; at += area) output[at] /= sum;
    }
}

/// dx_c = y_c (dy_c - sum over d of y_d dy_d). @param output  its values, y; `input_gradient` may be the same
template <class Real>
void back(const Layer& layer, const Real* output, const Real* output_gradient, Real* input_gradient) {
    const std::size_t area = area_of(layer);
    const std::size_t size = static_cast<std::size_t>(layer.below.size());
    for (std::size_t place = 0; place < area; ++place) {
        Real mean = 0;
        for (std::size_t at = place; at < size; at += area) mean += output[at] * output_gradient[at];
        for (std::size_t at = place; at < size; at += area)
            input_gradient[at] = output[at] * (output_gradient[at] - mean);
    }
}

void forward(const Layer& layer, const ForwardCall& call) { share_out(layer, call.input, call.output); }

void backward(const Layer& layer, const BackwardCall& call) {
    if (!call.input_gradient) return;
    share_out(layer, call.input, call.input_gradient);
    back(layer, call.input_gradient, call.output_gradient, call.input_gradient);
}

reference::Values<double> reference_forward(const Layer& layer, const reference::Inputs& inputs,
                                            const reference::Weights<double>&) {
    reference::Values<double> y(inputs[0]->size());
    share_out(layer, inputs[0]->data(), y.data());
    return y;
}

reference::OpGradients<double> reference_backward(const Layer& layer, const reference::Inputs& inputs,
                                                  const reference::Weights<double>& weights,
                                                  const reference::Values<double>& output_gradient) {
    const reference::Values<double> y = reference_forward(layer, inputs, weights);
    reference::OpGradients<double> gradients{reference::Values<double>(y.size()), {}};
    back(layer, y.data(), output_gradient.data(), gradients.x.data());
    return gradients;
}

Field field_below(const Layer& layer, const Field& field, int which) {
    Field result = same_field(layer, field, which);
    std::fill(result.maps.begin(), result.maps.end(), char{1});
    return result;
}

void calculate(const Layer& layer, const UnitInReading& reading, Calculation& result) {
    for (int map = 0; map < layer.below.channels; ++map) {
        const Unit unit{layer.node.inputs[0], map, reading.unit.row, reading.unit.column};
        result.parts.push_back({unit, reading.values[static_cast<std::size_t>(index_in(layer.below, unit))]});
    }
}

}  // namespace

extern const Operator softmax{
    .name = "softmax",
    .words = words.softmax,
    .aim = aims.softmax,
    .attributes = {},
    .edges = EdgeMeaning::Fixed,  // what a unit is mostly made of: the one at its own place
    .keeps_sign = true,
    .map_by_map = true,
    .output_shape = same_shape,
    .weight_shape = nullptr,
    .multiply_adds = one_a_unit,
    .forward_scratch = nullptr,
    .backward_scratch = nullptr,
    .forward = forward,
    .backward = backward,
    .reference_forward = reference_forward,
    .reference_backward = reference_backward,
    .incoming = same_incoming,
    .outgoing = same_outgoing,
    .field_below = field_below,
    .calculate = calculate,
};

}  // namespace convoscope::nn::ops
