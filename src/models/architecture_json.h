#pragma once

#include <string>
#include <string_view>

#include "nn/architecture.h"

namespace convoscope::models {

/// An architecture as the model file has it under the key `convoscope` (assets/models/README.md).
std::string serialise_architecture(const nn::Architecture& architecture);

/// @return resolved
/// @throws Error on anything that is not as documented; what() is the reason alone, without a file name.
nn::Architecture parse_architecture(std::string_view text);

/// The name that the file uses: "scaled_tanh".
const char* name_of(nn::Activation activation);

}  // namespace convoscope::models
