// Layers that shift and stretch what they hear, unit by unit, with numbers that are there before any value
// is.
//
// batch_norm: y = (x - mean) / sqrt(variance + epsilon) * weight + bias. A number each a map; mean and
// variance are those of training (Ioffe and Szegedy 2015; torch.nn.BatchNorm2d in eval mode). Its number is
// epsilon.
//
// scale: y = weight x + bias. One of each for all, one a map, or one a unit: Node::channels says how many.

#include <cmath>

#include "nn/ops/aim_texts.h"
#include "nn/ops/factors.h"
#include "nn/ops/texts.h"

namespace convoscope::nn::ops {
namespace {

int factors(const Layer& layer) {
    return layer.node.op == &batch_norm ? layer.below.channels : layer.node.channels;
}

std::vector<int> weight_shape(const Layer& layer) { return {factors(layer)}; }

/// y = (x - mean) * stretch * weight + bias
template <class Real>
struct Number {
    Real mean = 0;
    Real stretch = 1;
};
template <class Real, class Values>
Number<Real> number_at(const Layer& layer, const Values& parameters, std::size_t at) {
    if (layer.node.op != &batch_norm) return {};
    const Real variance = parameters.variance[at] + static_cast<Real>(layer.node.numbers[0]);
    return {static_cast<Real>(parameters.mean[at]), Real(1) / std::sqrt(variance)};
}

void forward(const Layer& layer, const ForwardCall& call) {
    const Parameters& own = call.parameters;
    const auto run = [&](std::ptrdiff_t first, std::ptrdiff_t last, std::size_t at) {
        const Number<float> number = number_at<float>(layer, own, at);
        const float factor = number.stretch * own.weight[at];
        const float bias = own.bias[at];
        for (; first < last; ++first) call.output[first] = (call.input[first] - number.mean) * factor + bias;
    };
    each_run(layer, factors(layer), units_of(layer, call.block), run);
}

void backward(const Layer& layer, const BackwardCall& call) {
    const Parameters& own = call.values;
    const auto run = [&](std::ptrdiff_t first, std::ptrdiff_t last, std::size_t at) {
        const Number<float> number = number_at<float>(layer, own, at);
        for (; first < last; ++first) {
            const float gradient = call.output_gradient[first];
            if (call.parameters) {
                call.parameters->weight[at] += gradient * (call.input[first] - number.mean) * number.stretch;
                call.parameters->bias[at] += gradient;
            }
            if (call.input_gradient) call.input_gradient[first] = gradient * number.stretch * own.weight[at];
        }
    };
    each_run(layer, factors(layer), all_units(layer), run);
}

reference::Values<double> reference_forward(const Layer& layer, const reference::Inputs& inputs,
                                            const reference::Weights<double>& weights) {
    reference::Values<double> y(inputs[0]->size());
    const double* x = inputs[0]->data();
    const auto run = [&](std::ptrdiff_t first, std::ptrdiff_t last, std::size_t at) {
        const Number<double> number = number_at<double>(layer, weights, at);
        for (; first < last; ++first)
            y[static_cast<std::size_t>(first)] =
                (x[first] - number.mean) * number.stretch * weights.weight[at] + weights.bias[at];
    };
    each_run(layer, factors(layer), all_units(layer), run);
    return y;
}

reference::OpGradients<double> reference_backward(const Layer& layer, const reference::Inputs& inputs,
                                                  const reference::Weights<double>& weights,
                                                  const reference::Values<double>& output_gradient) {
    reference::OpGradients<double> gradients;
    gradients.x.resize(inputs[0]->size());
    gradients.weights.weight.resize(weights.weight.size());
    gradients.weights.bias.resize(weights.bias.size());
    const double* x = inputs[0]->data();
    const auto run = [&](std::ptrdiff_t first, std::ptrdiff_t last, std::size_t at) {
        const Number<double> number = number_at<double>(layer, weights, at);
        for (; first < last; ++first) {
            const double gradient = output_gradient[static_cast<std::size_t>(first)];
            gradients.x[static_cast<std::size_t>(first)] = gradient * number.stretch * weights.weight[at];
            gradients.weights.weight[at] += gradient * (x[first] - number.mean) * number.stretch;
            gradients.weights.bias[at] += gradient;
        }
    };
    each_run(layer, factors(layer), all_units(layer), run);
    return gradients;
}

float slope_at(const Layer& layer, const Parameters& parameters, const Unit& unit) {
    const std::size_t at = factor_of(layer, factors(layer), unit);
    return number_at<float>(layer, parameters, at).stretch * parameters.weight[at];
}

void incoming(const Layer& layer, const Parameters& parameters, const Unit& unit,
              std::vector<Connection>& result) {
    result.push_back(
        {{layer.node.inputs[0], unit.map, unit.row, unit.column}, slope_at(layer, parameters, unit)});
}

void outgoing(const Layer& layer, const Parameters& parameters, int index, const Unit& unit,
              std::vector<OutgoingConnection>& result) {
    result.push_back({{index, unit.map, unit.row, unit.column}, slope_at(layer, parameters, unit)});
}

void calculate(const Layer& layer, const UnitInReading& reading, Calculation& result) {
    const std::size_t at = factor_of(layer, factors(layer), reading.unit);
    NormTerms norm;
    norm.value = reading.values[static_cast<std::size_t>(index_in(layer.below, reading.unit))];
    norm.factor = reading.parameters.weight[at];
    norm.shift = reading.parameters.bias[at];
    if (layer.node.op == &batch_norm) {
        norm.mean = reading.parameters.mean[at];
        norm.variance = reading.parameters.variance[at];
        norm.epsilon = layer.node.numbers[0];
    }
    result.norm = norm;
}

constexpr Operator of(const char* name, const Text& called, const Text& aim, Attributes attributes,
                      Shape (*shape)(const Layer&)) {
    return {
        .name = name,
        .words = called,
        .aim = aim,
        .attributes = attributes,
        .edges = EdgeMeaning::Fixed,
        .keeps_sign = false,
        .map_by_map = true,
        .output_shape = shape,
        .weight_shape = weight_shape,
        .multiply_adds = one_a_unit,
        .forward_scratch = nullptr,
        .backward_scratch = nullptr,
        .cut = between_maps,
        .forward = forward,
        .backward = backward,
        .reference_forward = reference_forward,
        .reference_backward = reference_backward,
        .incoming = incoming,
        .outgoing = outgoing,
        .field_below = same_field,
        .calculate = calculate,
    };
}

}  // namespace

extern const Operator batch_norm =
    of("batch_norm", words.batch_norm, aims.batch_norm, {.statistics = true, .numbers = 1}, same_shape);
extern const Operator scale = of("scale", words.scale, aims.scale, {.channels = true}, shape_with_factors);

}  // namespace convoscope::nn::ops
