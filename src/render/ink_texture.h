#pragma once

#include <span>

#include "render/colour_texture.h"

namespace convoscope::render {

/// A picture of ink for the interface: white everywhere, the ink as alpha, so that a panel tints it as it
/// likes.
class InkTexture {
  public:
    using Filter = ColourTexture::Filter;

    explicit InkTexture(Filter filter) : texture_(filter) {}
    /// @param ink  0..1, row by row from the top, `height` x `width`
    void upload(std::span<const float> ink, int width, int height);

    unsigned id() const { return texture_.id(); }
    int width() const { return texture_.width(); }
    int height() const { return texture_.height(); }

  private:
    ColourTexture texture_;
};

}  // namespace convoscope::render
