#include <algorithm>
#include <utility>

#include "nn/general.h"
#include "nn/ops/checks.h"
#include "nn/ops/texts.h"
#include "nn/ops/windows.h"
#include "nn/texts.h"
#include "nn/window.h"

namespace convoscope::nn::ops {
namespace {

void check_connections(const Node& node, int maps_below) {
    if (node.connections.empty()) return;
    if (node.connections.size() != static_cast<std::size_t>(node.channels) * maps_below)
        refuse(node, {texts.table_size, node.channels, maps_below});
    for (std::uint8_t entry : node.connections)
        if (entry > 1) refuse(node, texts.table_entries);
    for (auto row = node.connections.begin(); row != node.connections.end(); row += maps_below)
        if (std::none_of(row, row + maps_below, [](std::uint8_t entry) { return entry == 1; }))
            refuse(node, texts.table_empty_row);
}

Shape output_shape(const Layer& layer) {
    const Node& node = layer.node;
    check_window(node);
    check_number(node, texts.maps, node.channels, 1, kMaximumExtent);
    check_connections(node, layer.below.channels);
    check_number(node, texts.groups, node.groups, 1, kMaximumExtent);
    const bool falls_apart = node.channels % node.groups != 0 || layer.below.channels % node.groups != 0;
    if (falls_apart || (node.groups > 1 && !node.connections.empty()))
        refuse(node, {texts.wrong_groups, node.channels, layer.below.channels, node.groups});
    return window_output(layer, node.channels);
}

std::vector<int> weight_shape(const Layer& layer) {
    return {layer.node.channels, layer.below.channels / layer.node.groups, layer.node.kernel_height,
            layer.node.kernel_width};
}

std::int64_t multiply_adds(const Layer& layer) {
    const Node& node = layer.node;
    const std::int64_t kernels = node.connections.empty()
                                     ? std::int64_t{node.channels} * (layer.below.channels / node.groups)
                                     : std::count(node.connections.begin(), node.connections.end(), 1);
    return kernels * node.kernel_height * node.kernel_width * node.output.height * node.output.width;
}

/// Ways to compute it: nn/kernels/table.h.
enum class Way { Direct, Product, Depthwise };

/// A matrix product does what the direct convolution cannot do, and what that does slower because its maps or
/// its weights are many. nn/README.md has the measurements.
Way way_of(const Layer& layer) {
    constexpr int kLeastMaps = 32;
    constexpr int kLeastPositions = 16;
    constexpr std::int64_t kMostMultiplyAdds = 16 << 20;  // of a direct one, which cannot be cut into blocks
    constexpr std::int64_t kMostWeights = 1 << 16;        // 256 KiB: what a core's own cache holds
    constexpr std::int64_t kMostPacked = 4 << 20;         // 16 MiB: more are not held twice
    const Node& node = layer.node;
    if (node.groups > 1 && node.groups == layer.below.channels) return Way::Depthwise;
    if (!general::is_usual(node)) return Way::Product;
    const std::int64_t taps = std::int64_t{node.kernel_height} * node.kernel_width;
    const std::int64_t weights = layer.below.channels * taps * node.channels;
    const std::int64_t positions = std::int64_t{node.output.height} * node.output.width;
    if (weights > kMostPacked || weights * positions > kMostMultiplyAdds) return Way::Product;
    if (node.channels < kLeastMaps || positions < kLeastPositions) return Way::Direct;
    return taps == 1 || weights > kMostWeights ? Way::Product : Way::Direct;
}

bool reads_packed(const Layer& layer) { return way_of(layer) == Way::Direct; }

Cut cut(const Layer& layer) {
    switch (way_of(layer)) {
        case Way::Direct:
            return Cut::Nowhere;
        case Way::Product:
            return Cut::BetweenMapsAndPlaces;
        case Way::Depthwise:
            return Cut::BetweenMaps;
    }
    return Cut::Nowhere;
}

std::size_t forward_scratch(const kernels::Kernels& kernels, const Layer& layer) {
    if (way_of(layer) != Way::Direct) return 0;
    return kernels.conv_forward_scratch(window_of(layer.node, layer.below));
}

std::size_t backward_scratch(const kernels::Kernels& kernels, const Layer& layer) {
    if (!general::is_usual(layer.node)) return 0;
    return kernels.conv_backward_scratch(window_of(layer.node, layer.below));
}

void forward(const Layer& layer, const ForwardCall& call) {
    const float* weight = call.parameters.weight.data();
    const float* bias = call.parameters.bias.data();
    switch (way_of(layer)) {
        case Way::Direct:
            return call.kernels.conv_forward(window_of(layer.node, layer.below), call.input,
                                             call.packed.weight.data(), call.packed.bias.data(), call.scratch,
                                             call.output);
        case Way::Product:
            return call.kernels.conv_product(convolution_of(layer.node, layer.below), call.block, call.input,
                                             weight, bias, call.output);
        case Way::Depthwise:
            return call.kernels.conv_depthwise(convolution_of(layer.node, layer.below), call.block.first_map,
                                               call.block.last_map, call.input, weight, bias, call.output);
    }
}

void backward(const Layer& layer, const BackwardCall& call) {
    if (!general::is_usual(layer.node)) {
        if (call.parameters)
            general::conv_weight_gradient(layer, call.input, call.output_gradient, *call.parameters);
        if (call.input_gradient)
            general::conv_input_gradient(layer, call.values, call.output_gradient, call.input_gradient);
        return;
    }
    const kernels::Window window = window_of(layer.node, layer.below);
    if (call.parameters)
        call.kernels.conv_weight_gradient(window, call.input, call.output_gradient, call.scratch,
                                          call.parameters->weight.data(), call.parameters->bias.data());
    if (call.input_gradient)
        call.kernels.conv_input_gradient(window, call.values.weight.data(), call.output_gradient,
                                         call.scratch, call.input_gradient);
}

reference::Values<double> reference_forward(const Layer& layer, const reference::Inputs& inputs,
                                            const reference::Weights<double>& weights) {
    return reference::conv(layer.node, layer.below, *inputs[0], weights);
}

reference::OpGradients<double> reference_backward(const Layer& layer, const reference::Inputs& inputs,
                                                  const reference::Weights<double>& weights,
                                                  const reference::Values<double>& output_gradient) {
    return reference::conv_backward(layer.node, layer.below, *inputs[0], weights, output_gradient);
}

const float* kernel_at(const Layer& layer, const Parameters& parameters, int to, int from) {
    return parameters.weight.data() + kernel_index(layer.node, layer.below.channels, to, from) *
                                          layer.node.kernel_height * layer.node.kernel_width;
}

void incoming(const Layer& layer, const Parameters& parameters, const Unit& unit,
              std::vector<Connection>& result) {
    for (int map = 0; map < layer.below.channels; ++map) {
        if (!has_kernel(layer.node, layer.below.channels, unit.map, map)) continue;
        const float* kernel = kernel_at(layer, parameters, unit.map, map);
        add_window(
            layer, unit, map, [kernel](int at) { return kernel[at]; }, result);
    }
}

void outgoing(const Layer& layer, const Parameters& parameters, int index, const Unit& unit,
              std::vector<OutgoingConnection>& result) {
    for (int map = 0; map < layer.node.channels; ++map) {
        if (!has_kernel(layer.node, layer.below.channels, map, unit.map)) continue;
        const float* kernel = kernel_at(layer, parameters, map, unit.map);
        add_windows_over(
            layer, unit, index, map, [kernel](int at, int, int) { return kernel[at]; }, result);
    }
}

Field field_below(const Layer& layer, const Field& field, int) {
    Field result = window_field(layer, field);
    for (int from = 0; from < layer.below.channels; ++from)
        for (int to = 0; to < layer.node.channels; ++to)
            if (field.maps[static_cast<std::size_t>(to)] &&
                has_kernel(layer.node, layer.below.channels, to, from))
                result.maps[static_cast<std::size_t>(from)] = 1;
    return result;
}

void calculate(const Layer& layer, const UnitInReading& reading, Calculation& result) {
    const int to = reading.unit.map;
    set_window(layer, reading.unit, result);
    double total = 0;
    for (int map = 0; map < layer.below.channels; ++map) {
        if (!has_kernel(layer.node, layer.below.channels, to, map)) continue;
        const float* first = kernel_at(layer, reading.parameters, to, map);
        KernelTerm term;
        term.map = map;
        term.kernel.assign(first, first + layer.node.kernel_height * layer.node.kernel_width);
        double sum = 0;
        each_value(layer, reading, map, [&](std::size_t place, const float* value) {
            term.patch.push_back(value ? *value : 0.0f);
            term.products.push_back(term.patch[place] * term.kernel[place]);
            sum += term.products[place];
        });
        term.sum = static_cast<float>(sum);
        total += sum;
        result.kernels.push_back(std::move(term));
    }
    result.weighted_sum = static_cast<float>(total);
    result.bias = reading.parameters.bias[static_cast<std::size_t>(to)];
}

}  // namespace

extern const Operator conv{
    .name = "conv",
    .words = words.conv,
    .attributes = {.channels = true, .window = true, .connections = true, .groups = true},
    .edges = EdgeMeaning::Weighted,
    .keeps_sign = false,
    .map_by_map = false,
    .output_shape = output_shape,
    .weight_shape = weight_shape,
    .reads_packed = reads_packed,
    .multiply_adds = multiply_adds,
    .forward_scratch = forward_scratch,
    .backward_scratch = backward_scratch,
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
