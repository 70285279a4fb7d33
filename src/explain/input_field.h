#pragma once

#include <span>
#include <vector>

#include "nn/receptive_field.h"

namespace convoscope::explain {

/// The input's pixels that a unit sees; of one of the input's that itself. Without rows where it sees none,
/// as in a margin.
nn::Field field_in_input(const nn::Architecture& architecture, const nn::Unit& unit);

/// Values of the input's shape, within the field's rows and columns: channels x rows x columns.
std::vector<float> cut_out(const nn::Shape& shape, std::span<const float> values, const nn::Field& field);

}  // namespace convoscope::explain
