#pragma once

#include <string>
#include <vector>

namespace convoscope::platform {

using Seconds = double;

enum class EventKind {
    PointerMove,
    PointerButton,
    PointerLeave,  ///< the pointer left the window (while a button is down, moves still come)
    Scroll,
    Key,
    Text,     ///< a character was typed, by the user's layout and input method
    Drop,     ///< files were dropped on the window
    Focus,    ///< the window got or lost the keyboard
    Resize,   ///< the framebuffer has a new size
    Scale,    ///< the window came to a monitor of another pixel density
    Refresh,  ///< the window's content was lost and must be drawn
    Close,    ///< the user asks to close the window
};

/// The shape of the pointer.
enum class Cursor { Arrow, Crosshair, Hand, Text, ResizeHorizontal, ResizeVertical };

enum class PointerButton { Left = 0, Right = 1, Middle = 2, Other = 3 };

/// Of a button or key. A key that is held repeats.
enum class Action { Release = 0, Press = 1, Repeat = 2 };

struct Modifiers {
    bool shift = false;
    bool control = false;
    bool alt = false;
    bool super = false;

    bool operator==(const Modifiers&) const = default;
};

/// One thing that happened to the window, as the window system told it. Fields that its kind does not name
/// keep their defaults.
struct Event {
    EventKind kind = EventKind::Refresh;
    Seconds time = 0;  ///< when it was received, on Window's clock

    /// Where the pointer is, in window coordinates (those of ImGui): x right, y down, from the content's top
    /// left corner. Of PointerMove, PointerButton, Scroll, Drop.
    double x = 0;
    double y = 0;
    PointerButton button = PointerButton::Left;  ///< PointerButton
    Action action = Action::Release;             ///< PointerButton (never Repeat), Key
    Modifiers modifiers = {};                    ///< PointerButton, Key
    double scroll_x = 0;                         ///< Scroll: steps of the wheel, right is positive
    double scroll_y = 0;  ///< Scroll: steps of the wheel, away from the user is positive
    int key = -1;         ///< Key: GLFW's number (GLFW_KEY_Z is 90), by what the user's layout prints on it
    unsigned character = 0;               ///< Text: its Unicode number
    std::vector<std::string> files = {};  ///< Drop: paths, UTF-8
    bool focused = false;                 ///< Focus
    int width = 0;                        ///< Resize: of the framebuffer, in pixels; 0 when minimised
    int height = 0;

    bool operator==(const Event&) const = default;
};

}  // namespace convoscope::platform
