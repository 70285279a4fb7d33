#pragma once

#include <optional>
#include <span>
#include <string>

#include "ui/intent.h"
#include "ui/text.h"

namespace convoscope::ui {

/// Key codes as GLFW has them: capital ASCII for what prints, these for the rest.
enum Key : int {
    kKeySpace = 32,
    kKeyEscape = 256,
    kKeyEnter = 257,
    kKeyTab = 258,
    kKeyBackspace = 259,
    kKeyRight = 262,
    kKeyLeft = 263,
    kKeyDown = 264,
    kKeyUp = 265,
    kKeyPageUp = 266,
    kKeyPageDown = 267,
    kKeyHome = 268,
    kKeyF1 = 290,
    kKeyF12 = 301,
    kKeyKeypadEnter = 335
};
/// Modifier bits as GLFW has them.
enum Modifier : int { kShift = 1, kControl = 2, kAlt = 4 };

struct Binding {
    int key;
    int modifiers;
    Action action;
    Text group;
    Text label;
};

/// Every key of the program; the help overlay and the README's table are made from it.
std::span<const Binding> bindings();
std::optional<Action> action_for(int key, int modifiers);
/// "Ctrl+Shift+S"
std::string key_name(const Binding& binding);
/// What an action does and its first key: "undo  (Ctrl+Z)".
std::string action_words(Action action);
/// The first key bound to `action`, in words; empty when there is none.
std::string key_of(Action action);

}  // namespace convoscope::ui
