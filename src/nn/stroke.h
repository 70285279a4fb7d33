#pragma once

#include <span>

namespace convoscope::nn {

/// What a kernel answers to, roughly: strokes of one direction, spots, or something without a simple name.
enum class Stroke { Level, Rising, Upright, Falling, Spot, Pattern };

/// The direction along which the kernel changes least, by its structure tensor (Bigun and Granlund 1987): the
/// sum of its gradients' outer products. A kernel that changes in all directions alike is a spot where its
/// positive weights lie close together, else a pattern; so is one without a gradient.
/// @param kernel  rows x columns weights, row by row from the top
Stroke stroke_of(std::span<const float> kernel, int rows, int columns);

}  // namespace convoscope::nn
