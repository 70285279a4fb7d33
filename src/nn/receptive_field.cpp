#include "nn/receptive_field.h"

#include <algorithm>
#include <optional>
#include <utility>

#include "nn/ops/operator.h"

namespace convoscope::nn {
namespace {

/// The smallest field that holds both.
void add(const Field& field, std::optional<Field>& sum) {
    if (!sum) {
        sum = field;
        return;
    }
    sum->first_row = std::min(sum->first_row, field.first_row);
    sum->last_row = std::max(sum->last_row, field.last_row);
    sum->first_column = std::min(sum->first_column, field.first_column);
    sum->last_column = std::max(sum->last_column, field.last_column);
    for (std::size_t map = 0; map < field.maps.size(); ++map)
        sum->maps[map] = sum->maps[map] || field.maps[map];
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
    // From the last to the first: when it comes to a layer, all who hear that one have said what they see.
    std::vector<std::optional<Field>> seen(architecture.nodes.size());
    seen[static_cast<std::size_t>(unit.node)] = std::move(field);
    for (int index = unit.node; index >= 0; --index) {
        const std::optional<Field>& of = seen[static_cast<std::size_t>(index)];
        if (!of) continue;
        if (index != unit.node) fields.push_back(*of);
        const std::vector<int>& inputs = node_at(index).inputs;
        for (std::size_t which = 0; which < inputs.size(); ++which) {
            const Layer layer = layer_at(architecture, index);
            const Field below = layer.node.op->field_below(layer, *of, static_cast<int>(which));
            if (below.first_row < below.last_row && below.first_column < below.last_column)
                add(below, seen[static_cast<std::size_t>(inputs[which])]);
        }
    }
    return fields;
}

}  // namespace convoscope::nn
