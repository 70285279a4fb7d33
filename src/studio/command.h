#pragma once

#include <optional>
#include <span>
#include <string>
#include <string_view>
#include <vector>

#include "base/text.h"
#include "studio/key.h"

namespace convoscope::studio {

class Studio;

/// What a command is about: a menu, a part of the key table, the first half of its id.
enum class Group { File, Draw, View, Show, Ask, Model, Help };
inline constexpr Group kGroups[] = {Group::File, Group::Draw,  Group::View, Group::Show,
                                    Group::Ask,  Group::Model, Group::Help};
const Text& title_of(Group group);
/// "file", "draw", ... as `convoscope commands` says it.
const char* id_of(Group group);

/// One thing that a person can do, by key, menu, button, search line, lesson or test: a row. All are called
/// by id, through Studio::run.
struct Command {
    /// Whether words may follow the id.
    enum class Argument { None, Optional, Required };

    const char* id;  ///< "draw.undo": unique, never changed once it is out
    Text title;      ///< in the words of the key table: "undo"
    Group group;
    std::vector<Key> keys = {};
    void (*run)(Studio& studio, const std::string& argument);
    /// Why it cannot be done now; null: it can.
    const Text* (*refuses)(const Studio& studio) = nullptr;
    /// The same of a call that does not say what it is about: without an argument, or by its key.
    const Text* (*refuses_alone)(const Studio& studio) = nullptr;
    /// Of a command that switches something or chooses one of several: whether it is on now.
    bool (*is_on)(const Studio& studio) = nullptr;
    bool repeats = false;  ///< while its key is held
    Argument argument = Argument::None;
    const char* argument_hint = "";  ///< "ADDRESS", "0.03 to 0.25"
    Text also{"", ""};               ///< other words by which the search line finds it: those of its buttons
};

/// Rows one after another.
std::vector<Command> all_rows(std::vector<std::vector<Command>> parts);

/// All commands of the program, in the order of menus and tables.
class CommandTable {
  public:
    CommandTable() = default;
    /// No two have the same id or the same key.
    explicit CommandTable(std::vector<Command> commands);

    std::span<const Command> all() const { return commands_; }
    const Command* find(std::string_view id) const;
    const Command* bound_to(const Key& key) const;
    /// Its first key in words ("Ctrl+Z"); empty where it has none. The command has to be there.
    std::string key_of(std::string_view id) const;
    /// What it does and its first key: "undo  (Ctrl+Z)".
    std::string hint(std::string_view id, Language language) const;

  private:
    std::vector<Command> commands_;
};

/// One step of `--do "ID [ARGUMENT]; ID ..."`.
struct Call {
    std::string id;
    std::string argument;

    bool operator==(const Call&) const = default;
};
/// Empty steps are passed over. An argument goes from the first blank after the id to the next semicolon.
std::vector<Call> parse_script(std::string_view script);

}  // namespace convoscope::studio
