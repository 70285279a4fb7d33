#pragma once

#include <filesystem>
#include <span>
#include <vector>

#include "canvas/drawing.h"
#include "canvas/preprocess.h"
#include "data/images.h"

namespace convoscope::data {

/// @throws Error when the stroke file is broken or a drawing has no label
std::vector<canvas::Drawing> load_labelled_drawings(const std::filesystem::path& path);

/// Labelled drawings through the canvas's own path: rasterised, cropped, scaled, centred.
LabelledImages to_images(std::span<const canvas::Drawing> drawings,
                         const canvas::PreprocessOptions& options = {});

}  // namespace convoscope::data
