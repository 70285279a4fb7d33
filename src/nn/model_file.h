#pragma once

#include <filesystem>
#include <string>
#include <string_view>

#include "nn/model.h"

namespace convoscope::nn {

/// A file may hold 1 GiB: about as many weights as a network may have.
inline constexpr std::size_t kMaximumModelFile = std::size_t{1} << 30;

/// Reads a model from safetensors bytes (the format: assets/models/README.md).
/// @param origin  what to call the file in errors
/// @throws Error on anything that is not exactly as documented: truncated, oversized, lying header, NaN
/// weights, ...
Model parse_model(std::string_view bytes, const std::string& origin);
/// The model is called by the file's stem.
/// @throws Error as parse_model, and when the file cannot be read or is larger than kMaximumModelFile
ModelPtr load_model(const std::filesystem::path& path);

/// @throws Error when a weight is infinite or no number: such a file could not be read again
std::string serialise_model(const Model& model);
/// @throws Error as serialise_model, and when the file cannot be written
void save_model(const Model& model, const std::filesystem::path& path);

}  // namespace convoscope::nn
