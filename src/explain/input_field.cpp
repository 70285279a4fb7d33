#include "explain/input_field.h"

namespace convoscope::explain {

nn::Field field_in_input(const nn::Architecture& architecture, const nn::Unit& unit) {
    const std::vector<nn::Field> fields = nn::receptive_fields(architecture, unit);
    if (!fields.empty() && fields.back().node == 0) return fields.back();
    nn::Field field;
    field.maps.assign(static_cast<std::size_t>(architecture.input.shape.channels), 0);
    if (unit.node != 0) return field;
    field.first_row = unit.row;
    field.last_row = unit.row + 1;
    field.first_column = unit.column;
    field.last_column = unit.column + 1;
    field.maps[static_cast<std::size_t>(unit.map)] = 1;
    return field;
}

std::vector<float> cut_out(const nn::Shape& shape, std::span<const float> values, const nn::Field& field) {
    std::vector<float> part;
    for (int channel = 0; channel < shape.channels; ++channel)
        for (int row = field.first_row; row < field.last_row; ++row) {
            const auto first = values.begin() + (std::ptrdiff_t{channel} * shape.height + row) * shape.width;
            part.insert(part.end(), first + field.first_column, first + field.last_column);
        }
    return part;
}

}  // namespace convoscope::explain
