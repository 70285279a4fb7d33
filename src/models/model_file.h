#pragma once

#include <filesystem>
#include <string>

#include "base/file.h"
#include "nn/model.h"

namespace convoscope::models {

/// A file may hold 1 GiB: about as many weights as a network may have.
inline constexpr std::size_t kMaximumModelFile = std::size_t{1} << 30;

/// Reads a model from safetensors bytes (the format: assets/models/README.md), tensor by tensor: at no time
/// is more held than the model that comes out.
/// @param origin  what to call the file in errors; the model is called by its stem
/// @throws Error on anything that is not exactly as documented: truncated, oversized, lying header, NaN
/// weights, ...
nn::Model read_model(ByteSource& source, const std::string& origin);
/// @throws Error as read_model, and when the file cannot be read or is larger than kMaximumModelFile
nn::ModelPtr load_model(const std::filesystem::path& path);

/// @throws Error when a weight is infinite or no number: such a file could not be read again
void write_model(const nn::Model& model, ByteSink& sink);
/// @throws Error as write_model, and when the file cannot be written
void save_model(const nn::Model& model, const std::filesystem::path& path);

}  // namespace convoscope::models
