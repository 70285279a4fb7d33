#pragma once

#include <optional>
#include <string>

#include "nn/architecture.h"
#include "scene/palette.h"
#include "ui/look.h"

namespace convoscope::ui {

inline constexpr float kLegendBarHeight = 52;  ///< points

struct LegendState {
    scene::Palette palette = scene::Palette::Original;
    scene::Range range;         ///< values at the palette's ends
    std::string layer;          ///< whose range that is
    std::string unit;           ///< address of the unit pointed at or selected; empty: none
    float value = 0;            ///< its activation
    nn::Op op = nn::Op::Input;  ///< of the unit's layer
    float strongest_edge = 0;   ///< end of the edges' scale; 0: no edges are drawn
};

/// What every colour and line means, with the numbers at the ends of the scales. Fills the present window.
void legend_bar(const Look& look, const LegendState& state);

}  // namespace convoscope::ui
