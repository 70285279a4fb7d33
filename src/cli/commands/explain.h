#pragma once

#include <filesystem>
#include <string>

#include "canvas/preprocess.h"
#include "cli/command.h"
#include "explain/heat_map.h"

namespace convoscope::cli {

struct ExplainOptions {
    std::string input;             ///< a picture, a stroke file that holds one drawing, or FILE#N
    std::string method;            ///< names_of(explain::Method)
    std::string unit;              ///< its address; empty: the winner's logit
    std::string layer;             ///< of Grad-CAM; empty: the last with maps
    std::filesystem::path output;  ///< .png or .npy
    std::string model = default_model;
    int steps = 0;  ///< 0: the method's own
    explain::HeatMapOptions settings;
    canvas::PreprocessOptions preprocessing;
    int threads = 0;  ///< 0: all cores
};

/// The unit of this address, ".pre" before its non-linearity.
/// @param address  empty: the winner's logit
/// @throws Error when there is none
explain::Target target_of(const nn::Model& model, const nn::Workspace& workspace, const std::string& address);

}  // namespace convoscope::cli
