#include "ui/panels.h"

#include <algorithm>
#include <cmath>
#include <optional>
#include <span>
#include <string>

#include "ui/help_overlay.h"
#include "ui/key_bindings.h"
#include "ui/text.h"
#include "ui/top_bar.h"

namespace convoscope::ui {
namespace {

constexpr float kNarrowest = 200;  ///< points, of the left column
constexpr float kWidest = 560;
constexpr float kPadding = 16;
constexpr float kGap = 8;  ///< between the parts of the column
constexpr float kSplitter = 6;
constexpr float kNarrowestInspector = 240;
constexpr float kWidestInspector = 900;
constexpr float kLeastStage = 200;  ///< what the inspector leaves of it at least
/// Points that the narrowest column without its steps, and a stage of twice its width, take.
constexpr float kLeastWidth = 640;
constexpr float kLeastHeight = 545;

// The panels' ground is what the window is cleared to: a fill of a third of the window through the
// interface's textured, blended triangles would cost more than the whole scene on a software renderer.
constexpr ImGuiWindowFlags kFixed = ImGuiWindowFlags_NoDecoration | ImGuiWindowFlags_NoBackground |
                                    ImGuiWindowFlags_NoMove | ImGuiWindowFlags_NoSavedSettings |
                                    ImGuiWindowFlags_NoBringToFrontOnFocus | ImGuiWindowFlags_NoNavFocus;

void begin_panel(const char* id, const scene::Viewport& place, PanelsResult& result) {
    ImGui::SetNextWindowPos({place.x, place.y});
    ImGui::SetNextWindowSize({place.width, place.height});
    ImGui::Begin(id, nullptr, kFixed);
    result.panels.push_back({id, place});
}

/// A heading that folds what follows. @return whether it is open
bool heading(const Look& look, Text title, const char* id, bool open) {
    const ImVec2 at = ImGui::GetCursorScreenPos();
    const float line = look.fonts.strong->FontSize;
    const float width = ImGui::GetContentRegionAvail().x;
    if (ImGui::InvisibleButton(id, {width, line + look.px(4)})) open = !open;
    const ImU32 colour = ImGui::IsItemHovered() ? look.colours.accent : look.colours.text;
    ImDrawList& list = *ImGui::GetWindowDrawList();
    add_text(list, look.fonts.strong, line, at, colour, text(title));
    const float half = std::round(0.22f * line);
    const ImVec2 middle{at.x + width - 2 * half, std::round(at.y + 0.55f * line)};
    if (open)
        list.AddTriangleFilled({middle.x - half, middle.y - 0.5f * half},
                               {middle.x + half, middle.y - 0.5f * half}, {middle.x, middle.y + 0.7f * half},
                               look.colours.quiet);
    else
        list.AddTriangleFilled({middle.x - 0.5f * half, middle.y - half}, {middle.x + 0.7f * half, middle.y},
                               {middle.x - 0.5f * half, middle.y + half}, look.colours.quiet);
    return open;
}

/// Heights of the left column's parts: the pad takes what the others leave, and the column is as wide as the
/// pad.
struct Column {
    float width = 0;
    float side = 0;
    bool steps = true;  ///< there is room for what the network sees
};

Column measure_column(const Look& look, const PanelsState& state, ImVec2 display) {
    const float title = look.fonts.strong->FontSize + look.px(4);
    const float wanted = look.px(state.arrangement.width);
    const float most = std::max(look.px(kNarrowest), 0.55f * display.x);
    Column column;
    column.side = std::clamp(wanted, look.px(kNarrowest), most) - 2 * look.px(kPadding);
    const float least = look.px(kNarrowest - 2 * kPadding);
    float others = 2 * look.px(10) + 3 * title + canvas_panel_extra_height(look) + 4 * look.px(kGap);
    if (state.arrangement.answer_open) others += answer_panel_least_height(look, state.answer.classes.size());
    const float steps = steps_panel_height(look, column.side) + look.px(4);
    column.steps = state.arrangement.steps_open && display.y - others - steps >= least;
    if (column.steps) others += steps;
    column.side = std::max(least, std::min(column.side, display.y - others));
    column.width = column.side + 2 * look.px(kPadding);
    return column;
}

bool are_digits(std::span<const std::string> classes) {
    return std::ranges::all_of(classes, [](const std::string& name) {
        return name.size() == 1 && name[0] >= '0' && name[0] <= '9';
    });
}

void left_column(const Look& look, const PanelsState& state, const Column& column, PanelsResult& result,
                 Intents& intents) {
    ImGui::PushStyleVar(ImGuiStyleVar_ItemSpacing, ImVec2(look.px(8), look.px(6)));
    ImGui::PushFont(look.fonts.strong);
    ImGui::TextUnformatted(text(are_digits(state.answer.classes) ? Text::DrawDigit : Text::DrawAnything));
    ImGui::PopFont();
    result.canvas = canvas_panel(look, state.canvas, column.side, intents);
    ImGui::Dummy({0, look.px(2)});
    // Where there is no room it shows as folded, and a click there does not forget that it was open.
    const bool steps = heading(look, Text::Sees, "##fold-steps", column.steps);
    if (steps != column.steps) result.arrangement.steps_open = steps;
    if (column.steps) steps_panel(look, state.steps, column.side, intents);
    result.arrangement.answer_open =
        heading(look, Text::Reads, "##fold-answer", state.arrangement.answer_open);
    if (state.arrangement.answer_open)
        answer_panel(look, state.answer, column.side, ImGui::GetContentRegionAvail().y);
    ImGui::PopStyleVar();
}

/// A border to be dragged, at the right or the left end of the present window. @return where it is dragged
/// to, pixels
std::optional<float> splitter(const Look& look, bool at_right) {
    const ImVec2 corner = ImGui::GetWindowPos();
    const ImVec2 size = ImGui::GetWindowSize();
    const float edge = at_right ? corner.x + size.x - 1 : corner.x;
    // The window's clip rectangle leaves half of its padding out, and with it the border.
    ImGui::PushClipRect(corner, {corner.x + size.x, corner.y + size.y}, false);
    ImGui::SetCursorScreenPos({at_right ? edge + 1 - look.px(kSplitter) : edge, corner.y});
    ImGui::InvisibleButton("##splitter", {look.px(kSplitter), size.y});
    const bool held = ImGui::IsItemActive();
    if (held || ImGui::IsItemHovered()) ImGui::SetMouseCursor(ImGuiMouseCursor_ResizeEW);
    const ImU32 colour = held || ImGui::IsItemHovered() ? look.colours.accent : look.colours.panel_line;
    ImGui::GetWindowDrawList()->AddLine({edge, corner.y}, {edge, corner.y + size.y}, colour,
                                        std::max(1.0f, look.scale));
    ImGui::PopClipRect();
    if (!held) return std::nullopt;
    return ImGui::GetIO().MousePos.x;
}

/// How wide the inspector is, pixels: as the user has it, as far as the stage keeps some room; 0 where it is
/// not open.
float inspector_width(const Look& look, const PanelsState& state, float room) {
    if (!state.inspector.is_open()) return 0;
    const float most = std::max(look.px(kNarrowestInspector), room - look.px(kLeastStage));
    return std::clamp(look.px(state.arrangement.inspector_width), look.px(kNarrowestInspector), most);
}

void right_column(const Look& look, const PanelsState& state, const scene::Viewport& place,
                  PanelsResult& result, Intents& intents) {
    ImGui::PushStyleVar(ImGuiStyleVar_WindowPadding, ImVec2(look.px(14), look.px(8)));
    begin_panel("###right", place, result);
    // The stage's shade ends at a line.
    if (const auto x = splitter(look, false))
        intents.push_back(SetInspectorWidth{
            std::clamp((place.x + place.width - *x) / look.scale, kNarrowestInspector, kWidestInspector)});
    ImGui::SetCursorPos({look.px(14), look.px(8)});
    result.pointed = inspector(look, state.inspector, intents);
    ImGui::End();
    ImGui::PopStyleVar();
}

void draw_notice(const Look& look, const std::string& notice, const scene::Viewport& stage) {
    const float size = look.fonts.body->FontSize;
    const float pad = look.px(10);
    ImDrawList& list = *ImGui::GetForegroundDrawList();
    const float wrap = std::max(look.px(120), stage.width - 6 * pad);
    const ImVec2 extent = look.fonts.body->CalcTextSizeA(size, 1e9f, wrap, notice.c_str());
    const ImVec2 at{std::round(stage.x + 0.5f * (stage.width - extent.x)),
                    std::round(stage.y + stage.height - extent.y - 3 * pad)};
    list.AddRectFilled({at.x - pad, at.y - pad}, {at.x + extent.x + pad, at.y + extent.y + pad},
                       with_alpha(look.colours.panel, 0.95f), look.px(6));
    list.AddRect({at.x - pad, at.y - pad}, {at.x + extent.x + pad, at.y + extent.y + pad},
                 look.colours.accent, look.px(6));
    list.AddText(look.fonts.body, size, at, look.colours.text, notice.c_str(), nullptr, wrap);
}

}  // namespace

float largest_scale(int width, int height) {
    return std::min(static_cast<float>(width) / kLeastWidth, static_cast<float>(height) / kLeastHeight);
}

PanelsResult draw_panels(const Look& look, const PanelsState& state, Intents& intents) {
    const ImVec2 display = ImGui::GetIO().DisplaySize;
    PanelsResult result;
    result.arrangement = state.arrangement;
    result.stage = {0, 0, display.x, display.y};

    if (state.view->panels) {
        const Column column = measure_column(look, state, display);
        const float top = look.px(kTopBarHeight);
        const float bottom = look.px(kLegendBarHeight);
        const float across = display.x - column.width;
        const float right = inspector_width(look, state, across);
        result.stage = {column.width, top, std::max(1.0f, across - right),
                        std::max(1.0f, display.y - top - bottom)};
        begin_panel("###left", {0, 0, column.width, display.y}, result);
        left_column(look, state, column, result, intents);
        if (const auto x = splitter(look, true))
            intents.push_back(SetPanelWidth{std::clamp(*x / look.scale, kNarrowest, kWidest)});
        ImGui::End();

        ImGui::PushStyleVar(ImGuiStyleVar_WindowPadding, ImVec2(look.px(12), look.px(7)));
        begin_panel("###top", {column.width, 0, across, top}, result);
        top_bar(look, *state.view, state.model, intents);
        ImGui::End();
        ImGui::PopStyleVar();

        begin_panel("###legend", {column.width, display.y - bottom, across, bottom}, result);
        legend_bar(look, state.legend, intents);
        ImGui::End();
        result.inspector_open = right > 0;
        if (right > 0)
            right_column(look, state, {display.x - right, top, right, result.stage.height}, result, intents);
    }
    if (!state.notice.empty()) draw_notice(look, state.notice, result.stage);
    if (state.help) help_overlay(look, intents);
    if (state.dialog) result.dialog_open = file_dialog(look, *state.dialog, intents);
    if (state.search) result.search_open = search_overlay(look, *state.search, result.stage, intents);
    result.blocked = state.help || state.dialog || state.search ||
                     ImGui::IsPopupOpen("", ImGuiPopupFlags_AnyPopupId | ImGuiPopupFlags_AnyPopupLevel);
    return result;
}

}  // namespace convoscope::ui
