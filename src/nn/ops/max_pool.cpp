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
        return general::max_pool_forward(layer, {call.block.first_map, call.block.last_map}, call.input,
                                         call.output);
    const PooledMaps maps(layer, call);
    call.kernels.max_pool_forward(maps.window, maps.input, maps.output);
}

void backward(const Layer& layer, const BackwardCall& call) {
    if (!call.input_gradient) return;
    if (!general::is_usual(layer.node))
        return general::max_pool_backward(layer, call.input, call.output_gradient, call.input_gradient);
    call.kernels.max_pool_backward(window_of(layer.node, layer.below), call.input, call.output_gradient,
                                   call.input_gradient);
}

reference::Values<double> reference_forward(const Layer& layer, const reference::Inputs& inputs,
                                            const reference::Weights<double>&) {
    return reference::max_pool(layer.node, layer.below, *inputs[0]);
}

reference::OpGradients<double> reference_backward(const Layer& layer, const reference::Inputs& inputs,
                                                  const reference::Weights<double>&,
                                                  const reference::Values<double>& output_gradient) {
    return reference::max_pool_backward(layer.node, layer.below, *inputs[0], output_gradient);
}

// Nothing is weighed: each unit of the window may be the one that is passed on.
float one(int, int, int) { return 1; }
float one_of(int) { return 1; }

void incoming(const Layer& layer, const Parameters&, const Unit& unit, std::vector<Connection>& result) {
    add_window(layer, unit, unit.map, one_of, result);
}

void outgoing(const Layer& layer, const Parameters&, int index, const Unit& unit,
              std::vector<OutgoingConnection>& result) {
    add_windows_over(layer, unit, index, unit.map, one, result);
}

void calculate(const Layer& layer, const UnitInReading& reading, Calculation& result) {
    fill_pool_window(layer, reading, result);
    PoolWindow& window = result.window;
    for (std::size_t place = 0; place < window.values.size(); ++place)
        if (window.inside[place] &&
            (window.winner < 0 ||
             window.values[place] > window.values[static_cast<std::size_t>(window.winner)]))
            window.winner = static_cast<int>(place);
}

}  // namespace

extern const Operator max_pool{
    .name = "max_pool",
    .words = words.max_pool,
    .attributes = {.window = true},
    .edges = EdgeMeaning::Selected,
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
