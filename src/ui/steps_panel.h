#pragma once

#include <array>

#include "ui/look.h"

namespace convoscope::ui {

/// One step of the preprocessing as a picture: white, with the ink as alpha.
struct StepPicture {
    ImTextureID texture = {};
    int width = 1;
    int height = 1;
};

inline constexpr int kStepCount = 4;

struct StepsPanelState {
    bool blank = true;
    std::array<StepPicture, kStepCount> steps;  ///< drawn, cropped, scaled, centred
};

/// What happens to the ink before the network sees it: four small pictures with their names.
void steps_panel(const Look& look, const StepsPanelState& state, float width);
float steps_panel_height(const Look& look, float width);

}  // namespace convoscope::ui
