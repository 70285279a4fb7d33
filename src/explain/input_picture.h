#pragma once

#include <span>
#include <vector>

#include "nn/architecture.h"

namespace convoscope::explain {

/// What stands in a network's input, for people: upright, 8 bits a channel, channels side by side in a pixel.
struct InputPicture {
    int height = 0;
    int width = 0;
    int channels = 0;  ///< 1: dark ink on white paper; 3: red, green, blue
    std::vector<unsigned char> pixels;
};

/// @param values  of the input's shape, or what was cut out of them (explain/input_field.h)
/// @param shape   theirs
/// @throws Error when it has neither one nor three channels
InputPicture picture_of(const nn::InputSpec& input, std::span<const float> values, const nn::Shape& shape);

}  // namespace convoscope::explain
