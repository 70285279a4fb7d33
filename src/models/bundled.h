#pragma once

#include <filesystem>
#include <functional>
#include <string>
#include <vector>

#include "models/open.h"
#include "nn/model.h"

/// Models by name: those that come with the program, in the assets' folder, as models/NAME.safetensors.
namespace convoscope::models {

/// Names of the bundled models: lenet5 first, the others sorted.
std::vector<std::string> bundled_models(const std::filesystem::path& assets);
std::filesystem::path bundled_file(const std::filesystem::path& assets, const std::string& name);
bool is_bundled(const std::filesystem::path& assets, const std::string& name);

/// @param model  a bundled model's name, or a file
/// @throws Error when it is neither, or the file is bad
std::filesystem::path find_model(const std::filesystem::path& assets, const std::string& model);
/// @param options  asked for only where the file is another program's
Opened open_model(const std::filesystem::path& assets, const std::string& model,
                  const std::function<ImportOptions()>& options);

}  // namespace convoscope::models
