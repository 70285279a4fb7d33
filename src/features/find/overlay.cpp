#include <imgui.h>
#include <imgui_stdlib.h>

#include <algorithm>
#include <string>

#include "features/find/find.h"
#include "features/find/texts.h"

/// A line to type in, with what it finds under it: arrows choose, Enter or a click goes there.
namespace convoscope::find {
namespace {

using features::Frame;
using namespace ui;

constexpr float kWidth = 360;      ///< points
constexpr std::size_t kRows = 11;  ///< of the list, whole ones

/// Arrows walk the list while the line keeps the keyboard.
void choose_by_keys(Frame& frame, const State& state) {
    const int count = static_cast<int>(state.results.size());
    if (count == 0) return;
    int by = 0;
    if (ImGui::IsKeyPressed(ImGui::GetKeyIndex(ImGuiKey_DownArrow))) by = 1;
    if (ImGui::IsKeyPressed(ImGui::GetKeyIndex(ImGuiKey_UpArrow))) by = count - 1;
    if (by == 0) return;
    frame.intents.change([by](studio::Studio& studio) {
        State& own = studio.parts.of<State>();
        if (!own.results.empty()) own.chosen = (own.chosen + by) % static_cast<int>(own.results.size());
    });
}

void query_line(Frame& frame, const State& state) {
    if (state.just_opened) {
        ImGui::SetKeyboardFocusHere();
        frame.intents.change([](studio::Studio& studio) { studio.parts.of<State>().just_opened = false; });
    }
    std::string query = state.query;
    ImGui::SetNextItemWidth(frame.look.px(kWidth));
    const std::string id = "##query" + std::to_string(state.openings);
    if (ImGui::InputTextWithHint(id.c_str(), frame.words(texts.find_hint), &query))
        frame.intents.change([query](studio::Studio& studio) {
            studio.parts.of<State>().query = query;
            studio.parts.of<State>().chosen = 0;
        });
}

void result_list(Frame& frame, const State& state) {
    const Look& look = frame.look;
    const float line = look.fonts.body->FontSize + ImGui::GetStyle().ItemSpacing.y;
    const float height = line * static_cast<float>(std::min(kRows, state.results.size())) + look.px(2);
    ImGui::BeginChild("##results", {look.px(kWidth), height}, false, ImGuiWindowFlags_NoBackground);
    for (std::size_t i = 0; i < state.results.size(); ++i) {
        const bool chosen = static_cast<int>(i) == state.chosen;
        ImGui::PushID(static_cast<int>(i));
        if (ImGui::Selectable(state.results[i].words.c_str(), chosen))
            frame.intents.change(
                [i, add = ImGui::GetIO().KeyCtrl](studio::Studio& studio) { choose(studio, i, add); });
        ImGui::PopID();
        if (chosen && !ImGui::IsItemVisible()) ImGui::SetScrollHereY();
    }
    ImGui::EndChild();
}

}  // namespace

void draw_overlay(Frame& frame) {
    const Look& look = frame.look;
    const State& state = frame.studio.parts.of<State>();
    const scene::Viewport& stage = frame.studio.places.stage;
    ImGui::SetNextWindowPos({stage.x + 0.5f * stage.width, stage.y + look.px(24)}, ImGuiCond_Always,
                            {0.5f, 0});
    ImGui::PushStyleVar(ImGuiStyleVar_WindowPadding, ImVec2(look.px(12), look.px(12)));
    ImGui::PushStyleVar(ImGuiStyleVar_WindowRounding, look.px(8));
    ImGui::PushStyleVar(ImGuiStyleVar_WindowBorderSize, 1.0f);
    ImGui::Begin("###search", nullptr,
                 ImGuiWindowFlags_NoDecoration | ImGuiWindowFlags_AlwaysAutoResize |
                     ImGuiWindowFlags_NoSavedSettings | ImGuiWindowFlags_NoMove);
    query_line(frame, state);
    choose_by_keys(frame, state);
    if (state.results.empty())
        ImGui::TextDisabled("%s", frame.words(texts.find_nothing));
    else
        result_list(frame, state);
    ImGui::End();
    ImGui::PopStyleVar(3);
}

}  // namespace convoscope::find
