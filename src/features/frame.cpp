#include "features/frame.h"

#include <imgui_stdlib.h>

#include <cmath>
#include <utility>

#include "studio/texts.h"

namespace convoscope::features {
namespace {

/// The colours of what is selected while it lives.
class SelectedColours {
  public:
    SelectedColours(const ui::Look& look, bool selected, bool accented) {
        if (!selected) return;
        push(ImGuiCol_Button, accented ? look.colours.accent : look.colours.field_active);
        if (accented) push(ImGuiCol_ButtonHovered, look.colours.accent);
        push(ImGuiCol_Text, accented ? look.colours.on_accent : look.colours.accent);
    }
    ~SelectedColours() { ImGui::PopStyleColor(count_); }
    SelectedColours(const SelectedColours&) = delete;
    SelectedColours& operator=(const SelectedColours&) = delete;

  private:
    void push(ImGuiCol which, ImU32 colour) {
        ImGui::PushStyleColor(which, colour);
        ++count_;
    }
    int count_ = 0;
};

}  // namespace

void Intents::run(std::string id, std::string argument) {
    changes_.push_back([id = std::move(id), argument = std::move(argument)](studio::Studio& studio) {
        studio.perform(id, argument);
    });
}

void Intents::apply(studio::Studio& studio) {
    if (changes_.empty()) return;
    studio.touch();
    for (const auto& change : std::exchange(changes_, {})) change(studio);
}

bool command_button(Frame& frame, const CommandButton& button) {
    const studio::CommandTable& commands = frame.studio.commands();
    const studio::Command* command = commands.find(button.id);
    const bool enabled = frame.studio.can_run(button.id);
    const bool selected = command && command->is_on && command->is_on(frame.studio);
    bool clicked = false;
    {
        const SelectedColours colours(frame.look, selected, button.accented);
        ImGui::BeginDisabled(!enabled);
        const std::string label =
            std::string(frame.words(button.label)) + "###" + button.id + " " + button.argument;
        clicked = ImGui::Button(label.c_str(), button.size);
        ImGui::EndDisabled();
    }
    if (clicked) frame.intents.run(button.id, button.argument);
    if (ImGui::IsItemHovered(ImGuiHoveredFlags_AllowWhenDisabled)) {
        std::string words = commands.hint(button.id, frame.look.language);
        if (button.help) words = std::string(frame.words(*button.help)) + "\n" + words;
        ImGui::SetTooltip("%s", words.c_str());
    }
    return clicked;
}

std::optional<std::string> class_search(Frame& frame, std::string query, float width) {
    ImGui::SetNextItemWidth(width);
    const bool changed = ImGui::InputTextWithHint("##class", frame.words(studio::texts.find_class), &query);
    return changed ? std::optional(std::move(query)) : std::nullopt;
}

int choice(Frame& frame, const char* id, std::span<const Text> labels, int chosen, float width) {
    int clicked = -1;
    const float gap = frame.look.px(4);
    const float each =
        std::floor((width - gap * static_cast<float>(labels.size() - 1)) / static_cast<float>(labels.size()));
    ImGui::PushID(id);
    for (std::size_t i = 0; i < labels.size(); ++i) {
        if (i > 0) ImGui::SameLine(0, gap);
        const SelectedColours colours(frame.look, static_cast<int>(i) == chosen, false);
        const std::string label = std::string(frame.words(labels[i])) + "###" + std::to_string(i);
        if (ImGui::Button(label.c_str(), {each, 0})) clicked = static_cast<int>(i);
    }
    ImGui::PopID();
    return clicked;
}

}  // namespace convoscope::features
