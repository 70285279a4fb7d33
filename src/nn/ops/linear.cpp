#include "nn/ops/checks.h"
#include "nn/ops/operator.h"
#include "nn/ops/texts.h"
#include "nn/texts.h"

namespace convoscope::nn::ops {
namespace {

/// 16 MiB: beyond that a layer is half a network's memory, and its time is the reading of it either way.
constexpr std::size_t kMostPacked = std::size_t{4} << 20;

Shape output_shape(const Layer& layer) {
    check_number(layer.node, texts.units, layer.node.channels, 1, kMaximumExtent);
    return {layer.node.channels, 1, 1};
}

std::vector<int> weight_shape(const Layer& layer) { return {layer.node.channels, layer.below.size()}; }

std::int64_t multiply_adds(const Layer& layer) {
    return std::int64_t{layer.node.channels} * layer.below.size();
}

std::size_t scratch(const kernels::Kernels& kernels, const Layer& layer) {
    return kernels.linear_scratch(layer.below.size(), layer.node.channels);
}

bool reads_packed(const Layer& layer) {
    return std::size_t(layer.node.channels) * std::size_t(layer.below.size()) <= kMostPacked;
}

Cut cut(const Layer& layer) { return reads_packed(layer) ? Cut::Nowhere : Cut::BetweenMaps; }

void forward(const Layer& layer, const ForwardCall& call) {
    const int inputs = layer.below.size();
    if (reads_packed(layer))
        return call.kernels.linear_forward(inputs, layer.node.channels, call.input, call.packed.weight.data(),
                                           call.packed.bias.data(), call.scratch, call.output);
    const int first = call.block.first_map;
    call.kernels.linear_forward_unpacked(inputs, call.block.last_map - first, call.input,
                                         call.parameters.weight.data() + std::ptrdiff_t{first} * inputs,
                                         call.parameters.bias.data() + first, call.output + first);
}

void backward(const Layer& layer, const BackwardCall& call) {
    if (call.parameters)
        call.kernels.linear_weight_gradient(layer.below.size(), layer.node.channels, call.input,
                                            call.output_gradient, call.parameters->weight.data(),
                                            call.parameters->bias.data());
    if (call.input_gradient)
        call.kernels.linear_input_gradient(layer.below.size(), layer.node.channels, call.values.weight.data(),
                                           call.output_gradient, call.scratch, call.input_gradient);
}

reference::Values<double> reference_forward(const Layer& layer, const reference::Inputs& inputs,
                                            const reference::Weights<double>& weights) {
    return reference::linear(layer.node, *inputs[0], weights);
}

reference::OpGradients<double> reference_backward(const Layer& layer, const reference::Inputs& inputs,
                                                  const reference::Weights<double>& weights,
                                                  const reference::Values<double>& output_gradient) {
    return reference::linear_backward(layer.node, *inputs[0], weights, output_gradient);
}

void incoming(const Layer& layer, const Parameters& parameters, const Unit& unit,
              std::vector<Connection>& result) {
    const Shape& below = layer.below;
    const float* weight = parameters.weight.data() + static_cast<std::size_t>(unit.map) * below.size();
    for (int map = 0; map < below.channels; ++map)
        for (int row = 0; row < below.height; ++row)
            for (int column = 0; column < below.width; ++column)
                result.push_back({{layer.node.inputs[0], map, row, column}, *weight++});
}

void outgoing(const Layer& layer, const Parameters& parameters, int index, const Unit& unit,
              std::vector<OutgoingConnection>& result) {
    const float* own = parameters.weight.data() + index_in(layer.below, unit);
    for (int map = 0; map < layer.node.channels; ++map)
        result.push_back({{index, map, 0, 0}, own[static_cast<std::size_t>(map) * layer.below.size()]});
}

Field field_below(const Layer& layer, const Field&, int) {
    return {layer.node.inputs[0], 0,
            layer.below.height,   0,
            layer.below.width,    std::vector<char>(static_cast<std::size_t>(layer.below.channels), 1)};
}

void calculate(const Layer&, const UnitInReading& reading, Calculation& result) {
    const std::size_t first = static_cast<std::size_t>(reading.unit.map) * reading.values.size();
    double total = 0;
    for (std::size_t index = 0; index < reading.values.size(); ++index) {
        const float value = reading.values[index];
        const float weight = reading.parameters.weight[first + index];
        result.terms.push_back({static_cast<int>(index), value, weight, value * weight});
        total += result.terms.back().contribution;
    }
    result.weighted_sum = static_cast<float>(total);
    result.bias = reading.parameters.bias[static_cast<std::size_t>(reading.unit.map)];
}

}  // namespace

extern const Operator linear{
    .name = "linear",
    .words = words.linear,
    .attributes = {.channels = true},
    .edges = EdgeMeaning::Weighted,
    .keeps_sign = false,
    .map_by_map = false,
    .output_shape = output_shape,
    .weight_shape = weight_shape,
    .reads_packed = reads_packed,
    .multiply_adds = multiply_adds,
    .forward_scratch = scratch,
    .backward_scratch = scratch,
    .cut = cut,
    .forward = forward,
    .backward = backward,
    .reference_forward = reference_forward,
    .reference_backward = reference_backward,
    .incoming = incoming,
    .outgoing = outgoing,
    .field_below = field_below,
    .calculate = calculate,
};

}  // namespace convoscope::nn::ops
