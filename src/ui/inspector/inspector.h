#pragma once

#include "ui/inspector/state.h"

namespace convoscope::ui {

/// The right panel: the selected unit, a layer, its weights; everything in it can be pointed at, and what is
/// clicked is selected. Fills the present window.
/// @return the unit that the mouse is on in the panel
std::optional<nn::Unit> inspector(const Look& look, const InspectorState& state, Intents& intents);

}  // namespace convoscope::ui
