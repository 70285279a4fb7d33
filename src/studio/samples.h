#pragma once

#include <filesystem>
#include <string>
#include <vector>

#include "canvas/drawing.h"

namespace convoscope::studio {

/// Drawings that come with the program, for a model to read.
struct Samples {
    std::vector<canvas::Drawing> drawings;
    std::vector<std::string> names;  ///< what each of them is: "3", "dress"
};

/// Those whose names a model's classes have: clothes for one that knows clothes, else digits.
/// @param assets  the folder with drawings/
/// @throws Error when the file cannot be read
Samples load_samples(const std::filesystem::path& assets, const std::vector<std::string>& classes);

}  // namespace convoscope::studio
