#pragma once

#include <filesystem>
#include <string>

#include "canvas/preprocess.h"
#include "cli/command.h"

namespace convoscope::cli {

struct ActivationsOptions {
    std::string input;             ///< a picture, a stroke file that holds one drawing, or FILE#N
    std::filesystem::path output;  ///< NumPy's .npz
    std::string model = default_model;
    bool raw = false;  ///< `input` is a NumPy array
    canvas::PreprocessOptions preprocessing;
};

}  // namespace convoscope::cli
