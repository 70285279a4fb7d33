#include "render/ink_texture.h"

#include <algorithm>
#include <cassert>
#include <cmath>
#include <cstdint>
#include <vector>

namespace convoscope::render {

InkTexture::InkTexture(Filter filter) : texture_(gl::Texture::create()) {
    const GLint mode = filter == Filter::Smooth ? GL_LINEAR : GL_NEAREST;
    glBindTexture(GL_TEXTURE_2D, texture_.id());
    glTexParameteri(GL_TEXTURE_2D, GL_TEXTURE_MIN_FILTER, GL_LINEAR);
    glTexParameteri(GL_TEXTURE_2D, GL_TEXTURE_MAG_FILTER, mode);
    glTexParameteri(GL_TEXTURE_2D, GL_TEXTURE_WRAP_S, GL_CLAMP_TO_EDGE);
    glTexParameteri(GL_TEXTURE_2D, GL_TEXTURE_WRAP_T, GL_CLAMP_TO_EDGE);
}

void InkTexture::upload(std::span<const float> ink, int width, int height) {
    assert(ink.size() == static_cast<std::size_t>(width) * height);
    std::vector<std::uint8_t> pixels(ink.size() * 4, 255);
    for (std::size_t i = 0; i < ink.size(); ++i)
        pixels[4 * i + 3] = static_cast<std::uint8_t>(255.0f * std::clamp(ink[i], 0.0f, 1.0f) + 0.5f);
    glBindTexture(GL_TEXTURE_2D, texture_.id());
    glPixelStorei(GL_UNPACK_ALIGNMENT, 4);
    if (width == width_ && height == height_)
        glTexSubImage2D(GL_TEXTURE_2D, 0, 0, 0, width, height, GL_RGBA, GL_UNSIGNED_BYTE, pixels.data());
    else
        glTexImage2D(GL_TEXTURE_2D, 0, GL_RGBA8, width, height, 0, GL_RGBA, GL_UNSIGNED_BYTE, pixels.data());
    width_ = width;
    height_ = height;
}

}  // namespace convoscope::render
