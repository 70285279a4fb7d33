#pragma once

#include <cstddef>
#include <cstdint>

#include "canvas/drawing.h"
#include "data/images.h"
#include "nn/random.h"

namespace convoscope::train {

/// One digit in one of its ways (train/digit_ways.h) as some hand might write it: bent, its halves of
/// different sizes, stretched, slanted, turned, with some pen, in the middle of a pad of 280 x 280. Its label
/// is the digit.
canvas::Drawing draw_digit(int digit, nn::Random& random);

/// Such digits as the network sees them (through the canvas's own path), 28 x 28: 0 to 9 again and again.
/// Each picture depends on the seed and its number alone.
data::LabelledImages draw_digits(std::size_t count, std::uint64_t seed);

}  // namespace convoscope::train
