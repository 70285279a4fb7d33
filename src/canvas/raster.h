#pragma once

#include "canvas/drawing.h"

namespace convoscope::canvas {

/// The drawing as anti-aliased ink: each segment of a stroke is a capsule whose coverage is computed from the distance to its axis;
/// strokes combine in order (pen: the larger coverage wins; eraser: multiplies by what it leaves).
/// Remembers what it has drawn, so that points added to the last stroke, or further strokes, cost only themselves;
/// the result is the same, bit for bit, as drawing everything afresh.
class Rasteriser {
  public:
    /// @param height  rows of the picture; its width follows from the drawing's proportions
    explicit Rasteriser(int height = 280);
    /// Brings the picture up to date with `drawing`.
    const Picture& update(const Drawing& drawing);
};

}  // namespace convoscope::canvas
