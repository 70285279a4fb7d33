#include "nn/receptive_field.h"

#include <cassert>

#include "nn/ops/operator.h"

namespace convoscope::nn {
std::vector<Field> receptive_fields(const Architecture& architecture, const Unit& unit) {
    const auto node_at = [&](int index) -> const Node& {
        return architecture.nodes[static_cast<std::size_t>(index)];
    };
    Field field{unit.node, unit.row, unit.row + 1, unit.column, unit.column + 1, {}};
    field.maps.assign(static_cast<std::size_t>(node_at(unit.node).output.channels), 0);
    field.maps[static_cast<std::size_t>(unit.map)] = 1;
    std::vector<Field> fields;
    while (!node_at(field.node).inputs.empty()) {
        const Layer layer = layer_at(architecture, field.node);
        field = layer.node.op->field_below(layer, field);
        assert(field.first_row < field.last_row && field.first_column < field.last_column);
        fields.push_back(field);
    }
    return fields;
}

}  // namespace convoscope::nn
