#include "ui/search_overlay.h"

#include <imgui_stdlib.h>

#include <algorithm>

#include "ui/text.h"

namespace convoscope::ui {
namespace {

constexpr float kWidth = 360;   ///< points
constexpr float kHeight = 260;  ///< of the list

/// Arrows walk the list while the line keeps the keyboard.
void choose_by_keys(SearchState& search) {
    const int count = static_cast<int>(search.results.size());
    if (count == 0) return;
    if (ImGui::IsKeyPressed(ImGui::GetKeyIndex(ImGuiKey_DownArrow)))
        search.chosen = (search.chosen + 1) % count;
    if (ImGui::IsKeyPressed(ImGui::GetKeyIndex(ImGuiKey_UpArrow)))
        search.chosen = (search.chosen + count - 1) % count;
}

}  // namespace

bool search_overlay(const Look& look, SearchState& search, const scene::Viewport& stage, Intents& intents) {
    ImGui::SetNextWindowPos({stage.x + 0.5f * stage.width, stage.y + look.px(24)}, ImGuiCond_Always,
                            {0.5f, 0});
    ImGui::PushStyleVar(ImGuiStyleVar_WindowPadding, ImVec2(look.px(12), look.px(12)));
    ImGui::PushStyleVar(ImGuiStyleVar_WindowRounding, look.px(8));
    ImGui::PushStyleVar(ImGuiStyleVar_WindowBorderSize, 1.0f);
    ImGui::Begin("###search", nullptr,
                 ImGuiWindowFlags_NoDecoration | ImGuiWindowFlags_AlwaysAutoResize |
                     ImGuiWindowFlags_NoSavedSettings | ImGuiWindowFlags_NoMove);
    if (search.just_opened) ImGui::SetKeyboardFocusHere();
    search.just_opened = false;
    ImGui::SetNextItemWidth(look.px(kWidth));
    ImGui::InputTextWithHint("##query", text(Text::FindHint), &search.query);
    choose_by_keys(search);
    search.chosen = std::clamp(search.chosen, 0, std::max(0, static_cast<int>(search.results.size()) - 1));
    bool stays = true;
    const auto go = [&](std::size_t index) {
        intents.push_back(SelectUnit{search.results[index].unit, ImGui::GetIO().KeyCtrl});
        intents.push_back(SetPage{scene::Page::Unit});
        intents.push_back(Action::GoThere);
        stays = false;
    };
    if (search.results.empty()) {
        ImGui::TextDisabled("%s", text(Text::FindNothing));
    } else {
        const float line = look.fonts.body->FontSize + ImGui::GetStyle().ItemSpacing.y;
        const float height =
            std::min(look.px(kHeight), line * static_cast<float>(search.results.size()) + look.px(2));
        ImGui::BeginChild("##results", {look.px(kWidth), height}, false, ImGuiWindowFlags_NoBackground);
        for (std::size_t i = 0; i < search.results.size(); ++i) {
            const bool chosen = static_cast<int>(i) == search.chosen;
            ImGui::PushID(static_cast<int>(i));
            if (ImGui::Selectable(search.results[i].words.c_str(), chosen)) go(i);
            ImGui::PopID();
            if (chosen && !ImGui::IsItemVisible()) ImGui::SetScrollHereY();
        }
        ImGui::EndChild();
        // What was typed in this frame is answered in the next one.
        if (search.entered && search.query == search.answered) go(static_cast<std::size_t>(search.chosen));
    }
    ImGui::End();
    ImGui::PopStyleVar(3);
    return stays;
}

}  // namespace convoscope::ui
