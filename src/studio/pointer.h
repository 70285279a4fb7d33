#pragma once

#include "scene/camera.h"

namespace convoscope::studio {

/// What the pointer does, in framebuffer pixels.
struct PointerEvent {
    enum class Kind {
        Press,
        Move,     ///< to the feature that took the press alone
        Release,  ///< likewise
        Click,    ///< after a release, where the pointer has hardly moved since the press
        Scroll,
    };
    enum class Button { Left, Right, Middle };

    Kind kind = Kind::Move;
    scene::Vector2 at = scene::Vector2::Zero();
    scene::Vector2 by = scene::Vector2::Zero();  ///< since the last event
    Button button = Button::Left;
    bool shift = false;
    bool control = false;
    bool dragged = false;  ///< it has moved since the press by more than a click may
    float scroll = 0;      ///< steps of the wheel, away from the user
    double time = 0;       ///< seconds
};

}  // namespace convoscope::studio
