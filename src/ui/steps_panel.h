#pragma once

#include <array>

#include "ui/intent.h"
#include "ui/look.h"

namespace convoscope::ui {

/// One step of the preprocessing as a picture: white, with the ink as alpha.
struct StepPicture {
    ImTextureID texture = {};
    int width = 1;
    int height = 1;
    int field = 1;      ///< pixels along the tile's side
    bool taken = true;  ///< else the picture came through this step as it was
};

inline constexpr int kStepCount = 4;

struct StepsPanelState {
    bool blank = true;
    std::array<StepPicture, kStepCount> steps;  ///< drawn, cropped, scaled, centred
};

/// What happens to the ink before the network sees it: four small pictures with their names. All but the
/// first can be left out with a click.
void steps_panel(const Look& look, const StepsPanelState& state, float width, Intents& intents);
float steps_panel_height(const Look& look, float width);

}  // namespace convoscope::ui
