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

/// dx_c = y_c (dy_c - sum over d of y_d dy_d)
template <class Real>
void back(const Layer& layer, const Real* input, const Real* output_gradient, Real* input_gradient) {
    share_out(layer, input, input_gradient);  // y, for now
    const std::size_t area = area_of(layer);
    const std::size_t size = static_cast<std::size_t>(layer.below.size());
    for (std::size_t place = 0; place < area; ++place) {
        Real mean = 0;
        for (std::size_t at = place; at < size; at += area) mean += input_gradient[at] * output_gradient[at];
        for (std::size_t at = place; at < size; at += area) input_gradient[at] *= output_gradient[at] - mean;
    }
}

void forward(const Layer& layer, const ForwardCall& call) { share_out(layer, call.input, call.output); }

Field field_below(const Layer& layer, const Field& field, int which) {
    Field result = same_field(layer, field, which);
    std::fill(result.maps.begin(), result.maps.end(), char{1});
    return result;
}

void calculate(const Layer& layer, const UnitInReading& reading, Calculation& result) {
    parts_of_maps(layer, reading, all_maps(layer.node), result);
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
    .backward = gradient_of<back<float>>,
    .reference_forward = reference_of<share_out<double>>,
    .reference_backward = reference_gradient_of<back<double>>,
    .incoming = same_incoming,
    .outgoing = same_outgoing,
    .field_below = field_below,
    .calculate = calculate,
};

}  // namespace convoscope::nn::ops
