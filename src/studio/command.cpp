#include "studio/command.h"

#include <cassert>
#include <utility>

#include "studio/texts.h"

namespace convoscope::studio {

const Text& title_of(Group group) {
    switch (group) {
        case Group::File:
            return texts.group_file;
        case Group::Draw:
            return texts.group_draw;
        case Group::View:
            return texts.group_view;
        case Group::Show:
            return texts.group_show;
        case Group::Ask:
            return texts.group_ask;
        case Group::Model:
            return texts.group_model;
        case Group::Help:
            break;
    }
    return texts.group_help;
}

const char* id_of(Group group) {
    static constexpr const char* kIds[] = {"file", "draw", "view", "show", "ask", "model", "help"};
    return kIds[static_cast<int>(group)];
}

std::string words_of(const Key& key) {
    if (key == Key{'/', kShift}) return "?";
    std::string name;
    if (key.modifiers & kControl) name += "Ctrl+";
    if (key.modifiers & kAlt) name += "Alt+";
    if (key.modifiers & kShift) name += "Shift+";
    static constexpr std::pair<int, const char*> kNames[] = {
        {kKeyEscape, "Esc"},     {kKeyTab, "Tab"},
        {kKeySpace, "Space"},    {kKeyBackspace, "Backspace"},
        {kKeyLeft, "Left"},      {kKeyRight, "Right"},
        {kKeyUp, "Up"},          {kKeyDown, "Down"},
        {kKeyPageUp, "Page Up"}, {kKeyPageDown, "Page Down"},
        {kKeyHome, "Home"},      {kKeyF1, "F1"},
        {kKeyF5, "F5"},          {kKeyF12, "F12"}};
    for (const auto& [code, words] : kNames)
        if (code == key.code) return name + words;
    return name + static_cast<char>(key.code);
}

std::vector<Command> all_rows(std::vector<std::vector<Command>> parts) {
    std::vector<Command> rows;
    for (std::vector<Command>& part : parts)
        for (Command& row : part) rows.push_back(std::move(row));
    return rows;
}

CommandTable::CommandTable(std::vector<Command> commands) : commands_(std::move(commands)) {
    for ([[maybe_unused]] const Command& command : commands_) {
        assert(find(command.id) == &command && "two commands of one id");
        for ([[maybe_unused]] const Key& key : command.keys)
            assert(bound_to(key) == &command && "two commands of one key");
    }
}

const Command* CommandTable::find(std::string_view id) const {
    for (const Command& command : commands_)
        if (command.id == id) return &command;
    return nullptr;
}

const Command* CommandTable::bound_to(const Key& key) const {
    for (const Command& command : commands_)
        for (const Key& candidate : command.keys)
            if (candidate == key) return &command;
    return nullptr;
}

std::string CommandTable::key_of(std::string_view id) const {
    const Command* command = find(id);
    assert(command && "no such command");
    return command && !command->keys.empty() ? words_of(command->keys.front()) : std::string();
}

std::string CommandTable::hint(std::string_view id, Language language) const {
    const Command* command = find(id);
    assert(command && "no such command");
    if (!command) return {};
    const std::string key = key_of(id);
    return command->title.in(language) + (key.empty() ? "" : "  (" + key + ")");
}

std::vector<Call> parse_script(std::string_view script) {
    std::vector<Call> calls;
    const auto trimmed = [](std::string_view words) {
        const std::size_t first = words.find_first_not_of(" \t\n");
        if (first == std::string_view::npos) return std::string_view();
        return words.substr(first, words.find_last_not_of(" \t\n") + 1 - first);
    };
    while (!script.empty()) {
        const std::size_t end = std::min(script.find(';'), script.size());
        const std::string_view step = trimmed(script.substr(0, end));
        script.remove_prefix(std::min(end + 1, script.size()));
        if (step.empty()) continue;
        const std::size_t blank = std::min(step.find_first_of(" \t\n"), step.size());
        calls.push_back({std::string(step.substr(0, blank)), std::string(trimmed(step.substr(blank)))});
    }
    return calls;
}

}  // namespace convoscope::studio
