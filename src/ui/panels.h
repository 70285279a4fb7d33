#pragma once

#include <optional>
#include <string>
#include <vector>

#include "scene/camera.h"
#include "scene/view_state.h"
#include "ui/answer_panel.h"
#include "ui/canvas_panel.h"
#include "ui/file_dialog.h"
#include "ui/inspector/inspector.h"
#include "ui/intent.h"
#include "ui/legend_bar.h"
#include "ui/look.h"
#include "ui/search_overlay.h"
#include "ui/steps_panel.h"

namespace convoscope::ui {

/// What the user has arranged; kept with the settings.
struct PanelArrangement {
    float width = 272;            ///< of the left column, points
    float inspector_width = 348;  ///< of the right one
    bool steps_open = true;
    bool answer_open = true;

    bool operator==(const PanelArrangement&) const = default;
};

/// Everything that the panels show in one frame.
struct PanelsState {
    const scene::ViewState* view = nullptr;
    PanelArrangement arrangement;
    std::string model;  ///< its name
    CanvasPanelState canvas;
    StepsPanelState steps;
    AnswerPanelState answer;
    LegendState legend;
    InspectorState inspector;
    bool help = false;
    FileDialog* dialog = nullptr;   ///< open where not null
    SearchState* search = nullptr;  ///< likewise
    std::string notice;             ///< one line that tells what just happened; empty: none
};

/// A panel's window and where it is.
struct PanelPlace {
    const char* window;
    scene::Viewport place;
};

struct PanelsResult {
    scene::Viewport stage;  ///< what the panels leave for the scene, ImGui pixels
    std::vector<PanelPlace> panels;
    CanvasPlace canvas;
    bool inspector_open = false;
    std::optional<nn::Unit> pointed;  ///< the unit that the mouse is on in the inspector
    PanelArrangement arrangement;
    bool dialog_open = false;
    bool search_open = false;
    bool blocked = false;  ///< a dialog, popup or the help lies over everything: no drawing, no orbiting
};

/// Lays out and draws every panel into the present ImGui frame. The stage lies between them, never under
/// them.
PanelsResult draw_panels(const Look& look, const PanelsState& state, Intents& intents);

/// The largest scale at which the panels fit a window of this size, in pixels.
float largest_scale(int width, int height);

}  // namespace convoscope::ui
