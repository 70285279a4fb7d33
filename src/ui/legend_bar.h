#pragma once

#include <optional>
#include <string>

#include "nn/architecture.h"
#include "scene/view_state.h"
#include "ui/intent.h"
#include "ui/look.h"

namespace convoscope::ui {

inline constexpr float kLegendBarHeight = 52;  ///< points

struct LegendState {
    scene::Palette palette = scene::Palette::Original;
    scene::Scale scale = scene::Scale::Layer;
    scene::Range range;                ///< values at the palette's ends
    std::string layer;                 ///< whose range that is
    std::optional<scene::Range> mark;  ///< the part of the palette whose units are marked, 0 .. 1
    std::string unit;                  ///< address of the unit pointed at or selected; empty: none
    float value = 0;                   ///< its activation
    nn::Op edges_op = nn::Op::Input;   ///< of the layer at the edges' upper end; Input: there are none
    scene::EdgeView edges;
    float strongest_edge = 0;  ///< end of the edges' scale; 0: no edges are drawn
};

/// What every colour and line means, with the numbers at the ends of the scales; a click on a colour marks
/// the units that have it. Fills the present window.
void legend_bar(const Look& look, const LegendState& state, Intents& intents);

}  // namespace convoscope::ui
