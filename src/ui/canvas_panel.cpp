#include "ui/canvas_panel.h"

#include <algorithm>
#include <cmath>
#include <string>

#include "ui/key_bindings.h"
#include "ui/text.h"

namespace convoscope::ui {
namespace {

constexpr float kToolHeight = 26;

void draw_pad(const Look& look, const CanvasPanelState& state, const CanvasPlace& place) {
    ImDrawList& list = *ImGui::GetWindowDrawList();
    const ImVec2 end{place.at.x + place.size.x, place.at.y + place.size.y};
    const float radius = look.px(6);
    list.AddRectFilled(place.at, end, look.colours.paper, radius);
    if (state.blank) {
        const char* hint = text(Text::DrawHint);
        const ImVec2 size = text_size(look.fonts.body, look.fonts.body->FontSize, hint);
        add_text(list, look.fonts.body, look.fonts.body->FontSize,
                 {place.at.x + 0.5f * (place.size.x - size.x), place.at.y + 0.5f * (place.size.y - size.y)},
                 with_alpha(look.colours.quiet, 0.75f), hint);
    } else if (state.ink) {
        list.AddImage(state.ink, place.at, end, {0, 0}, {1, 1}, look.colours.ink);
    }
    list.AddRect(place.at, end, place.hovered ? look.colours.accent : look.colours.panel_line, radius, 0,
                 std::max(1.0f, look.scale));
    if (!place.hovered) return;
    // The pen itself: a ring as wide as the ink will be.
    const float ring = 0.5f * state.pen_share * place.size.y;
    list.PushClipRect(place.at, end, true);
    list.AddCircle(ImGui::GetIO().MousePos, std::max(ring, 1.5f),
                   state.eraser ? look.colours.text : look.colours.accent, 0, std::max(1.0f, look.scale));
    list.PopClipRect();
}

void tool(const Look& look, Text label, const char* id, Action action, bool selected, bool enabled,
          float width, Intents& intents) {
    if (selected) {
        ImGui::PushStyleColor(ImGuiCol_Button, look.colours.accent);
        ImGui::PushStyleColor(ImGuiCol_ButtonHovered, look.colours.accent);
        ImGui::PushStyleColor(ImGuiCol_Text, look.colours.on_accent);
    }
    ImGui::BeginDisabled(!enabled);
    if (ImGui::Button((std::string(text(label)) + "###" + id).c_str(), {width, look.px(kToolHeight)}))
        intents.push_back(action);
    ImGui::EndDisabled();
    if (selected) ImGui::PopStyleColor(3);
    if (ImGui::IsItemHovered(ImGuiHoveredFlags_AllowWhenDisabled))
        ImGui::SetTooltip("%s", action_words(action).c_str());
}

/// A slider on a wedge that widens as the pen does: it needs no word.
void pen_width(const Look& look, float share, float width, Intents& intents) {
    const ImVec2 at = ImGui::GetCursorScreenPos();
    const float height = look.px(kToolHeight);
    ImDrawList& list = *ImGui::GetWindowDrawList();
    list.AddRectFilled(at, {at.x + width, at.y + height}, look.colours.field,
                       ImGui::GetStyle().FrameRounding);
    const float middle = at.y + 0.5f * height;
    const float left = at.x + look.px(8);
    const float right = at.x + width - look.px(8);
    list.AddTriangleFilled({left, middle}, {right, middle - 0.26f * height}, {right, middle + 0.26f * height},
                           with_alpha(look.colours.quiet, 0.55f));
    for (const ImGuiCol part : {ImGuiCol_FrameBg, ImGuiCol_FrameBgHovered, ImGuiCol_FrameBgActive})
        ImGui::PushStyleColor(part, IM_COL32_BLACK_TRANS);
    ImGui::PushStyleVar(ImGuiStyleVar_FramePadding,
                        ImVec2(look.px(2), 0.5f * (height - look.fonts.body->FontSize)));
    ImGui::SetNextItemWidth(width);
    if (ImGui::SliderFloat("##width", &share, kThinnestPen, kThickestPen, "",
                           ImGuiSliderFlags_AlwaysClamp | ImGuiSliderFlags_NoInput))
        intents.push_back(SetPenWidth{share});
    ImGui::PopStyleVar();
    ImGui::PopStyleColor(3);
    explain(look, text(Text::PenWidth));
}

}  // namespace

float canvas_panel_extra_height(const Look& look) {
    return 3 * look.px(kToolHeight) + 3 * look.px(6) + look.px(2);
}

CanvasPlace canvas_panel(const Look& look, const CanvasPanelState& state, float side, Intents& intents) {
    CanvasPlace place;
    side = std::floor(side);
    const ImVec2 corner = ImGui::GetCursorScreenPos();
    place.size = {std::round(side * std::min(1.0f, state.proportion)),
                  std::round(side / std::max(1.0f, state.proportion))};
    place.at = {corner.x + std::floor(0.5f * (side - place.size.x)),
                corner.y + std::floor(0.5f * (side - place.size.y))};
    ImGui::InvisibleButton("##canvas", {side, side});
    place.hovered = ImGui::IsItemHovered() || ImGui::IsItemActive();
    draw_pad(look, state, place);

    ImGui::PushStyleVar(ImGuiStyleVar_ItemSpacing, ImVec2(look.px(6), look.px(6)));
    ImGui::PushStyleVar(ImGuiStyleVar_FramePadding, ImVec2(look.px(2), look.px(3)));
    const float gap = look.px(6);
    const float third = std::floor((side - 2 * gap) / 3);
    tool(look, Text::Pen, "pen", Action::Pen, !state.eraser, true, third, intents);
    ImGui::SameLine();
    tool(look, Text::Eraser, "eraser", Action::Eraser, state.eraser, true, third, intents);
    ImGui::SameLine();
    tool(look, Text::Clear, "clear", Action::Clear, false, !state.blank, side - 2 * (third + gap), intents);
    tool(look, Text::Undo, "undo", Action::Undo, false, state.can_undo, third, intents);
    ImGui::SameLine();
    tool(look, Text::Redo, "redo", Action::Redo, false, state.can_redo, third, intents);
    ImGui::SameLine();
    tool(look, Text::Sample, "sample", Action::NextSample, false, true, side - 2 * (third + gap), intents);

    pen_width(look, state.pen_share, side - 2 * (third + gap), intents);
    ImGui::SameLine();
    tool(look, Text::Open, "open", Action::Open, false, true, third, intents);
    ImGui::SameLine();
    tool(look, Text::Save, "save", Action::Save, false, !state.blank, third, intents);
    ImGui::PopStyleVar(2);
    return place;
}

}  // namespace convoscope::ui
