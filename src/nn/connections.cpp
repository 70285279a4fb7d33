#include "nn/connections.h"

#include <algorithm>

namespace convoscope::nn {
namespace {

/// The rows or columns of the source layer under a window: [first, last).
struct Span {
    int start = 0;  ///< where the window begins, negative in the padding
    int first = 0;
    int last = 0;
};

Span under_window(int position, int stride, int padding, int kernel, int extent) {
    const int start = position * stride - padding;
    return {start, std::max(0, start), std::min(extent, start + kernel)};
}

void add_window(const Node& node, const Shape& from, const Unit& unit, int map, const float* kernel,
                float weight, std::vector<Connection>& result) {
    const Span rows = under_window(unit.row, node.stride, node.padding, node.kernel_height, from.height);
    const Span columns = under_window(unit.column, node.stride, node.padding, node.kernel_width, from.width);
    for (int row = rows.first; row < rows.last; ++row)
        for (int column = columns.first; column < columns.last; ++column) {
            const int at = (row - rows.start) * node.kernel_width + column - columns.start;
            result.push_back({{node.inputs[0], map, row, column}, kernel ? kernel[at] : weight});
        }
}

void add_convolution(const Model& model, const Node& node, const Shape& from, const Unit& unit,
                     std::vector<Connection>& result) {
    const int area = node.kernel_height * node.kernel_width;
    for (int map = 0; map < from.channels; ++map) {
        const int pair = unit.map * from.channels + map;
        if (!node.connections.empty() && !node.connections[pair]) continue;
        add_window(node, from, unit, map,
                   model.parameters()[unit.node].weight.data() + static_cast<std::size_t>(pair) * area, 0,
                   result);
    }
}

void add_linear(const Model& model, const Node& node, const Shape& from, const Unit& unit,
                std::vector<Connection>& result) {
    const float* weight =
        model.parameters()[unit.node].weight.data() + static_cast<std::size_t>(unit.map) * from.size();
    for (int map = 0; map < from.channels; ++map)
        for (int row = 0; row < from.height; ++row)
            for (int column = 0; column < from.width; ++column)
                result.push_back({{node.inputs[0], map, row, column}, *weight++});
}

}  // namespace

std::vector<Connection> incoming(const Model& model, const Unit& unit) {
    const Node& node = model.architecture.nodes[unit.node];
    std::vector<Connection> result;
    if (node.op == Op::Input) return result;
    const Shape& from = model.architecture.nodes[node.inputs[0]].output;
    switch (node.op) {
        case Op::Conv:
            add_convolution(model, node, from, unit, result);
            break;
        case Op::Linear:
            add_linear(model, node, from, unit, result);
            break;
        case Op::MaxPool:
            add_window(node, from, unit, unit.map, nullptr, 1.0f, result);
            break;
        case Op::AveragePool:
            add_window(node, from, unit, unit.map, nullptr,
                       1.0f / static_cast<float>(node.kernel_height * node.kernel_width), result);
            break;
        case Op::Input:
            break;
    }
    return result;
}

}  // namespace convoscope::nn
