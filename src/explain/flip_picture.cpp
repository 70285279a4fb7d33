#include "explain/flip_picture.h"

#include <algorithm>
#include <cmath>

namespace convoscope::explain {
namespace {

/// A mark of the least ink covers so much of what is under it.
constexpr float kFaintest = 0.35f;

unsigned char byte_of(float light) {
    return static_cast<unsigned char>(std::lround(255 * std::clamp(light, 0.0f, 1.0f)));
}

/// How light a value is: in colour as it is, else as ink on paper.
float light_of(const nn::InputSpec& spec, int channel, float value) {
    const nn::ChannelRange range = spec.range(channel);
    if (range.low == range.high) return 1;
    const float ink = (value - range.low) / (range.high - range.low);
    const bool ink_is_light = spec.shape.channels == 3 && range.high > range.low;
    return ink_is_light ? ink : 1 - ink;
}

/// One pixel each of the input, upright.
std::vector<unsigned char> base_of(const nn::InputSpec& spec, std::span<const float> input, int height,
                                   int width) {
    std::vector<unsigned char> rgb;
    const int area = height * width;
    for (int row = 0; row < height; ++row) {
        for (int column = 0; column < width; ++column) {
            const int place = spec.transposed ? column * height + row : row * width + column;
            for (int colour = 0; colour < 3; ++colour) {
                const int channel = spec.shape.channels == 3 ? colour : 0;
                rgb.push_back(byte_of(
                    light_of(spec, channel, input[static_cast<std::size_t>(channel * area + place)])));
            }
        }
    }
    return rgb;
}

void mark(const FlippedPixel& pixel, unsigned char* rgb) {
    const auto& colour = pixel.ink > 0 ? kAddedInk : kTakenInk;
    const float share = kFaintest + (1 - kFaintest) * std::min(1.0f, std::abs(pixel.ink));
    for (int i = 0; i < 3; ++i) {
        const auto under = static_cast<float>(rgb[i]), over = static_cast<float>(colour[i]);
        rgb[i] = byte_of((under + share * (over - under)) / 255);
    }
}

}  // namespace

MarkedPicture marked_picture(const nn::InputSpec& spec, std::span<const float> input, const InputFlip& flip,
                             int side) {
    const int height = spec.transposed ? spec.shape.width : spec.shape.height;
    const int width = spec.transposed ? spec.shape.height : spec.shape.width;
    std::vector<unsigned char> small = base_of(spec, input, height, width);
    for (const FlippedPixel& pixel : flip.pixels) {
        const int row = spec.transposed ? pixel.column : pixel.row;
        const int column = spec.transposed ? pixel.row : pixel.column;
        mark(pixel, &small[static_cast<std::size_t>(3 * (row * width + column))]);
    }
    const int scale = std::max(1, side / std::max(height, width));
    MarkedPicture picture{scale * height, scale * width, {}};
    picture.rgb.reserve(static_cast<std::size_t>(3) * picture.height * picture.width);
    for (int row = 0; row < picture.height; ++row) {
        for (int column = 0; column < picture.width; ++column) {
            const auto from = small.begin() + 3 * (row / scale * width + column / scale);
            picture.rgb.insert(picture.rgb.end(), from, from + 3);
        }
    }
    return picture;
}

}  // namespace convoscope::explain
