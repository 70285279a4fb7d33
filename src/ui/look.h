#pragma once

#include <imgui.h>

#include <filesystem>
#include <optional>

#include "scene/palette.h"

namespace convoscope::ui {

/// The interface's colours: one accent for what is selected, warm against cold for sign.
struct Colours {
    ImU32 panel, panel_line, field, field_hover, field_active;
    ImU32 text, quiet, accent, on_accent;
    ImU32 paper, ink, grid;
    ImU32 bar, bar_track;
    ImU32 scene_text, scene_quiet, scene_shadow;
};
Colours colours_of(scene::Theme theme);

/// Files of the two weights that the interface uses; absent ones fall back to Dear ImGui's own font.
struct FontFiles {
    std::optional<std::filesystem::path> regular;
    std::optional<std::filesystem::path> strong;
};

struct Fonts {
    ImFont* body = nullptr;
    ImFont* small = nullptr;
    ImFont* strong = nullptr;
    ImFont* large = nullptr;  ///< verdict and the scene's digits; drawn at many sizes
};

/// How everything looks at one scale and theme; handed to every panel.
struct Look {
    Fonts fonts;
    Colours colours{};
    scene::Theme theme = scene::Theme::Dark;
    float scale = 1;  ///< framebuffer pixels of ImGui's display a point

    /// Points (on a grid of 8) to pixels.
    float px(float points) const;
};

/// Bakes the fonts at `scale` into the current ImGui context's atlas (replacing what is there), with digits
/// of even width so that numbers line up. The back end's font texture must be made anew afterwards.
Fonts load_fonts(const FontFiles& files, float scale);

/// Sets the current ImGui context's style.
void apply_style(const Look& look);

/// Text helpers on draw lists.
void add_text(ImDrawList& list, ImFont* font, float size, ImVec2 at, ImU32 colour, const char* words);
/// The same with a soft shadow, to be read over units and edges of the scene.
void add_scene_text(const Look& look, ImDrawList& list, ImFont* font, float size, ImVec2 at, ImU32 colour,
                    const char* words);
ImVec2 text_size(ImFont* font, float size, const char* words);
scene::Colour to_colour(ImU32 packed);
ImU32 packed(const scene::Colour& colour);
ImU32 with_alpha(ImU32 colour, float alpha);
/// Tooltip over the last item, in body font.
void explain(const Look& look, const char* words);

}  // namespace convoscope::ui
