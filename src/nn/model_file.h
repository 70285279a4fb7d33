#pragma once

#include <filesystem>
#include <string>
#include <string_view>

#include "nn/model.h"

namespace convoscope::nn {

/// Reads a model from safetensors bytes (the format: assets/models/README.md).
/// @param origin  what to call the file in errors
/// @throws Error on anything that is not exactly as documented: truncated, oversized, lying header, NaN
/// weights, ...
Model parse_model(std::string_view bytes, const std::string& origin);
ModelPtr load_model(const std::filesystem::path& path);

std::string serialise_model(const Model& model);
void save_model(const Model& model, const std::filesystem::path& path);

}  // namespace convoscope::nn
