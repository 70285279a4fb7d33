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

/// The usual ways, the likeliest first: 0 to 1, 0 to 255, -1 to 1, and with the mean and deviation of
/// CIFAR-10's red, green and blue, all of the picture; and as torchvision shows ImageNet's: mean 0.485,
/// 0.456, 0.406, deviation 0.229, 0.224, 0.225, the middle 224 of 256 pixels. From 128 pixels a side on that
/// is the first, below the last. A grey input has red's mean and deviation.
std::vector<PhotoShowing> photo_showings(const nn::Shape& input);
/// The likeliest for this very network: one whose first layer scales its input, by factors from 1/300 to
/// 1/100 (1/255 and 1/127.5 are usual), wants 0 to 255.
PhotoShowing usual_photo_showing(const nn::Model& model);

/// Whether a network is one for photographs: it reads less than half of the digits, and its input has three
/// channels, or one of more than 64 pixels a side.
/// @param share  of digits that it reads, 0 to 1
bool seems_for_photographs(const nn::Shape& input, double share);

}  // namespace convoscope::models
