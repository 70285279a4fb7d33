#pragma once

#include "ui/intent.h"
#include "ui/look.h"

namespace convoscope::ui {

struct CanvasPanelState {
    ImTextureID ink = {};  ///< white, with the ink as alpha; covers the canvas
    bool blank = true;
    bool eraser = false;
    float pen_share = 0;   ///< the pen's width as a share of the canvas's height
    float proportion = 1;  ///< the canvas's width / height
    bool can_undo = false;
    bool can_redo = false;
};

/// Where the canvas is on the screen: the pointer's events over it become ink (read by the app, every one of
/// them).
struct CanvasPlace {
    ImVec2 at{0, 0};
    ImVec2 size{0, 0};     ///< in the canvas's proportion
    bool hovered = false;  ///< the pointer is over it and no popup lies between
};

/// Pen widths that can be chosen, as shares of the canvas's height.
inline constexpr float kThinnestPen = 0.03f;
inline constexpr float kThickestPen = 0.25f;

/// The pad, a square of `side` pixels that the canvas fills as its proportion allows, with its tools.
CanvasPlace canvas_panel(const Look& look, const CanvasPanelState& state, float side, Intents& intents);

/// Height of everything but the pad itself.
float canvas_panel_extra_height(const Look& look);

}  // namespace convoscope::ui
