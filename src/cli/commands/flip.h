#pragma once

#include <filesystem>
#include <string>

#include "canvas/preprocess.h"
#include "cli/command.h"

namespace convoscope::cli {

struct FlipOptions {
    std::string input;             ///< a picture, a stroke file that holds one drawing, or FILE#N
    std::string to;                ///< a class, by name or number
    std::filesystem::path output;  ///< PNG
    std::string model = default_model;
    canvas::PreprocessOptions preprocessing;
    bool json = false;
};

}  // namespace convoscope::cli
