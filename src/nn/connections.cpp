#include "nn/connections.h"

#include "nn/span.h"

namespace convoscope::nn {
namespace {

const Node& node_of(const Model& model, int node) {
    return model.architecture.nodes[static_cast<std::size_t>(node)];
}

/// What a pool's unit hears each unit of its window with: the mean's share, or nothing to weigh.
float pool_weight(const Node& node) {
    return node.op == Op::AveragePool ? 1.0f / static_cast<float>(node.kernel_height * node.kernel_width)
                                      : 1.0f;
}

void add_window(const Node& node, const Shape& below, const Unit& unit, int map, const float* kernel,
                std::vector<Connection>& result) {
    const Axis row_axis = rows_of(node, below);
    const Axis column_axis = columns_of(node, below);
    const Span rows = row_axis.under(unit.row);
    const Span columns = column_axis.under(unit.column);
    for (int row = rows.first; row < rows.last; ++row)
        for (int column = columns.first; column < columns.last; ++column) {
            const int at = (row - row_axis.start(unit.row)) * node.kernel_width + column -
                           column_axis.start(unit.column);
            result.push_back({{node.inputs[0], map, row, column}, kernel ? kernel[at] : pool_weight(node)});
        }
}

void add_convolution(const Model& model, const Node& node, const Shape& below, const Unit& unit,
                     std::vector<Connection>& result) {
    const int area = node.kernel_height * node.kernel_width;
    for (int map = 0; map < below.channels; ++map)
        if (has_kernel(node, below.channels, unit.map, map))
            add_window(node, below, unit, map,
                       model.parameters()[unit.node].weight.data() +
                           static_cast<std::size_t>(unit.map * below.channels + map) * area,
                       result);
}

void add_linear(const Model& model, const Node& node, const Shape& below, const Unit& unit,
                std::vector<Connection>& result) {
    const float* weight =
        model.parameters()[unit.node].weight.data() + static_cast<std::size_t>(unit.map) * below.size();
    for (int map = 0; map < below.channels; ++map)
        for (int row = 0; row < below.height; ++row)
            for (int column = 0; column < below.width; ++column)
                result.push_back({{node.inputs[0], map, row, column}, *weight++});
}

/// The units of map `map` of layer `index` whose windows cover `unit`.
void add_windows_over(const Node& node, const Shape& below, const Unit& unit, int index, int map,
                      const float* kernel, std::vector<OutgoingConnection>& result) {
    const Axis row_axis = rows_of(node, below);
    const Axis column_axis = columns_of(node, below);
    const Span rows = row_axis.over(unit.row);
    const Span columns = column_axis.over(unit.column);
    for (int row = rows.first; row < rows.last; ++row)
        for (int column = columns.first; column < columns.last; ++column) {
            const int at = (unit.row - row_axis.start(row)) * node.kernel_width + unit.column -
                           column_axis.start(column);
            result.push_back({{index, map, row, column}, kernel ? kernel[at] : pool_weight(node)});
        }
}

/// The units of layer `index`, which hears the unit's layer, that hear the unit.
void add_listeners(const Model& model, int index, const Unit& unit, std::vector<OutgoingConnection>& result) {
    const Node& node = node_of(model, index);
    const Shape& below = node_of(model, unit.node).output;
    const float* weight = model.parameters()[static_cast<std::size_t>(index)].weight.data();
    switch (node.op) {
        case Op::Conv:
            for (int map = 0; map < node.channels; ++map)
                if (has_kernel(node, below.channels, map, unit.map))
                    add_windows_over(node, below, unit, index, map,
                                     weight + static_cast<std::size_t>(map * below.channels + unit.map) *
                                                  node.kernel_height * node.kernel_width,
                                     result);
            break;
        case Op::Linear: {
            const float* own = weight + index_of(model.architecture, unit);
            for (int map = 0; map < node.channels; ++map)
                result.push_back({{index, map, 0, 0}, own[static_cast<std::size_t>(map) * below.size()]});
            break;
        }
        case Op::MaxPool:
        case Op::AveragePool:
            add_windows_over(node, below, unit, index, unit.map, nullptr, result);
            break;
        case Op::Input:
            break;
    }
}

}  // namespace

std::vector<Connection> incoming(const Model& model, const Unit& unit) {
    const Node& node = node_of(model, unit.node);
    std::vector<Connection> result;
    if (node.op == Op::Input) return result;
    const Shape& below = node_of(model, node.inputs[0]).output;
    switch (node.op) {
        case Op::Conv:
            add_convolution(model, node, below, unit, result);
            break;
        case Op::Linear:
            add_linear(model, node, below, unit, result);
            break;
        case Op::MaxPool:
        case Op::AveragePool:
            add_window(node, below, unit, unit.map, nullptr, result);
            break;
        case Op::Input:
            break;
    }
    return result;
}

std::vector<OutgoingConnection> outgoing(const Model& model, const Unit& unit) {
    std::vector<OutgoingConnection> result;
    const int count = static_cast<int>(model.architecture.nodes.size());
    for (int index = unit.node + 1; index < count; ++index)
        if (node_of(model, index).inputs[0] == unit.node) add_listeners(model, index, unit, result);
    return result;
}

}  // namespace convoscope::nn
