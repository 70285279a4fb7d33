#pragma once

#include <filesystem>
#include <optional>
#include <string>

#include "cli/command.h"

namespace convoscope::cli {

struct WindowOptions {
    std::optional<std::filesystem::path> input;  ///< a picture or a stroke file to open on the canvas
    std::string model = default_model;           ///< here and everywhere: a bundled model's name, or a file
    bool fresh = false;                          ///< start without the autosaved drawing and settings
    std::string script;                          ///< commands to run: "ID [ARGUMENT]; ..."
};

}  // namespace convoscope::cli
