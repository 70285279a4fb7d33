#include "train/show.h"

#include <algorithm>
#include <array>
#include <vector>

#include "canvas/resample.h"
#include "nn/forward.h"

namespace convoscope::train {
namespace {

constexpr std::array kLuminance{0.299f, 0.587f, 0.114f};  ///< Rec. 601, of red, green and blue

/// One channel of a picture, as large as the input.
canvas::Picture scaled(const data::LabelledImages& images, std::span<const std::uint8_t> plane,
                       const nn::Shape& shape) {
    canvas::Picture picture(images.width, images.height);
    to_ink(plane, picture.ink);
    if (images.width == shape.width && images.height == shape.height) return picture;
    const canvas::Region whole{0, 0, static_cast<double>(images.width), static_cast<double>(images.height)};
    return canvas::bilinear(picture, whole, shape.width, shape.height);
}

}  // namespace

void show(const nn::InputSpec& input, const Part& part, std::size_t index, std::span<float> target) {
    const data::LabelledImages& images = *part.images;
    const std::span<const std::uint8_t> picture = part.image(index);
    if (images.channels == 1 && input.preprocessing != nn::Preprocessing::Photo) {
        std::vector<float> ink(picture.size());
        to_ink(picture, ink);
        nn::load_input(input, ink, images.height, images.width, target);
        return;
    }
    const std::size_t area = static_cast<std::size_t>(input.shape.height * input.shape.width);
    std::vector<float> planes(target.size());
    for (int channel = 0; channel < std::max(images.channels, input.shape.channels); ++channel) {
        const std::size_t from = static_cast<std::size_t>(std::min(channel, images.channels - 1));
        const std::size_t to = static_cast<std::size_t>(std::min(channel, input.shape.channels - 1));
        const canvas::Picture plane =
            scaled(images, picture.subspan(from * images.plane_size(), images.plane_size()), input.shape);
        const float share = images.channels > input.shape.channels ? kLuminance[from] : 1.0f;
        for (std::size_t i = 0; i < area; ++i) planes[to * area + i] += share * plane.ink[i];
    }
    nn::load_colours(input, planes, target);
}

}  // namespace convoscope::train
