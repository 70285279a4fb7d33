#pragma once

#include <cstddef>
#include <span>

#include "nn/architecture.h"
#include "train/sets.h"

namespace convoscope::train {

/// Puts the part's index-th picture into a network's input. Digits stand in its middle, as they are; what a
/// network for photographs is shown, and every picture in colour, is scaled to the input's size. Colours
/// become grey for a network of one channel, and grey all three colours for one of three.
/// @param target  input.shape.size() values
void show(const nn::InputSpec& input, const Part& part, std::size_t index, std::span<float> target);

}  // namespace convoscope::train
