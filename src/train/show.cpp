#include "train/show.h"

#include <vector>

#include "canvas/photo.h"
#include "nn/forward.h"

namespace convoscope::train {
namespace {

/// Its channels, 0 .. 1.
std::vector<canvas::Picture> planes_of(const data::LabelledImages& images,
                                       std::span<const std::uint8_t> picture) {
    std::vector<canvas::Picture> planes;
    for (int channel = 0; channel < images.channels; ++channel) {
        planes.emplace_back(images.width, images.height);
        to_ink(picture.subspan(static_cast<std::size_t>(channel) * images.plane_size(), images.plane_size()),
               planes.back().ink);
    }
    return planes;
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
    const nn::Shape& shape = input.shape;
    const canvas::Region seen = canvas::part_seen(
        {0, 0, static_cast<double>(images.width), static_cast<double>(images.height)},
        {.channels = shape.channels, .height = shape.height, .width = shape.width, .seen = input.seen});
    nn::load_colours(
        input,
        canvas::resized_colours(planes_of(images, picture), seen, shape.channels, shape.height, shape.width)
            .planes,
        target);
}

}  // namespace convoscope::train
