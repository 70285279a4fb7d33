#pragma once

#include <string>
#include <vector>

#include "canvas/preprocess.h"
#include "cli/command.h"

namespace convoscope::cli {

struct ClassifyOptions {
    std::vector<std::string> inputs;  ///< files, or FILE#N: one drawing of a stroke file, from 0
    std::string model = default_model;
    canvas::PreprocessOptions preprocessing;
    bool json = false;
};

}  // namespace convoscope::cli
