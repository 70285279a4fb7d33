#pragma once

#include <optional>
#include <string>

#include "canvas/preprocess.h"
#include "cli/command.h"
#include "explain/sweep.h"

namespace convoscope::cli {

struct SweepOptions {
    std::string input;  ///< a picture, a stroke file that holds one drawing, or FILE#N
    std::string transform;
    std::optional<float> from;  ///< none: the end of the transform's range
    std::optional<float> to;
    int points = explain::SweepPlan().points;
    explain::Changes others;
    int threads = 0;
    std::string model = default_model;
    canvas::PreprocessOptions preprocessing;
    bool json = false;
};

}  // namespace convoscope::cli
