#pragma once

#include <optional>
#include <vector>

#include "nn/calculation.h"
#include "scene/view_state.h"
#include "ui/inspector/pictures.h"
#include "ui/intent.h"
#include "ui/look.h"

namespace convoscope::ui {

/// What the inspector shows in one frame. References live as long as the frame.
struct InspectorState {
    const nn::Model* model = nullptr;
    const nn::Workspace* workspace = nullptr;  ///< of the drawing; null while nothing is drawn
    const scene::ViewState* view = nullptr;
    std::vector<nn::Unit> pins;
    std::optional<nn::Unit> unit;                  ///< the selected pin
    const nn::Calculation* calculation = nullptr;  ///< of that unit; null while nothing is drawn
    int node = 0;                                  ///< whose Layer and Weights pages are open
    std::vector<scene::Range> ranges;              ///< a layer's scale of activations, by node
    bool can_go_back = false;
    bool can_go_forward = false;
    bool playing = false;  ///< a sweep runs
    Pictures* pictures = nullptr;

    const nn::Architecture& architecture() const { return model->architecture; }
    bool is_open() const { return unit || !view->inspected_layer.empty(); }
};

/// What a part of the inspector needs to draw itself.
struct Inspecting {
    const Look& look;
    const InspectorState& state;
    Intents& intents;
    float width;                       ///< pixels to fill
    std::optional<nn::Unit>& pointed;  ///< set to the unit that the mouse is on, to be marked in the scene
};

}  // namespace convoscope::ui
