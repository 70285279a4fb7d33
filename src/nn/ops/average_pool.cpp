#include "nn/general.h"
#include "nn/ops/texts.h"
#include "nn/ops/unitwise.h"
#include "nn/ops/windows.h"
#include "nn/texts.h"
#include "nn/window.h"

namespace convoscope::nn::ops {
namespace {

void forward(const Layer& layer, const ForwardCall& call) {
    if (!general::is_usual(layer.node))
        return general::average_pool_forward(layer, {call.block.first_map, call.block.last_map}, call.input,
                                             call.output);
    const PooledMaps maps(layer, call);
    call.kernels.average_pool_forward(maps.window, maps.input, maps.output);
}

void backward(const Layer& layer, const BackwardCall& call) {
    if (!call.input_gradient) return;
    if (!general::is_usual(layer.node))
        return general::average_pool_backward(layer, call.output_gradient, call.input_gradient);
    call.kernels.average_pool_backward(window_of(layer.node, layer.below), call.output_gradient,
                                       call.input_gradient);
}

reference::Values<double> reference_forward(const Layer& layer, const reference::Inputs& inputs,
                                            const reference::Weights<double>&) {
    return reference::average_pool(layer.node, layer.below, *inputs[0]);
}

reference::OpGradients<double> reference_backward(const Layer& layer, const reference::Inputs&,
                                                  const reference::Weights<double>&,
                                                  const reference::Values<double>& output_gradient) {
    return reference::average_pool_backward(layer.node, layer.below, output_gradient);
}

/// Each unit's share of the mean of the window at a row and a column.
float share_at(const Layer& layer, int row, int column) {
    return 1.0f / static_cast<float>(general::values_in_mean(layer, row, column));
}

void incoming(const Layer& layer, const Parameters&, const Unit& unit, std::vector<Connection>& result) {
    const float share = share_at(layer, unit.row, unit.column);
    add_window(
        layer, unit, unit.map, [share](int) { return share; }, result);
}

void outgoing(const Layer& layer, const Parameters&, int index, const Unit& unit,
              std::vector<OutgoingConnection>& result) {
    add_windows_over(
        layer, unit, index, unit.map, [&](int, int row, int column) { return share_at(layer, row, column); },
        result);
}

void calculate(const Layer& layer, const UnitInReading& reading, Calculation& result) {
    result.window.sum = static_cast<float>(fill_pool_window(layer, reading, result));
    result.window.counted = general::values_in_mean(layer, reading.unit.row, reading.unit.column);
}

}  // namespace

extern const Operator average_pool{
    .name = "average_pool",
    .words = words.average_pool,
    .attributes = {.window = true},
    .edges = EdgeMeaning::Averaged,
    .keeps_sign = true,
    .map_by_map = true,
    .output_shape = pool_shape,
    .weight_shape = nullptr,
    .multiply_adds = values_looked_at,
    .forward_scratch = nullptr,
    .backward_scratch = nullptr,
    .cut = between_maps,
    .forward = forward,
    .backward = backward,
    .reference_forward = reference_forward,
    .reference_backward = reference_backward,
    .incoming = incoming,
    .outgoing = outgoing,
    .field_below = pool_field,
    .calculate = calculate,
};

}  // namespace convoscope::nn::ops
