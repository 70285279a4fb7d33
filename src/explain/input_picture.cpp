#include "explain/input_picture.h"

#include <algorithm>
#include <cmath>

#include "base/error.h"
#include "explain/maximise_texts.h"

namespace convoscope::explain {

InputPicture picture_of(const nn::InputSpec& input, std::span<const float> values, const nn::Shape& shape) {
    if (shape.channels != 1 && shape.channels != 3)
        throw Error(maximise_texts.no_picture_of_channels, shape.channels);
    InputPicture picture{input.transposed ? shape.width : shape.height,
                         input.transposed ? shape.height : shape.width,
                         shape.channels,
                         {}};
    const bool paper = shape.channels == 1 && input.preprocessing != nn::Preprocessing::Photo;
    for (int row = 0; row < picture.height; ++row)
        for (int column = 0; column < picture.width; ++column)
            for (int channel = 0; channel < shape.channels; ++channel) {
                const int there = input.transposed ? column * shape.width + row : row * shape.width + column;
                const nn::ChannelRange range = input.range(channel);
                const float value =
                    values[static_cast<std::size_t>(channel * shape.height * shape.width + there)];
                const float share = std::clamp((value - range.low) / (range.high - range.low), 0.0f, 1.0f);
                picture.pixels.push_back(
                    static_cast<unsigned char>(std::lround(255 * (paper ? 1 - share : share))));
            }
    return picture;
}

}  // namespace convoscope::explain
