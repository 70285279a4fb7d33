#include "cli/heat_picture.h"

#include <algorithm>
#include <cmath>
#include <cstdint>
#include <vector>

#include "canvas/files.h"
#include "scene/palette.h"

namespace convoscope::cli {
namespace {

constexpr int kSide = 512;         // of the picture, about
constexpr float kFaintest = 0.5f;  // grey of the fullest ink: the colours are to be seen on it

/// 1 paper .. kFaintest ink, [height][width]. Of a network for photographs: of what is light and dark in
/// them.
std::vector<float> greys_of(const nn::InputSpec& spec, std::span<const float> input) {
    const auto area =
        static_cast<std::size_t>(spec.shape.height) * static_cast<std::size_t>(spec.shape.width);
    std::vector<float> greys(area, 1.0f);
    for (std::size_t i = 0; i < input.size(); ++i) {
        const nn::ChannelRange range = spec.range(static_cast<int>(i / area));
        const float ink = std::clamp((input[i] - range.low) / (range.high - range.low), 0.0f, 1.0f);
        greys[i % area] -= (1.0f - kFaintest) * ink / static_cast<float>(spec.shape.channels);
    }
    return greys;
}

std::uint8_t mixed(float grey, std::uint8_t colour, float part) {
    return static_cast<std::uint8_t>(
        std::lround((1.0f - part) * 255.0f * grey + part * static_cast<float>(colour)));
}

}  // namespace

std::string heat_picture(const nn::InputSpec& spec, std::span<const float> input, const explain::HeatMap& map,
                         float end) {
    const nn::Shape& shape = spec.shape;
    const std::vector<float> greys = greys_of(spec, input);
    const std::vector<float> values = map.plane();
    const scene::Ramp ramp = scene::make_ramp(scene::Palette::Signed, scene::Theme::Light);
    const int side = std::max(1, kSide / std::max(shape.height, shape.width));
    const int width = shape.width * side;
    std::vector<unsigned char> pixels;
    for (int row = 0; row < shape.height * side; ++row)
        for (int column = 0; column < width; ++column) {
            const auto at = static_cast<std::size_t>(row / side * shape.width + column / side);
            const float part = end > 0 ? std::min(1.0f, std::abs(values[at]) / end) : 0.0f;
            const scene::Colour& colour = scene::look_up(ramp, {-end, end}, values[at]);
            for (const std::uint8_t one : {colour.red, colour.green, colour.blue})
                pixels.push_back(mixed(greys[at], one, part));
        }
    return canvas::encode_png(pixels, width, shape.height * side, 3);
}

}  // namespace convoscope::cli
