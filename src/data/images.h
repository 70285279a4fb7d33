#pragma once

#include <cstddef>
#include <cstdint>
#include <span>
#include <vector>

namespace convoscope::data {

/// Labelled pictures of one size, as the network was trained on them: 0 paper .. 255 ink.
struct LabelledImages {
    int height = 0;
    int width = 0;
    std::vector<std::uint8_t> pixels;  ///< count() x height x width
    std::vector<std::uint8_t> labels;  ///< count()

    std::size_t count() const { return labels.size(); }
    std::size_t image_size() const {
        return static_cast<std::size_t>(height) * static_cast<std::size_t>(width);
    }
    /// The index-th image, height x width.
    std::span<const std::uint8_t> image(std::size_t index) const {
        return std::span(pixels).subspan(index * image_size(), image_size());
    }
};

}  // namespace convoscope::data
