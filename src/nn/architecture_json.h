#pragma once

#include <string>
#include <string_view>

#include "nn/architecture.h"

namespace convoscope::nn {

/// An architecture as the model file has it under the key `convoscope` (assets/models/README.md).
std::string serialise_architecture(const Architecture& architecture);

/// @return resolved
/// @throws Error on anything that is not as documented; what() is the reason alone, without a file name.
Architecture parse_architecture(std::string_view text);

/// The names that the file uses: "max_pool", "scaled_tanh".
const char* name_of(Activation activation);

}  // namespace convoscope::nn
