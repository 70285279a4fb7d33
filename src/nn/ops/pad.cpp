// Puts a margin around each map (Node::padding), all of one value. Its number is that value.

#include <algorithm>

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
    const Padding& padding = layer.node.padding;
    for (const int side : {padding.top, padding.left, padding.bottom, padding.right})
        check_number(layer.node, texts.padding, side, 0, kMaximumExtent);
    const Shape& below = layer.below;
    const Shape shape{below.channels, below.height + padding.top + padding.bottom,
                      below.width + padding.left + padding.right};
    check_number(layer.node, texts.padding, std::max(shape.height, shape.width), 1, kMaximumExtent);
    return shape;
}

/// Calls visit(index of the padded unit, index of the unit below) for all that is not the margin.
template <class Visit>
void each_inside(const Layer& layer, Visit visit) {
    const Shape& below = layer.below;
    std::size_t from = 0;
    for (int map = 0; map < below.channels; ++map)
        for (int row = 0; row < below.height; ++row)
            for (int column = 0; column < below.width; ++column)
                visit(reference::at(layer.node.output, map, row + layer.node.padding.top,
                                    column + layer.node.padding.left),
                      from++);
}

void forward(const Layer& layer, const ForwardCall& call) {
    std::fill_n(call.output, layer.node.output.size(), layer.node.numbers[0]);
    each_inside(layer, [&](std::size_t to, std::size_t from) { call.output[to] = call.input[from]; });
}

void backward(const Layer& layer, const BackwardCall& call) {
    if (call.input_gradient)
        each_inside(layer, [&](std::size_t to, std::size_t from) {
            call.input_gradient[from] = call.output_gradient[to];
        });
}

reference::Values<double> reference_forward(const Layer& layer, const reference::Inputs& inputs,
                                            const reference::Weights<double>&) {
    reference::Values<double> y(static_cast<std::size_t>(layer.node.output.size()),
                                static_cast<double>(layer.node.numbers[0]));
    each_inside(layer, [&](std::size_t to, std::size_t from) { y[to] = (*inputs[0])[from]; });
    return y;
}

reference::OpGradients<double> reference_backward(const Layer& layer, const reference::Inputs& inputs,
                                                  const reference::Weights<double>&,
                                                  const reference::Values<double>& output_gradient) {
    reference::OpGradients<double> gradients{reference::Values<double>(inputs[0]->size()), {}};
    each_inside(layer, [&](std::size_t to, std::size_t from) { gradients.x[from] = output_gradient[to]; });
    return gradients;
}

Unit heard_unit(const Layer& layer, const Unit& unit) {
    return {layer.node.inputs[0], unit.map, unit.row - layer.node.padding.top,
            unit.column - layer.node.padding.left};
}

bool is_inside(const Layer& layer, const Unit& heard) {
    return heard.row >= 0 && heard.row < layer.below.height && heard.column >= 0 &&
           heard.column < layer.below.width;
}

void incoming(const Layer& layer, const Parameters&, const Unit& unit, std::vector<Connection>& result) {
    const Unit heard = heard_unit(layer, unit);
    if (is_inside(layer, heard)) result.push_back({heard, 1});
}

void outgoing(const Layer& layer, const Parameters&, int index, const Unit& unit,
              std::vector<OutgoingConnection>& result) {
    result.push_back(
        {{index, unit.map, unit.row + layer.node.padding.top, unit.column + layer.node.padding.left}, 1});
}

/// Of the margin: the unit that is nearest, so that no field is empty.
Field field_below(const Layer& layer, const Field& field, int which) {
    Field result = same_field(layer, field, which);
    const auto shift = [](int& first, int& last, int by, int extent) {
        first = std::clamp(first - by, 0, extent - 1);
        last = std::clamp(last - by, first + 1, extent);
    };
    shift(result.first_row, result.last_row, layer.node.padding.top, layer.below.height);
    shift(result.first_column, result.last_column, layer.node.padding.left, layer.below.width);
    return result;
}

void calculate(const Layer& layer, const UnitInReading& reading, Calculation& result) {
    const Unit heard = heard_unit(layer, reading.unit);
    if (is_inside(layer, heard))
        result.parts.push_back(
            {heard, reading.values[static_cast<std::size_t>(index_in(layer.below, heard))]});
}

}  // namespace

extern const Operator pad{
    .name = "pad",
    .words = words.pad,
    .aim = aims.pad,
    .attributes = {.margin = true, .numbers = 1},
    .edges = EdgeMeaning::Fixed,
    .keeps_sign = false,
    .map_by_map = true,
    .output_shape = output_shape,
    .weight_shape = nullptr,
    .multiply_adds = one_a_unit,
    .forward_scratch = nullptr,
    .backward_scratch = nullptr,
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
