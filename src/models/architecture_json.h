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

/// What a model says beside its layers (classes, input, temperature, threshold), as files of other formats
/// hold it that Convoscope writes: {"version", "classes", "input", "temperature", "unsure_below"}.
std::string serialise_options(const nn::Architecture& architecture);

/// Puts these into an architecture, where they fit its input and its classes. @return whether they do
bool read_options(std::string_view text, nn::Architecture& architecture);

/// The name that the file uses: "scaled_tanh".
const char* name_of(nn::Activation activation);

}  // namespace convoscope::models
