#include "ui/steps_panel.h"

#include <algorithm>
#include <cmath>
#include <optional>
#include <string>

#include "ui/key_bindings.h"
#include "ui/text.h"

namespace convoscope::ui {
namespace {

/// A step, its explanation, and what switches it; the drawing itself is always there.
struct Step {
    Text name;
    Text help;
    std::optional<Action> toggle;
};

constexpr Step kSteps[kStepCount] = {
    {Text::StepDrawn, Text::StepDrawnHelp, std::nullopt},
    {Text::StepCropped, Text::StepCroppedHelp, Action::ToggleCrop},
    {Text::StepScaled, Text::StepScaledHelp, Action::ToggleScaling},
    {Text::StepCentred, Text::StepCentredHelp, Action::ToggleCentring},
};
constexpr float kGap = 8;

float tile_side(const Look& look, float width) {
    return std::floor((width - static_cast<float>(kStepCount - 1) * look.px(kGap)) / kStepCount);
}

void tile(const Look& look, const StepPicture& step, bool blank, bool hovered, ImVec2 at, float side) {
    ImDrawList& list = *ImGui::GetWindowDrawList();
    list.AddRectFilled(at, {at.x + side, at.y + side}, look.colours.paper, look.px(3));
    if (!blank && step.texture) {
        const float scale = side / static_cast<float>(step.field);
        const ImVec2 size{std::round(static_cast<float>(step.width) * scale),
                          std::round(static_cast<float>(step.height) * scale)};
        const ImVec2 from{std::floor(at.x + 0.5f * (side - size.x)),
                          std::floor(at.y + 0.5f * (side - size.y))};
        list.PushClipRect(at, {at.x + side, at.y + side}, true);
        list.AddImage(step.texture, from, {from.x + size.x, from.y + size.y}, {0, 0}, {1, 1},
                      look.colours.ink);
        list.PopClipRect();
    }
    list.AddRect(at, {at.x + side, at.y + side}, hovered ? look.colours.accent : look.colours.panel_line,
                 look.px(3));
}

/// A box with a tick in it where the step is taken.
void tick_box(const Look& look, bool taken, ImVec2 at, float line) {
    ImDrawList& list = *ImGui::GetWindowDrawList();
    const float side = std::round(0.72f * line);
    const ImVec2 from{at.x, std::round(at.y + 0.5f * (line - side))};
    const ImVec2 to{from.x + side, from.y + side};
    const float thin = std::max(1.0f, look.scale);
    if (taken) {
        list.AddRectFilled(from, to, look.colours.accent, look.px(2));
        const ImVec2 tick[] = {{from.x + 0.22f * side, from.y + 0.52f * side},
                               {from.x + 0.42f * side, from.y + 0.72f * side},
                               {from.x + 0.8f * side, from.y + 0.28f * side}};
        list.AddPolyline(tick, 3, look.colours.on_accent, 0, 1.2f * thin);
    } else {
        list.AddRect(from, to, look.colours.quiet, look.px(2), 0, thin);
    }
}

float box_width(const Look& look, const Step& step) {
    return step.toggle ? std::round(0.72f * look.fonts.small->FontSize) + look.px(3) : 0;
}

/// Size of the names' font: all alike, and small enough for each to stay under its tile.
float name_size(const Look& look, float side) {
    const float line = look.fonts.small->FontSize;
    float share = 1;
    for (const Step& step : kSteps) {
        const float natural = text_size(look.fonts.small, line, text(step.name)).x;
        share = std::min(share, (side + 0.5f * look.px(kGap) - box_width(look, step)) / natural);
    }
    return share * line;
}

void name(const Look& look, const Step& step, bool taken, ImVec2 at, float side) {
    const float line = look.fonts.small->FontSize;
    const float font = name_size(look, side);
    const float width = box_width(look, step) + text_size(look.fonts.small, font, text(step.name)).x;
    ImVec2 from{std::round(at.x + 0.5f * (side - width)), at.y + side + look.px(3)};
    if (step.toggle) tick_box(look, taken, from, line);
    from.x += box_width(look, step);
    from.y += 0.5f * (line - font);
    add_text(*ImGui::GetWindowDrawList(), look.fonts.small, font, from,
             taken ? look.colours.quiet : with_alpha(look.colours.quiet, 0.6f), text(step.name));
}

std::string help(const Step& step, bool taken) {
    std::string words = text(step.help);
    if (!step.toggle) return words;
    return words + "\n" + text(taken ? Text::StepLeaveOut : Text::StepTake) + "  (" + key_of(*step.toggle) +
           ")";
}

}  // namespace

float steps_panel_height(const Look& look, float width) {
    return tile_side(look, width) + look.fonts.small->FontSize + look.px(4);
}

void steps_panel(const Look& look, const StepsPanelState& state, float width, Intents& intents) {
    const float side = tile_side(look, width);
    const ImVec2 start = ImGui::GetCursorScreenPos();
    for (int i = 0; i < kStepCount; ++i) {
        const Step& step = kSteps[i];
        const StepPicture& picture = state.steps[static_cast<std::size_t>(i)];
        const ImVec2 at{start.x + static_cast<float>(i) * (side + look.px(kGap)), start.y};
        ImGui::SetCursorScreenPos(at);
        ImGui::PushID(i);
        const bool clicked = ImGui::InvisibleButton("##step", {side, steps_panel_height(look, width)});
        ImGui::PopID();
        if (clicked && step.toggle) intents.push_back(*step.toggle);
        const bool hovered = step.toggle && ImGui::IsItemHovered();
        explain(look, help(step, picture.taken).c_str());
        tile(look, picture, state.blank, hovered, at, side);
        name(look, step, picture.taken, at, side);
    }
    ImGui::SetCursorScreenPos({start.x, start.y + steps_panel_height(look, width) + look.px(4)});
}

}  // namespace convoscope::ui
