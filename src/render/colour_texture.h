#pragma once

#include <span>

#include "gl/handle.h"
#include "scene/palette.h"

namespace convoscope::render {

/// A picture of colours for the interface, its pixels sharp however large they are drawn, smooth where they
/// are drawn smaller.
class ColourTexture {
  public:
    ColourTexture();
    /// @param pixels  row by row from the top, `height` x `width`
    void upload(std::span<const scene::Colour> pixels, int width, int height);

    unsigned id() const { return texture_.id(); }

  private:
    gl::Texture texture_;
    int width_ = 0;
    int height_ = 0;
};

}  // namespace convoscope::render
