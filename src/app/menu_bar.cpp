#include <string>

#include "app/places.h"

namespace convoscope::app {
namespace {

using features::Feature;
using features::Frame;
using studio::Command;

/// Commands that need a word more have no entry of their own: the features' own entries stand for them.
void command_item(Frame& frame, const Command& command) {
    if (command.argument == Command::Argument::Required) return;
    const std::string key = command.keys.empty() ? "" : words_of(command.keys.front());
    const bool on = command.is_on && command.is_on(frame.studio);
    ImGui::PushID(command.id);
    if (ImGui::MenuItem(frame.words(command.title), key.empty() ? nullptr : key.c_str(), on,
                        frame.studio.can_run(command.id)))
        frame.intents.run(command.id);
    ImGui::PopID();
    const Text* why = command.refuses ? command.refuses(frame.studio) : nullptr;
    if (why && ImGui::IsItemHovered(ImGuiHoveredFlags_AllowWhenDisabled))
        ImGui::SetTooltip("%s", frame.words(*why));
}

}  // namespace

bool draw_menu_bar(Frame& frame, const std::vector<Feature>& features) {
    if (!ImGui::BeginMenuBar()) return false;
    bool open = false;
    for (const studio::Group group : studio::kGroups) {
        const std::string label = std::string(frame.words(title_of(group))) + "###" + id_of(group);
        if (!ImGui::BeginMenu(label.c_str())) continue;
        open = true;
        for (const Command& command : frame.studio.commands().all())
            if (command.group == group) command_item(frame, command);
        for (const Feature& feature : features)
            if (feature.menu && feature.menu_group == group) feature.menu(frame);
        ImGui::EndMenu();
    }
    ImGui::EndMenuBar();
    return open;
}

}  // namespace convoscope::app
