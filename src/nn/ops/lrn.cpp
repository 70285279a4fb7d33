// Local response normalisation across maps (Krizhevsky et al. 2012, section 3.3, as ONNX's LRN has it):
// y_c = x_c / (offset + alpha / size * sum of x_d^2) ^ beta, over the `size` maps d around c: from c - (size
// - 1) / 2 to c + size / 2, rounded down and up. Node::channels is size; its numbers: alpha, beta, offset.

#include <algorithm>
#include <cmath>

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
    check_number(layer.node, texts.maps, layer.node.channels, 1, kMaximumExtent);
    return layer.below;
}

Span around(const Layer& layer, int map) {
    const int size = layer.node.channels;
    return {std::max(0, map - (size - 1) / 2), std::min(layer.below.channels, map + size / 2 + 1)};
}

/// offset + alpha / size * sum of squares, at each unit.
template <class Real>
std::vector<Real> bases(const Layer& layer, const Real* input) {
    const std::size_t area = static_cast<std::size_t>(layer.below.height) * layer.below.width;
    std::vector<Real> result(static_cast<std::size_t>(layer.below.size()));
    for (int map = 0; map < layer.below.channels; ++map)
        for (std::size_t at = 0; at < area; ++at) {
            Real sum = 0;
            const Span maps = around(layer, map);
            for (int other = maps.first; other < maps.last; ++other) {
                const Real value = input[static_cast<std::size_t>(other) * area + at];
                sum += value * value;
            }
            result[static_cast<std::size_t>(map) * area + at] =
                Real(layer.node.numbers[2]) + Real(layer.node.numbers[0]) / Real(layer.node.channels) * sum;
        }
    return result;
}

template <class Real>
void normalise(const Layer& layer, const Real* input, Real* output) {
    const std::vector<Real> base = bases(layer, input);
    for (std::size_t i = 0; i < base.size(); ++i)
        output[i] = input[i] / std::pow(base[i], Real(layer.node.numbers[1]));
}

/// dx_d = dy_d base_d^-beta - 2 alpha beta / size x_d sum over the c whose maps hold d of dy_c x_c
/// base_c^(-beta - 1)
template <class Real>
void back(const Layer& layer, const Real* input, const Real* output_gradient, Real* input_gradient) {
    const std::vector<Real> base = bases(layer, input);
    const std::size_t area = static_cast<std::size_t>(layer.below.height) * layer.below.width;
    const Real beta = Real(layer.node.numbers[1]);
    const Real factor = 2 * Real(layer.node.numbers[0]) * beta / Real(layer.node.channels);
    for (std::size_t i = 0; i < base.size(); ++i)
        input_gradient[i] = output_gradient[i] * std::pow(base[i], -beta);
    for (int map = 0; map < layer.below.channels; ++map) {
        const Span maps = around(layer, map);
        for (std::size_t at = 0; at < area; ++at) {
            const std::size_t own = static_cast<std::size_t>(map) * area + at;
            const Real share = factor * output_gradient[own] * input[own] * std::pow(base[own], -beta - 1);
            for (int other = maps.first; other < maps.last; ++other) {
                const std::size_t heard = static_cast<std::size_t>(other) * area + at;
                input_gradient[heard] -= share * input[heard];
            }
        }
    }
}

void forward(const Layer& layer, const ForwardCall& call) { normalise(layer, call.input, call.output); }

Field field_below(const Layer& layer, const Field& field, int which) {
    Field result = same_field(layer, field, which);
    std::fill(result.maps.begin(), result.maps.end(), char{0});
    for (int map = 0; map < layer.below.channels; ++map) {
        if (!field.maps[static_cast<std::size_t>(map)]) continue;
        const Span maps = around(layer, map);
        for (int other = maps.first; other < maps.last; ++other)
            result.maps[static_cast<std::size_t>(other)] = 1;
    }
    return result;
}

void calculate(const Layer& layer, const UnitInReading& reading, Calculation& result) {
    parts_of_maps(layer, reading, around(layer, reading.unit.map), result);
}

std::int64_t multiply_adds(const Layer& layer) {
    return std::int64_t{layer.node.output.size()} * layer.node.channels;
}

}  // namespace

extern const Operator lrn{
    .name = "lrn",
    .words = words.lrn,
    .aim = aims.lrn,
    .attributes = {.channels = true, .numbers = 3},
    .edges = EdgeMeaning::Fixed,  // what a unit is mostly made of: the one at its own place, smaller
    .keeps_sign = true,
    .map_by_map = true,
    .output_shape = output_shape,
    .weight_shape = nullptr,
    .multiply_adds = multiply_adds,
    .forward_scratch = nullptr,
    .backward_scratch = nullptr,
    .forward = forward,
    .backward = gradient_of<back<float>>,
    .reference_forward = reference_of<normalise<double>>,
    .reference_backward = reference_gradient_of<back<double>>,
    .incoming = same_incoming,
    .outgoing = same_outgoing,
    .field_below = field_below,
    .calculate = calculate,
};

}  // namespace convoscope::nn::ops
