#include "ui/steps_panel.h"

#include <algorithm>
#include <cmath>

#include "ui/text.h"

namespace convoscope::ui {
namespace {

constexpr Text kNames[kStepCount] = {Text::StepDrawn, Text::StepCropped, Text::StepScaled, Text::StepCentred};
constexpr Text kHelp[kStepCount] = {Text::StepDrawnHelp, Text::StepCroppedHelp, Text::StepScaledHelp,
                                    Text::StepCentredHelp};
constexpr float kGap = 8;

float tile_side(const Look& look, float width) {
    return std::floor((width - static_cast<float>(kStepCount - 1) * look.px(kGap)) / kStepCount);
}

void tile(const Look& look, const StepPicture& step, bool blank, ImVec2 at, float side) {
    ImDrawList& list = *ImGui::GetWindowDrawList();
    list.AddRectFilled(at, {at.x + side, at.y + side}, look.colours.paper, look.px(3));
    if (!blank && step.texture) {
        // Proportions are kept; the larger side fills the tile.
        const float scale = side / static_cast<float>(std::max(step.width, step.height));
        const ImVec2 size{std::round(static_cast<float>(step.width) * scale),
                          std::round(static_cast<float>(step.height) * scale)};
        const ImVec2 from{std::floor(at.x + 0.5f * (side - size.x)),
                          std::floor(at.y + 0.5f * (side - size.y))};
        list.AddImage(step.texture, from, {from.x + size.x, from.y + size.y}, {0, 0}, {1, 1},
                      look.colours.ink);
    }
    list.AddRect(at, {at.x + side, at.y + side}, look.colours.panel_line, look.px(3));
}

}  // namespace

float steps_panel_height(const Look& look, float width) {
    return tile_side(look, width) + look.fonts.small->FontSize + look.px(4);
}

void steps_panel(const Look& look, const StepsPanelState& state, float width) {
    const float side = tile_side(look, width);
    const ImVec2 start = ImGui::GetCursorScreenPos();
    for (int i = 0; i < kStepCount; ++i) {
        const ImVec2 at{start.x + static_cast<float>(i) * (side + look.px(kGap)), start.y};
        ImGui::SetCursorScreenPos(at);
        ImGui::PushID(i);
        ImGui::InvisibleButton("##step", {side, steps_panel_height(look, width)});
        ImGui::PopID();
        explain(look, text(kHelp[i]));
        tile(look, state.steps[i], state.blank, at, side);
        const char* name = text(kNames[i]);
        // A narrow column makes the names smaller rather than letting them run together.
        const float natural = text_size(look.fonts.small, look.fonts.small->FontSize, name).x;
        const float font =
            look.fonts.small->FontSize * std::min(1.0f, (side + 0.5f * look.px(kGap)) / natural);
        const ImVec2 size = text_size(look.fonts.small, font, name);
        add_text(*ImGui::GetWindowDrawList(), look.fonts.small, font,
                 {at.x + 0.5f * (side - size.x), at.y + side + look.px(3)}, look.colours.quiet, name);
    }
    ImGui::SetCursorScreenPos({start.x, start.y + steps_panel_height(look, width) + look.px(4)});
}

}  // namespace convoscope::ui
