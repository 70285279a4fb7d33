#pragma once

#include <cstddef>
#include <span>

#include "nn/architecture.h"
#include "train/sets.h"

namespace convoscope::train {

/// Puts the part's index-th picture into a network's input. Digits stand in its middle, as they are; of
/// what a network for photographs is shown, and of every picture in colour, the part that it sees is resized
/// to its input (canvas/photo.h).
/// @param target  input.shape.size() values
void show(const nn::InputSpec& input, const Part& part, std::size_t index, std::span<float> target);

}  // namespace convoscope::train
