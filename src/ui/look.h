#pragma once

#include <imgui.h>

#include "base/message.h"
#include "scene/palette.h"
#include "ui/fonts.h"

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

/// How everything looks at one scale and theme; handed to every panel.
struct Look {
    Fonts fonts;
    Colours colours{};
    scene::Theme theme = scene::Theme::Dark;
    float scale = 1;  ///< framebuffer pixels of ImGui's display a point
    Language language = Language::English;

    /// Points (on a grid of 8) to pixels.
    float px(float points) const;
    const char* words(const Text& text) const { return text.in(language); }
    std::string words(const Message& message) const { return message.in(language); }
};

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
/// The tip itself: above or below a button or a line, so that it covers nothing that stands beside it.
void tip(const Look& look, const char* words);
/// The pointer is where it was clicked: what was meant is done, and what has come under it since was not
/// asked about.
bool tips_wait(const Look& look);

}  // namespace convoscope::ui
