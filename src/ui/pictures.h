#pragma once

#include <imgui.h>

#include <cstdint>
#include <functional>
#include <span>
#include <string>
#include <vector>

#include "scene/palette.h"

namespace convoscope::ui {

/// Makes textures of pictures that panels have computed; the app's, because panels know no GL.
class Pictures {
  public:
    virtual ~Pictures() = default;
    /// @param key  the same picture in the next frame has the same key; two in one frame have different ones
    /// @param pixels  row by row from the top, `height` x `width`
    /// @return its texture, pixels sharp; valid for this frame
    virtual ImTextureID texture(const std::string& key, std::span<const scene::Colour> pixels, int width,
                                int height) = 0;
    /// The same of a large picture, which is painted when its revision is another, and not compared.
    /// @param revision  another number whenever the picture is another
    virtual ImTextureID texture(const std::string& key, std::uint64_t revision,
                                const std::function<std::vector<scene::Colour>()>& paint, int width,
                                int height) = 0;
    /// A picture of ink: white everywhere, the ink as alpha, so that a panel tints it as it likes.
    /// @param revision  another number whenever the picture is another
    /// @param ink       0..1, row by row from the top, `height` x `width`
    /// @param smooth    else its pixels are seen as such
    virtual ImTextureID ink(const std::string& key, std::uint64_t revision, std::span<const float> ink,
                            int width, int height, bool smooth) = 0;
};

}  // namespace convoscope::ui
