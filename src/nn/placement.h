#pragma once

#include <span>
#include <vector>

#include "nn/architecture.h"

/// How a drawing's picture becomes as large as a network's input where it is not simply padded.
namespace convoscope::nn {

/// A picture (values 0 paper .. 1 ink, row by row) that load_input() only has to pad.
struct PlacedPicture {
    InputSpec spec;  ///< says no more than that
    std::vector<float> ink;
    int height = 0;
    int width = 0;
};

/// Swaps rows and columns where `spec` wants that, and resizes to the input's height and width where it is to
/// be filled.
PlacedPicture place(const InputSpec& spec, std::span<const float> picture, int height, int width);

/// Each row (column) of the result is a weighted mean of the picture's: a triangle as wide as two of the
/// coarser of the two pictures' pixels, cut off at the edges. Enlarging, that is bilinear interpolation;
/// shrinking, Pillow's and torchvision's "bilinear" with antialiasing.
std::vector<float> resized(std::span<const float> picture, int height, int width, int to_height,
                           int to_width);

}  // namespace convoscope::nn
