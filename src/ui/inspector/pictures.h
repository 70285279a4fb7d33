#pragma once

#include <imgui.h>

#include <span>
#include <string>

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
};

}  // namespace convoscope::ui
