#pragma once

#include <string>

namespace convoscope::studio {

/// Key codes as GLFW has them: capital ASCII for what prints, these for the rest.
enum KeyCode : int {
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
    kKeyF5 = 294,
    kKeyF12 = 301,
    kKeyKeypadEnter = 335
};
/// Modifier bits as GLFW has them.
enum Modifier : int { kShift = 1, kControl = 2, kAlt = 4 };

/// A key with what is held down beside it.
struct Key {
    int code;
    int modifiers = 0;

    bool operator==(const Key&) const = default;
};

/// "Ctrl+Shift+S": as the key table has it, the same in every language.
std::string words_of(const Key& key);

}  // namespace convoscope::studio
