#pragma once

#include <filesystem>
#include <vector>

#include "canvas/drawing.h"
#include "canvas/preprocess.h"
#include "data/images.h"

namespace convoscope::data {

/// Labelled drawings and what the network sees of them.
struct StrokeSet {
    std::vector<canvas::Drawing> drawings;
    LabelledImages images;  ///< 28x28, one a drawing, in the same order
};

/// A stroke file through the canvas's own path (rasterised, cropped, scaled, centred).
/// @throws Error when it is broken or a drawing has no label
StrokeSet load_stroke_set(const std::filesystem::path& path, const canvas::PreprocessOptions& options = {});

}  // namespace convoscope::data
