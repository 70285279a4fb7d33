#pragma once

#include <string>

#include "scene/view_state.h"
#include "ui/intent.h"
#include "ui/look.h"

namespace convoscope::ui {

inline constexpr float kTopBarHeight = 40;  ///< points

/// Views, colours, theme, size, help. Fills the present window; what does not fit into its width is left to
/// the keys.
void top_bar(const Look& look, const scene::ViewState& view, const std::string& model, Intents& intents);

}  // namespace convoscope::ui
