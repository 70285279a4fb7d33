#pragma once

#include <span>
#include <vector>

#include "nn/architecture.h"

/// How a drawing's picture becomes as large as a network's input where it is not simply padded.
namespace convoscope::nn {

/// A picture (values 0 paper .. 1 ink, row by row) that only has to be padded.
struct PlacedPicture {
    std::vector<float> ink;
    int height = 0;
    int width = 0;
};

/// Swaps rows and columns where `spec` wants that, and resizes to the input's height and width where it is to
/// be filled.
PlacedPicture place(const InputSpec& spec, std::span<const float> picture, int height, int width);

/// Through a triangular filter (base/triangle_filter.h) along rows and columns.
std::vector<float> resized(std::span<const float> picture, int height, int width, int to_height,
                           int to_width);

}  // namespace convoscope::nn
