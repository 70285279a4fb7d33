#pragma once

#include <vector>

#include "models/doctor/candidates.h"
#include "nn/model.h"

namespace convoscope::models::doctor {

/// What a network that reads no digits is shown: photographs, where its input has three channels or is much
/// larger than digits are. Sets the architecture's input, and says what was guessed.
/// - Networks that scale their input themselves (a factor near 1/255 or 1/127.5) get 0 to 255.
/// - From 128 pixels on, ImageNet's habits: mean (0.485, 0.456, 0.406) and deviation (0.229, 0.224, 0.225) of
///   red, green and blue, and the middle 87.5 % of the picture, 224 of 256 pixels (torchvision's reference).
/// - Else 0 to 1 and the whole picture.
/// @param reads  the share of the program's own digits that it reads; less than 0: it could not be tried
std::vector<Guess> take_for_photographs(const nn::Model& model, double reads, nn::InputSpec& input);

}  // namespace convoscope::models::doctor
