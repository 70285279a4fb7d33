#pragma once

#include <vector>

#include "canvas/drawing.h"
#include "train/glyphs.h"

namespace convoscope::train {

/// One stroke of a Glyph as it is written down.
struct GlyphStroke {
    bool smooth = false;  ///< a curve through its points, else straight lines between them
    std::vector<canvas::Point> points;
};

std::vector<GlyphStroke> strokes_of(const Glyph& glyph);

}  // namespace convoscope::train
