#pragma once

#include <filesystem>
#include <optional>
#include <string>
#include <vector>

#include "nn/model.h"

namespace convoscope::app {

/// The folder with models/ and drawings/: $CONVOSCOPE_ASSETS, else ../share/convoscope beside the program's
/// folder (as installed), else the source tree's own.
/// @throws Error when there is none
std::filesystem::path assets_folder();

/// Names of the bundled models, sorted: models/NAME.safetensors.
std::vector<std::string> bundled_models();
std::filesystem::path bundled_model_file(const std::string& name);

/// @param model  a bundled model's name, or a file
/// @throws Error when it is neither, or the file is bad
std::filesystem::path find_model(const std::string& model);
nn::ModelPtr open_model(const std::string& model);

/// Where a data set lies unless the command says: $CONVOSCOPE_DATA/NAME, else ../shared/data/NAME, seen from
/// here or from the source tree, else /usr/share/datasets/NAME, where Debian's packages put theirs.
/// @param name  "mnist"
/// @throws Error when there is none
std::filesystem::path default_data_folder(const std::string& name = "mnist");

/// Pen-drawn digits, found likewise: strokes/pen-strokes.jsonl.
std::optional<std::filesystem::path> default_stroke_file();

}  // namespace convoscope::app
