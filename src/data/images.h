#pragma once

#include <cstddef>
#include <cstdint>
#include <span>
#include <vector>

namespace convoscope::data {

/// Labelled pictures of one size, as the network was trained on them: in grey, 0 paper .. 255 ink, or in
/// colour, 0 dark .. 255 light.
struct LabelledImages {
    int height = 0;
    int width = 0;
    int channels = 1;                  ///< 1: grey; 3: red, green, blue
    std::vector<std::uint8_t> pixels;  ///< count() x channels x height x width
    std::vector<std::uint8_t> labels;  ///< count()

    std::size_t count() const { return labels.size(); }
    std::size_t plane_size() const {
        return static_cast<std::size_t>(height) * static_cast<std::size_t>(width);
    }
    std::size_t image_size() const { return static_cast<std::size_t>(channels) * plane_size(); }
    /// The index-th image, channels x height x width.
    std::span<const std::uint8_t> image(std::size_t index) const {
        return std::span(pixels).subspan(index * image_size(), image_size());
    }
};

}  // namespace convoscope::data
