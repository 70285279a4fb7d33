#include "render/ink_texture.h"

#include <algorithm>
#include <cstdint>
#include <vector>

namespace convoscope::render {

void InkTexture::upload(std::span<const float> ink, int width, int height) {
    std::vector<scene::Colour> pixels(ink.size(), {255, 255, 255, 255});
    for (std::size_t i = 0; i < ink.size(); ++i)
        pixels[i].alpha = static_cast<std::uint8_t>(255.0f * std::clamp(ink[i], 0.0f, 1.0f) + 0.5f);
    texture_.upload(pixels, width, height);
}

}  // namespace convoscope::render
