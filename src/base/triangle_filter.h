#pragma once

#include <vector>

/// The filter that pictures are resized with: for the canvas and for networks' inputs alike.
namespace convoscope {

/// What one target cell takes along one axis: weights of the source cells from `first` on, which add up to 1.
struct FilterTaps {
    int first = 0;
    std::vector<float> weights;
};

/// A triangle around each target cell's middle, as wide as two source cells or, when shrinking, two target
/// cells; what lies outside of the source does not count. Enlarging, that is bilinear interpolation;
/// shrinking, what Pillow's resize() (Resample.c), torchvision and torch.nn.functional.interpolate call
/// "bilinear" with antialiasing.
/// @param start, length  the region along this axis, in source cells; inside the source
/// @param sources, targets  how many cells there are along it, at least 1
std::vector<FilterTaps> triangle_filter(double start, double length, int sources, int targets);

}  // namespace convoscope
