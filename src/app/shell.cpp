#include "app/shell.h"

#include "app/texts.h"
#include "base/error.h"
#include "studio/texts.h"

namespace convoscope::app {
namespace {

using studio::Command;
using studio::Group;
using studio::Studio;

void choose_language(Studio& studio, const std::string& argument) {
    if (argument.empty()) {
        studio.settings.language =
            studio.language() == Language::English ? Language::Chinese : Language::English;
        return;
    }
    const auto language = language_of_code(argument);
    if (!language) throw Error(studio::texts.wrong_argument, "language.choose", argument, "en|zh");
    studio.settings.language = language;
}

std::vector<Command> commands() {
    return {
        {.id = "help.keys",
         .title = texts.key_help,
         .group = Group::Help,
         .keys = {{'/', studio::kShift}, {studio::kKeyF1}},
         .run =
             [](Studio& studio, const std::string&) {
                 ShellState& state = studio.parts.of<ShellState>();
                 state.key_table = !state.key_table;
             },
         .is_on = [](const Studio& studio) { return studio.parts.of<ShellState>().key_table; }},
        {.id = "language.choose",
         .title = texts.key_language,
         .group = Group::Help,
         .run = choose_language,
         .argument = Command::Argument::Optional,
         .argument_hint = "en|zh",
         .also = texts.also_language},
        {.id = "file.quit",
         .title = texts.key_quit,
         .group = Group::File,
         .keys = {{'Q', studio::kControl}},
         .run = [](Studio& studio, const std::string&) { studio.quit = true; }},
    };
}

/// The languages, each by its own name.
void language_menu(features::Frame& frame) {
    ImGui::Separator();
    for (const Language language : {Language::English, Language::Chinese}) {
        const Text& name = language == Language::English ? texts.language_english : texts.language_chinese;
        if (ImGui::MenuItem(name.in(language), nullptr, language == frame.studio.language()))
            frame.intents.run("language.choose", std::string(code_of(language)));
    }
}

}  // namespace

features::Feature shell() {
    return {.id = "app",
            .title = texts.title,
            .texts = all_of(texts),
            .commands = commands(),
            .overlay = features::Overlay{
                .is_open = [](const Studio& studio) { return studio.parts.of<ShellState>().key_table; },
                .draw = draw_key_table,
                .close = [](Studio& studio) { studio.parts.of<ShellState>().key_table = false; },
                .any_key_closes = true,
                .scrolls = true},
            .menu = language_menu,
            .menu_group = Group::Help};
}

}  // namespace convoscope::app
