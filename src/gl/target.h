#pragma once

#include <vector>

#include "gl/handle.h"

namespace convoscope::gl {

/// RGBA, 8 bits each, rows from top to bottom, no padding.
struct Pixels {
    int width = 0;
    int height = 0;
    std::vector<unsigned char> rgba;  ///< height * width * 4

    const unsigned char* at(int row, int column) const {
        return &rgba[(static_cast<std::size_t>(row) * width + column) * 4];
    }
};

struct TargetFormat {
    std::vector<GLenum> colours = {
        GL_RGBA8};  ///< of each texture: GL_R8, GL_RG8, GL_RGBA8, GL_R16F, GL_RGBA16F, GL_R32F or GL_RGBA32F
    bool depth = true;  ///< a 24-bit depth buffer

    bool operator==(const TargetFormat&) const = default;
};

/// A picture off the screen to draw into: a framebuffer with its colour textures and depth buffer.
class Target {
  public:
    Target() = default;
    /// @param width, height in pixels, at least 1
    /// @throws Error when the driver cannot make one of this size and format
    Target(int width, int height, TargetFormat format = {});

    int width() const { return width_; }
    int height() const { return height_; }
    explicit operator bool() const { return static_cast<bool>(framebuffer_); }

    /// Makes it as large as asked for; keeps nothing of the old picture, does nothing when it has that size.
    void resize(int width, int height);
    /// Draws go here from now on, to the whole of it.
    void bind() const;
    const Framebuffer& framebuffer() const { return framebuffer_; }
    /// Linear filter where the format has one, clamped to the edge.
    const Texture& colour(int index = 0) const { return colours_[static_cast<std::size_t>(index)]; }

    /// The picture of colour texture `index`, its values clamped to 0..1.
    Pixels read_pixels(int index = 0) const;

  private:
    int width_ = 0;
    int height_ = 0;
    TargetFormat format_;
    Framebuffer framebuffer_;
    std::vector<Texture> colours_;
    Renderbuffer depth_;
};

/// Draws go to the window (or whatever framebuffer 0 is) from now on.
void bind_window(int width, int height);

/// The picture of the window's back buffer, before it is swapped.
Pixels read_window(int width, int height);

}  // namespace convoscope::gl
