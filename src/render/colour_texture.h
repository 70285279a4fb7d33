#pragma once

#include <span>

#include "gl/handle.h"
#include "scene/palette.h"

namespace convoscope::render {

/// A picture of colours for the interface. Drawn smaller than it is, it is smooth.
class ColourTexture {
  public:
    /// What it is where it is drawn larger than it is.
    enum class Filter { Smooth, Pixels };

    explicit ColourTexture(Filter filter = Filter::Pixels);
    /// @param pixels  row by row from the top, `height` x `width`
    void upload(std::span<const scene::Colour> pixels, int width, int height);

    unsigned id() const { return texture_.id(); }
    int width() const { return width_; }
    int height() const { return height_; }

  private:
    gl::Texture texture_;
    int width_ = 0;
    int height_ = 0;
};

}  // namespace convoscope::render
