#include <algorithm>
#include <cmath>
#include <string>

#include "features/present/present.h"

/// What is drawn over the window for those who watch.
namespace convoscope::present {
namespace {

using features::Frame;
using namespace ui;

constexpr float kHalo = 26;            ///< radius, points
constexpr double kStripSeconds = 2.5;  ///< that a pressed key stays

/// A ring that is seen from the last row, faint inside so that it hides nothing.
void halo(const Look& look, ImVec2 at, ImDrawList& list) {
    list.AddCircleFilled(at, look.px(kHalo), with_alpha(look.colours.accent, 0.10f), 48);
    list.AddCircle(at, look.px(kHalo), with_alpha(look.colours.accent, 0.75f), 48, look.px(3));
}

/// The key, as on a keyboard, and what it did.
void strip(const Look& look, const Frame& frame, const std::string& key, const std::string& what,
           ImDrawList& list) {
    const scene::Viewport& stage = frame.studio.places.stage;
    const float line = std::round(1.5f * look.fonts.strong->FontSize);
    const float pad = look.px(10);
    const ImVec2 cap = text_size(look.fonts.strong, line, key.c_str());
    const ImVec2 words = text_size(look.fonts.body, line, what.c_str());
    const float width = cap.x + words.x + 5 * pad;
    const ImVec2 from{std::round(stage.x + 0.5f * (stage.width - width)),
                      std::round(stage.y + stage.height - line - 4 * pad)};
    list.AddRectFilled(from, {from.x + width, from.y + line + 2 * pad}, with_alpha(look.colours.panel, 0.94f),
                       look.px(6));
    list.AddRectFilled({from.x + 0.6f * pad, from.y + 0.6f * pad},
                       {from.x + cap.x + 2.6f * pad, from.y + line + 1.4f * pad}, look.colours.accent,
                       look.px(4));
    add_text(list, look.fonts.strong, line, {from.x + 1.6f * pad, from.y + pad}, look.colours.on_accent,
             key.c_str());
    add_text(list, look.fonts.body, line, {from.x + cap.x + 3.8f * pad, from.y + pad}, look.colours.text,
             what.c_str());
}

bool strip_is_shown(const studio::Studio& studio) {
    const studio::PressedKey& pressed = studio.pressed;
    return studio.presenting && !pressed.command.empty() && studio.now() < pressed.time + kStripSeconds;
}

}  // namespace

std::optional<double> end_of_strip(const studio::Studio& studio) {
    return strip_is_shown(studio) ? std::optional(studio.pressed.time + kStripSeconds) : std::nullopt;
}

void draw_over(Frame& frame, ImDrawList& list) {
    const studio::Studio& studio = frame.studio;
    if (!studio.presenting) return;
    if (const auto& at = studio.pointing.at; at && !studio.places.pad.contains(*at))
        halo(frame.look, {at->x(), at->y()}, list);
    if (!strip_is_shown(studio)) return;
    if (const studio::Command* command = studio.commands().find(studio.pressed.command))
        strip(frame.look, frame, words_of(studio.pressed.key), frame.words(command->title), list);
}

void draw_blank(Frame& frame) {
    const bool white = frame.studio.parts.of<State>().blank == Blank::White;
    ImGui::GetForegroundDrawList()->AddRectFilled({0, 0}, ImGui::GetIO().DisplaySize,
                                                  white ? IM_COL32_WHITE : IM_COL32_BLACK);
    if (ImGui::IsMouseClicked(ImGuiMouseButton_Left))
        frame.intents.change([](studio::Studio& studio) { studio.parts.of<State>().blank = Blank::None; });
}

}  // namespace convoscope::present
