#pragma once

#include <string_view>

#include "nn/model.h"

namespace convoscope::explain {

/// A class by its name, or by its number where no name is so.
/// @throws Error when there is none
int class_of(const nn::Model& model, std::string_view name);

}  // namespace convoscope::explain
