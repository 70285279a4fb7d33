#pragma once

#include <optional>
#include <string>

#include "nn/connections.h"
#include "scene/palette.h"
#include "scene/view_state.h"
#include "studio/studio.h"

/// What every colour and line means: of which layer the scales are that the legend shows. legend_bar.cpp
/// draws them.
namespace convoscope::look {

/// What the scales are of.
struct Legend {
    scene::Palette palette = scene::Palette::Original;
    scene::Body body = scene::Body::Glass;
    scene::Scale scale = scene::Scale::Layer;
    scene::Range range;                ///< values at the palette's ends
    std::string layer;                 ///< whose range that is
    std::optional<scene::Range> mark;  ///< the part of the palette whose units are marked, 0 .. 1
    std::optional<nn::Unit> unit;      ///< pointed at or selected
    std::optional<int> channel;        ///< it is one of a picture in colour, with a palette of its own
    int folded = 0;                    ///< maps whose strongest its cells show; 0: they are its own
    nn::EdgeMeaning edges_mean = nn::EdgeMeaning::None;
    scene::EdgeView edges;
    float strongest_edge = 0;  ///< end of the edges' scale; 0: no edges are drawn
};

/// Of the unit that is pointed at or selected, else of the layer that is asked about.
Legend legend_of(const studio::Studio& studio);

}  // namespace convoscope::look
