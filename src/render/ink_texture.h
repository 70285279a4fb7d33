#pragma once

#include <span>

#include "gl/handle.h"

namespace convoscope::render {

/// A picture of ink for the interface: white everywhere, the ink as alpha, so that a panel tints it as it
/// likes.
class InkTexture {
  public:
    enum class Filter { Smooth, Pixels };

    explicit InkTexture(Filter filter);
    /// @param ink  0..1, row by row from the top, `height` x `width`
    void upload(std::span<const float> ink, int width, int height);

    unsigned id() const { return texture_.id(); }
    int width() const { return width_; }
    int height() const { return height_; }

  private:
    gl::Texture texture_;
    int width_ = 0;
    int height_ = 0;
};

}  // namespace convoscope::render
