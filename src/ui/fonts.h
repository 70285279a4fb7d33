#pragma once

#include <imgui.h>

#include <bitset>
#include <filesystem>
#include <optional>
#include <string_view>

namespace convoscope::ui {

/// Files of the fonts that the interface uses; absent ones fall back to Dear ImGui's own.
struct FontFiles {
    std::optional<std::filesystem::path> regular;
    std::optional<std::filesystem::path> strong;
    std::optional<std::filesystem::path> chinese;  ///< for what the others lack
};

struct Fonts {
    ImFont* body = nullptr;
    ImFont* small = nullptr;
    ImFont* strong = nullptr;
    ImFont* large = nullptr;  ///< verdict and the scene's digits; drawn at many sizes
};

/// The characters beyond Latin that are shown. Chinese has thousands: baked whole, an atlas of them would
/// need 2048 x 32768 texels, so it holds those that are needed and grows.
class GlyphSet {
  public:
    /// Notes the characters of what will be shown.
    /// @param utf8   what is no UTF-8 is passed over
    /// @param large  in the large font, too
    /// @return whether there are new ones among them: the fonts have to be baked again
    bool need(std::string_view utf8, bool large = false);
    bool has(unsigned character, bool large = false) const;

    /// As Dear ImGui takes them: pairs of first and last, then 0.
    ImVector<ImWchar> ranges(bool large) const;

  private:
    static constexpr unsigned kFirst = 0x100;  ///< Latin up to here is always there
    std::bitset<0x10000> all_;
    std::bitset<0x10000> large_;
};

/// Bakes the fonts at `scale` into the current ImGui context's atlas (replacing what is there), with digits
/// of even width so that numbers line up. Where they would not fit into 2048 x 2048 texels, the large font is
/// baked smaller and drawn softer (its ImFont::Scale makes up for it), then the small one borrows the body's
/// Chinese. The back end's font texture must be
/// made anew afterwards.
Fonts load_fonts(const FontFiles& files, float scale, const GlyphSet& glyphs);

}  // namespace convoscope::ui
