#pragma once

#include <cstdint>
#include <vector>

#include "gl/handle.h"
#include "scene/value_pages.h"

namespace convoscope::render {

/// The pages of a network's values as textures: half floats, two a texel, a pyramid each. Needs the context
/// that it was made in.
class ValueTextures {
  public:
    /// Takes over what changed since the last time.
    void upload(const std::vector<scene::Page>& pages);

    unsigned id(int page) const { return textures_[static_cast<std::size_t>(page)].texture.id(); }
    int width(int page) const { return textures_[static_cast<std::size_t>(page)].width; }
    int height(int page) const { return textures_[static_cast<std::size_t>(page)].height; }

  private:
    struct Kept {
        gl::Texture texture;
        int width = 0;
        int height = 0;
        std::uint64_t revision = 0;
    };

    std::vector<Kept> textures_;
};

}  // namespace convoscope::render
