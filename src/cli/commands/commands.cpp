// `convoscope commands`: what can be done in the window, for people and for other programs.

#include <iostream>

#include "app/features.h"
#include "base/words.h"
#include "cli/command.h"
#include "cli/help_texts.h"
#include "cli/json_text.h"
#include "cli/syntax.h"
#include "cli/table.h"
#include "studio/command.h"

namespace convoscope::cli {
namespace {

struct CommandsOptions {
    bool json = false;
};

std::vector<std::string> keys_of(const studio::Command& command) {
    std::vector<std::string> keys;
    for (const studio::Key& key : command.keys) keys.push_back(studio::words_of(key));
    return keys;
}

Json to_json(const studio::Command& command) {
    return {{"id", command.id},
            {"title", {{"en", command.title.english}, {"zh", command.title.chinese}}},
            {"group", studio::id_of(command.group)},
            {"keys", keys_of(command)}};
}

/// What may follow the id stands behind it, in brackets where it may be left out.
std::string as_typed(const studio::Command& command) {
    const std::string hint = command.argument_hint;
    if (command.argument == studio::Command::Argument::None) return command.id;
    return std::string(command.id) +
           (command.argument == studio::Command::Argument::Optional ? " [" + hint + "]" : " " + hint);
}

void describe(Syntax& syntax, CommandsOptions& options) {
    syntax.json(options.json, help_texts.object_a_line);
    syntax.footer(help_texts.commands_footer,
                  "  convoscope commands\n"
                  "  convoscope commands --json");
}

int run(const CommandsOptions& options, const Speech& speech) {
    Table table("lll");
    for (const studio::Group group : studio::kGroups)
        for (const features::Feature& feature : app::all_features())
            for (const studio::Command& command : feature.commands) {
                if (command.group != group) continue;
                if (options.json)
                    std::cout << to_text(to_json(command)) << "\n";
                else
                    table.add(
                        {as_typed(command), command.title.in(speech.language), joined(keys_of(command))});
            }
    std::cout << table.text();
    return 0;
}

}  // namespace

Command commands_command() {
    return command<CommandsOptions>(
        {"commands", help_texts.ask, help_texts.commands, "[--json]", describe, run});
}

}  // namespace convoscope::cli
