#pragma once

#include "ui/intent.h"
#include "ui/look.h"

namespace convoscope::ui {

struct CanvasPanelState {
    ImTextureID ink = {};  ///< white, with the ink as alpha; covers the canvas
    bool blank = true;
    bool eraser = false;
    float pen_width = 0;      ///< canvas units
    float canvas_height = 1;  ///< canvas units
    bool can_undo = false;
    bool can_redo = false;
};

/// Where the canvas is on the screen: the pointer's events over it become ink (read by the app, every one of
/// them).
struct CanvasPlace {
    ImVec2 at{0, 0};
    float side = 0;
    bool hovered = false;  ///< the pointer is over it and no popup lies between
};

/// The pad with its tools.
CanvasPlace canvas_panel(const Look& look, const CanvasPanelState& state, float side, Intents& intents);

/// Height of everything but the pad itself.
float canvas_panel_extra_height(const Look& look);

}  // namespace convoscope::ui
