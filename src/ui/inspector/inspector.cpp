#include "ui/inspector/inspector.h"

#include <array>
#include <string>

#include "nn/address.h"
#include "ui/inspector/pages.h"
#include "ui/inspector/parts.h"
#include "ui/key_bindings.h"
#include "ui/text.h"

namespace convoscope::ui {
namespace {

/// An arrow button of the history.
void history(const Look& look, const char* id, ImGuiDir direction, Action action, bool enabled,
             Intents& intents) {
    ImGui::BeginDisabled(!enabled);
    if (ImGui::ArrowButton(id, direction)) intents.push_back(action);
    ImGui::EndDisabled();
    if (ImGui::IsItemHovered(ImGuiHoveredFlags_AllowWhenDisabled))
        ImGui::SetTooltip("%s", action_words(action).c_str());
    ImGui::SameLine(0, look.px(4));
}

std::string title_of(const InspectorState& state) {
    if (state.view->page == scene::Page::Unit && state.unit)
        return nn::format_address(state.architecture(), *state.unit);
    return state.architecture().nodes[state.node].name;
}

/// Back, forward, what is shown, and the buttons that keep it or close it.
void header(Inspecting& inspecting) {
    const Look& look = inspecting.look;
    const InspectorState& state = inspecting.state;
    const float end = ImGui::GetCursorPosX() + inspecting.width;
    history(look, "##back", ImGuiDir_Left, Action::Back, state.can_go_back, inspecting.intents);
    history(look, "##forward", ImGuiDir_Right, Action::Forward, state.can_go_forward, inspecting.intents);
    ImGui::AlignTextToFramePadding();
    ImGui::PushFont(look.fonts.strong);
    ImGui::TextUnformatted(title_of(state).c_str());
    ImGui::PopFont();
    const float save =
        text_size(look.fonts.body, look.fonts.body->FontSize, text(Text::SaveNumbers)).x + look.px(16);
    const float close = look.px(26);
    ImGui::SameLine(0, 0);
    ImGui::SetCursorPosX(end - save - close - look.px(4));
    if (ImGui::Button((std::string(text(Text::SaveNumbers)) + "###numbers").c_str(), {save, 0}))
        inspecting.intents.push_back(Action::SaveNumbers);
    explain(look, action_words(Action::SaveNumbers).c_str());
    ImGui::SameLine(0, look.px(4));
    if (ImGui::Button("×###close", {close, 0})) inspecting.intents.push_back(Action::LetGo);
    explain(look, action_words(Action::LetGo).c_str());
}

}  // namespace

std::optional<nn::Unit> inspector(const Look& look, const InspectorState& state, Intents& intents) {
    std::optional<nn::Unit> pointed;
    const float width = ImGui::GetContentRegionAvail().x;
    Inspecting inspecting{look, state, intents, width, pointed};
    ImGui::PushStyleVar(ImGuiStyleVar_ItemSpacing, ImVec2(look.px(8), look.px(5)));
    header(inspecting);
    static constexpr std::array kPages{Text::PageUnit, Text::PageLayer, Text::PageWeights};
    const int page = choice(inspecting, "page", kPages, static_cast<int>(state.view->page));
    if (page >= 0) intents.push_back(SetPage{static_cast<scene::Page>(page)});
    ImGui::PushStyleVar(ImGuiStyleVar_WindowPadding, ImVec2(0, 0));
    // Each page keeps its own place.
    const std::string id = "page" + std::to_string(static_cast<int>(state.view->page));
    ImGui::BeginChild(id.c_str(), {0, 0}, false, ImGuiWindowFlags_NoBackground);
    ImGui::PopStyleVar();
    // Another layer is read from the top; the neighbour of a unit from where that one was read.
    int& last = *ImGui::GetStateStorage()->GetIntRef(ImGui::GetID("layer"), -1);
    if (last != state.node) ImGui::SetScrollY(0);
    last = state.node;
    inspecting.width = width - ImGui::GetStyle().ScrollbarSize - look.px(2);
    switch (state.view->page) {
        case scene::Page::Unit:
            unit_page(inspecting);
            break;
        case scene::Page::Layer:
            layer_page(inspecting);
            break;
        case scene::Page::Weights:
            weights_page(inspecting);
            break;
    }
    ImGui::EndChild();
    ImGui::PopStyleVar();
    return pointed;
}

}  // namespace convoscope::ui
