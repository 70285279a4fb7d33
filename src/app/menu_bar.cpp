#include <string>

#include "app/places.h"

namespace convoscope::app {

using features::Feature;
using features::Frame;
using studio::Command;

bool draw_menu_bar(Frame& frame, const std::vector<Feature>& features) {
    if (!ImGui::BeginMenuBar()) return false;
    bool open = false;
    for (const studio::Group group : studio::kGroups) {
        const std::string label = std::string(frame.words(title_of(group))) + "###" + id_of(group);
        if (!ImGui::BeginMenu(label.c_str())) continue;
        open = true;
        for (const Command& command : frame.studio.commands().all())
            // Commands that need a word more have no entry of their own: the features' own entries stand for
            // them.
            if (command.group == group && command.argument != Command::Argument::Required)
                features::command_item(frame, {.id = command.id});
        for (const Feature& feature : features)
            if (feature.menu && feature.menu_group == group) feature.menu(frame);
        ImGui::EndMenu();
    }
    ImGui::EndMenuBar();
    return open;
}

}  // namespace convoscope::app
