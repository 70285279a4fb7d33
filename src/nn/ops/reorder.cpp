// Moves values and computes nothing: each unit is one unit of the layer below (Node::order), in a shape of
// its own (Node::output, set before the network is resolved). For what of a foreign network's rearrangements
// cannot be put into the weights beside it.

#include "nn/address.h"
#include "nn/ops/aim_texts.h"
#include "nn/ops/checks.h"
#include "nn/ops/operator.h"
#include "nn/ops/texts.h"
#include "nn/texts.h"

namespace convoscope::nn::ops {
namespace {

Shape output_shape(const Layer& layer) {
    const Node& node = layer.node;
    check_number(node, texts.maps, node.output.channels, 1, kMaximumExtent);
    check_number(node, texts.kernel_height, node.output.height, 1, kMaximumExtent);
    check_number(node, texts.kernel_width, node.output.width, 1, kMaximumExtent);
    const std::int64_t size = std::int64_t{node.output.channels} * node.output.height * node.output.width;
    const auto wrong = [&] { refuse(node, {texts.order_size, size, layer.below.size() - 1}); };
    if (size > kMaximumUnits || static_cast<std::int64_t>(node.order.size()) != size) wrong();
    for (const int from : node.order)
        if (from < 0 || from >= layer.below.size()) wrong();
    return node.output;
}

void forward(const Layer& layer, const ForwardCall& call) {
    for (std::size_t to = 0; to < layer.node.order.size(); ++to)
        call.output[to] = call.input[layer.node.order[to]];
}

template <class Real>
void back(const Layer& layer, const Real* output_gradient, Real* input_gradient) {
    for (int i = 0; i < layer.below.size(); ++i) input_gradient[i] = 0;
    for (std::size_t to = 0; to < layer.node.order.size(); ++to)
        input_gradient[layer.node.order[to]] += output_gradient[to];
}

void backward(const Layer& layer, const BackwardCall& call) {
    if (call.input_gradient) back(layer, call.output_gradient, call.input_gradient);
}

reference::Values<double> reference_forward(const Layer& layer, const reference::Inputs& inputs,
                                            const reference::Weights<double>&) {
    reference::Values<double> values;
    for (const int from : layer.node.order) values.push_back((*inputs[0])[static_cast<std::size_t>(from)]);
    return values;
}

reference::OpGradients<double> reference_backward(const Layer& layer, const reference::Inputs& inputs,
                                                  const reference::Weights<double>&,
                                                  const reference::Values<double>& output_gradient) {
    reference::OpGradients<double> gradients{reference::Values<double>(inputs[0]->size()), {}};
    back(layer, output_gradient.data(), gradients.x.data());
    return gradients;
}

Unit unit_at(const Shape& shape, int node, int index) {
    const int area = shape.height * shape.width;
    return {node, index / area, index % area / shape.width, index % shape.width};
}

void incoming(const Layer& layer, const Parameters&, const Unit& unit, std::vector<Connection>& result) {
    const int from = layer.node.order[static_cast<std::size_t>(index_in(layer.node.output, unit))];
    result.push_back({unit_at(layer.below, layer.node.inputs[0], from), 1});
}

void outgoing(const Layer& layer, const Parameters&, int index, const Unit& unit,
              std::vector<OutgoingConnection>& result) {
    const int from = index_in(layer.below, unit);
    for (std::size_t to = 0; to < layer.node.order.size(); ++to)
        if (layer.node.order[to] == from)
            result.push_back({unit_at(layer.node.output, index, static_cast<int>(to)), 1});
}

/// The rectangle and the maps that hold all that are heard.
Field field_below(const Layer& layer, const Field& field, int) {
    Field result{layer.node.inputs[0],
                 layer.below.height,
                 0,
                 layer.below.width,
                 0,
                 std::vector<char>(static_cast<std::size_t>(layer.below.channels))};
    for (std::size_t map = 0; map < field.maps.size(); ++map) {
        if (!field.maps[map]) continue;
        for (int row = field.first_row; row < field.last_row; ++row)
            for (int column = field.first_column; column < field.last_column; ++column) {
                const Unit unit{0, static_cast<int>(map), row, column};
                const Unit from =
                    unit_at(layer.below, 0,
                            layer.node.order[static_cast<std::size_t>(index_in(layer.node.output, unit))]);
                result.maps[static_cast<std::size_t>(from.map)] = 1;
                result.first_row = std::min(result.first_row, from.row);
                result.last_row = std::max(result.last_row, from.row + 1);
                result.first_column = std::min(result.first_column, from.column);
                result.last_column = std::max(result.last_column, from.column + 1);
            }
    }
    return result;
}

void calculate(const Layer& layer, const UnitInReading& reading, Calculation& result) {
    const int from = layer.node.order[static_cast<std::size_t>(index_in(layer.node.output, reading.unit))];
    result.parts.push_back(
        {unit_at(layer.below, layer.node.inputs[0], from), reading.values[static_cast<std::size_t>(from)]});
}

std::int64_t multiply_adds(const Layer& layer) { return layer.node.output.size(); }

}  // namespace

extern const Operator reorder{
    .name = "reorder",
    .words = words.reorder,
    .aim = aims.reorder,
    .attributes = {},
    .edges = EdgeMeaning::Fixed,
    .keeps_sign = true,
    .map_by_map = false,
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
