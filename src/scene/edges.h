#pragma once

#include <vector>

#include "nn/connections.h"
#include "scene/layout.h"
#include "scene/palette.h"

namespace convoscope::scene {

/// A soft line in space of constant width in pixels. Goes to the graphics card as it is.
struct Ribbon {
    float from[3];
    float to[3];
    float from_colour[4];  ///< not premultiplied, 0..1
    float to_colour[4];
    float width;  ///< full width in points (pixels before interface scaling)
};

/// The incoming edges of a unit, coloured by the weight's sign (warm positive, cold negative; neutral where
/// pooling has no weights) and faded by its strength; brighter at the unit itself. The weakest come first, so
/// that the strongest lie on top.
std::vector<Ribbon> edge_ribbons(const nn::Model& model, const Layout& layout, const nn::Unit& unit,
                                 Theme theme);

/// Outlines of the unit and of what it hears from in the layer below (its receptive field there).
std::vector<Ribbon> outline_ribbons(const nn::Model& model, const Layout& layout, const nn::Unit& unit,
                                    const std::vector<float>& heights, Theme theme);

/// Largest magnitude among the edges of a unit: the end of the legend's scale. 0 where there are none.
float strongest_edge(const nn::Model& model, const nn::Unit& unit);

/// Colours of a full-strength positive and negative edge.
Colour edge_colour(bool positive, Theme theme);

}  // namespace convoscope::scene
