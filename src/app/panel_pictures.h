#pragma once

#include <cstdint>
#include <map>
#include <memory>
#include <string>
#include <vector>

#include "render/colour_texture.h"
#include "render/ink_texture.h"
#include "ui/pictures.h"

namespace convoscope::app {

/// The textures of the pictures that panels compute. A picture is uploaded when its pixels change, and
/// forgotten when no panel has asked for it during a frame.
class PanelPictures : public ui::Pictures {
  public:
    ImTextureID texture(const std::string& key, std::span<const scene::Colour> pixels, int width,
                        int height) override;
    ImTextureID texture(const std::string& key, std::uint64_t revision,
                        const std::function<std::vector<scene::Colour>()>& paint, int width,
                        int height) override;
    ImTextureID ink(const std::string& key, std::uint64_t revision, std::span<const float> ink, int width,
                    int height, bool smooth) override;
    /// To be called once a frame, when all panels are drawn.
    void forget_unused();
    /// Raised with every upload.
    std::uint64_t revision() const { return revision_; }

  private:
    struct Kept {
        render::ColourTexture texture;
        std::vector<scene::Colour> pixels;  ///< none of a picture with a revision
        std::uint64_t revision = 0;         ///< 0: it has none
        int width = 0;
        bool used = true;
    };
    /// A picture of ink is uploaded when its revision is another.
    struct KeptInk {
        render::InkTexture texture;
        std::uint64_t revision = 0;
        bool used = true;
    };
    std::map<std::string, Kept> kept_;
    std::map<std::string, KeptInk> inks_;
    /// Those that no panel asks for any more: the frame that is being drawn may still show them.
    std::vector<render::ColourTexture> forgotten_;
    std::vector<render::InkTexture> forgotten_inks_;
    std::uint64_t revision_ = 0;
};

}  // namespace convoscope::app
