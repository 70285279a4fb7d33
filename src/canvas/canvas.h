#pragma once

#include <cstdint>

#include "canvas/drawing.h"

namespace convoscope::canvas {

/// The drawing being made, with undo. Every change raises revision().
class Canvas {
  public:
    Canvas();
    explicit Canvas(Drawing drawing);

    const Drawing& drawing() const;
    std::uint64_t revision() const;

    void begin_stroke(Point at, float width, bool erase);
    /// Adds a point to the open stroke; does nothing when none is open.
    void extend_stroke(Point to);
    /// Closes the open stroke, which becomes one undo step.
    void end_stroke();
    bool stroke_open() const;

    void clear();                    ///< one undo step; does nothing on a blank canvas
    void replace(Drawing drawing);   ///< a loaded drawing; one undo step
    bool can_undo() const;
    bool can_redo() const;
    void undo();
    void redo();
};

}  // namespace convoscope::canvas
