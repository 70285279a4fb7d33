#include "nn/receptive_field.h"

#include <cassert>

#include "nn/span.h"

namespace convoscope::nn {
namespace {

/// The units of layer `node`'s source that the units of `field`, which are of `node`, hear.
Field below(const Node& node, const Shape& shape, const Field& field) {
    Field result;
    result.node = node.inputs[0];
    result.last_row = shape.height;
    result.last_column = shape.width;
    result.maps.assign(static_cast<std::size_t>(shape.channels), 1);
    if (node.op == Op::Linear) return result;
    const Span rows = rows_of(node, shape).under({field.first_row, field.last_row});
    const Span columns = columns_of(node, shape).under({field.first_column, field.last_column});
    result.first_row = rows.first;
    result.last_row = rows.last;
    result.first_column = columns.first;
    result.last_column = columns.last;
    for (int from = 0; from < shape.channels; ++from) {
        bool heard = node.op != Op::Conv && field.maps[static_cast<std::size_t>(from)];
        if (node.op == Op::Conv)
            for (int to = 0; to < node.channels && !heard; ++to)
                heard =
                    field.maps[static_cast<std::size_t>(to)] && has_kernel(node, shape.channels, to, from);
        result.maps[static_cast<std::size_t>(from)] = heard;
    }
    return result;
}

}  // namespace

std::vector<Field> receptive_fields(const Architecture& architecture, const Unit& unit) {
    const auto node_at = [&](int index) -> const Node& {
        return architecture.nodes[static_cast<std::size_t>(index)];
    };
    Field field{unit.node, unit.row, unit.row + 1, unit.column, unit.column + 1, {}};
    field.maps.assign(static_cast<std::size_t>(node_at(unit.node).output.channels), 0);
    field.maps[static_cast<std::size_t>(unit.map)] = 1;
    std::vector<Field> fields;
    while (node_at(field.node).op != Op::Input) {
        const Node& node = node_at(field.node);
        field = below(node, node_at(node.inputs[0]).output, field);
        assert(field.first_row < field.last_row && field.first_column < field.last_column);
        fields.push_back(field);
    }
    return fields;
}

}  // namespace convoscope::nn
