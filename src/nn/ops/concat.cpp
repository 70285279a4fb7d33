// The maps of several layers, one layer's after another's.

#include <algorithm>

#include "nn/ops/aim_texts.h"
#include "nn/ops/checks.h"
#include "nn/ops/operator.h"
#include "nn/ops/texts.h"
#include "nn/texts.h"

namespace convoscope::nn::ops {
namespace {

Shape output_shape(const Layer& layer) {
    Shape all = layer.below;
    all.channels = 0;
    for (const Shape& shape : layer.node.heard) {
        if (shape.height != all.height || shape.width != all.width)
            refuse(layer.node, {texts.shapes_differ, shape_words(layer.below), shape_words(shape)});
        check_number(layer.node, texts.maps, shape.channels, 1, kMaximumExtent - all.channels);
        all.channels += shape.channels;
    }
    return all;
}

/// The first of its maps that is input `which`'s.
int first_map(const Layer& layer, std::size_t which) {
    int first = 0;
    for (std::size_t before = 0; before < which; ++before) first += layer.node.heard[before].channels;
    return first;
}

/// Which input a map is of.
std::size_t input_of(const Layer& layer, int map) {
    std::size_t which = 0;
    while (map >= layer.node.heard[which].channels) map -= layer.node.heard[which++].channels;
    return which;
}

void forward(const Layer& layer, const ForwardCall& call) {
    float* to = call.output;
    for (std::size_t which = 0; which < call.inputs.size(); ++which)
        to = std::copy_n(call.inputs[which], layer.node.heard[which].size(), to);
}

void backward(const Layer& layer, const BackwardCall& call) {
    if (!call.input_gradient) return;
    const auto which = static_cast<std::size_t>(call.which);
    const Shape& out = layer.node.output;
    const std::ptrdiff_t first =
        static_cast<std::ptrdiff_t>(first_map(layer, which)) * out.height * out.width;
    std::copy_n(call.output_gradient + first, layer.node.heard[which].size(), call.input_gradient);
}

reference::Values<double> reference_forward(const Layer&, const reference::Inputs& inputs,
                                            const reference::Weights<double>&) {
    reference::Values<double> all;
    for (const auto* values : inputs) all.insert(all.end(), values->begin(), values->end());
    return all;
}

reference::OpGradients<double> reference_backward(const Layer&, const reference::Inputs& inputs,
                                                  const reference::Weights<double>&,
                                                  const reference::Values<double>& output_gradient) {
    reference::OpGradients<double> gradients;
    auto from = output_gradient.begin();
    for (const auto* values : inputs) {
        const auto last = from + static_cast<std::ptrdiff_t>(values->size());
        if (values == inputs.front() && gradients.x.empty())
            gradients.x.assign(from, last);
        else
            gradients.others.emplace_back(from, last);
        from = last;
    }
    return gradients;
}

Unit heard_unit(const Layer& layer, const Unit& unit) {
    const std::size_t which = input_of(layer, unit.map);
    return {layer.node.inputs[which], unit.map - first_map(layer, which), unit.row, unit.column};
}

void incoming(const Layer& layer, const Parameters&, const Unit& unit, std::vector<Connection>& result) {
    result.push_back({heard_unit(layer, unit), 1});
}

void outgoing(const Layer& layer, const Parameters&, int index, const Unit& unit,
              std::vector<OutgoingConnection>& result) {
    for (std::size_t which = 0; which < layer.node.inputs.size(); ++which)
        if (layer.node.inputs[which] == unit.node)
            result.push_back({{index, first_map(layer, which) + unit.map, unit.row, unit.column}, 1});
}

Field field_below(const Layer& layer, const Field& field, int which) {
    const auto at = static_cast<std::size_t>(which);
    Field result = field;
    result.node = layer.node.inputs[at];
    const auto first = field.maps.begin() + first_map(layer, at);
    result.maps.assign(first, first + layer.node.heard[at].channels);
    if (std::ranges::find(result.maps, 1) == result.maps.end()) result.last_row = result.first_row;
    return result;
}

void calculate(const Layer& layer, const UnitInReading& reading, Calculation& result) {
    const Unit unit = heard_unit(layer, reading.unit);
    const std::size_t which = input_of(layer, reading.unit.map);
    result.source = unit.node;
    result.parts.push_back(
        {unit, reading.all_values[which][static_cast<std::size_t>(index_in(layer.node.heard[which], unit))]});
}

std::int64_t multiply_adds(const Layer& layer) { return layer.node.output.size(); }

}  // namespace

extern const Operator concat{
    .name = "concat",
    .words = words.concat,
    .aim = aims.concat,
    .attributes = {},
    .edges = EdgeMeaning::Fixed,
    .keeps_sign = true,
    .map_by_map = false,
    .least_inputs = 1,
    .most_inputs = static_cast<int>(kMaximumInputs),
    .output_shape = output_shape,
    .weight_shape = nullptr,
    .multiply_adds = multiply_adds,
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
