#pragma once

#include <vector>

#include "base/text.h"
#include "models/showing.h"
#include "nn/model.h"

/// How photographs are shown to networks that were trained on them: what their files do not say.
namespace convoscope::models {

struct PhotoShowing {
    const char* id;  ///< "imagenet": the same in every language
    Text words;
    Showing shown;
};

/// The usual ways, the likeliest first:
/// - from 128 pixels on as ImageNet's networks: mean (0.485, 0.456, 0.406) and deviation (0.229, 0.224,
/// 0.225)
///   of red, green and blue, and the middle 87.5 % of the picture, 224 of 256 pixels (torchvision's
///   reference);
/// - 0 to 1, 0 to 255, -1 to 1, and with CIFAR-10's mean and deviation, all of the picture.
std::vector<PhotoShowing> photo_showings(const nn::Shape& input);
/// The likeliest for this very network: one that scales its input itself, by a factor near 1/255 or 1/127.5,
/// wants 0 to 255.
PhotoShowing usual_photo_showing(const nn::Model& model);

/// Whether a network is one for photographs: it reads no digits, and its input has three channels or is much
/// larger than digits are.
/// @param share  of digits that it reads, 0 to 1
bool seems_for_photographs(const nn::Shape& input, double share);

}  // namespace convoscope::models
