#pragma once

#include <cstddef>
#include <cstdint>
#include <vector>

#include "canvas/curve.h"
#include "canvas/drawing.h"

namespace convoscope::canvas {

/// What the drawings that undo would bring back may hold together: some 48 MB. Pixels of a base count as a
/// third of a point each, bytes of a photograph as a twelfth.
inline constexpr std::size_t kMostUndoPoints = 4 * Limits::points;

/// The drawing being made, with undo. Every change of the drawing raises revision().
/// A stroke is a smooth line through every sample of the pen (canvas/curve.h): its points are the line's own,
/// the samples among them. Left out are samples that are no place at all (NaN, infinite, beyond
/// Limits::farthest), and what goes beyond Limits::points.
class Canvas {
  public:
    Canvas() = default;
    /// @param revision  where revision() starts
    explicit Canvas(Drawing drawing, std::uint64_t revision = 1);

    const Drawing& drawing() const { return drawing_; }
    /// Starts at 1, so that "0" can stand for "never seen".
    std::uint64_t revision() const { return revision_; }

    /// Puts the pen (or the eraser) down; a stroke that is still open is closed first. What was undone can no
    /// longer be redone.
    /// @param width  the pen's diameter in canvas units, more than 0
    void begin_stroke(Point at, float width, bool erase);
    /// Adds a sample to the open stroke, which reaches it at once; does nothing when none is open. The line
    /// between the two samples before may still change a little, with it everything is settled.
    void extend_stroke(Point to);
    /// Closes the open stroke, which becomes one undo step.
    void end_stroke();
    bool stroke_open() const { return stroke_open_; }

    void clear();  ///< one undo step, keeps the canvas's size; does nothing on a blank canvas
    void replace(Drawing drawing);  ///< a loaded drawing; one undo step
    /// At least one step back, and as many as hold kMostUndoPoints: a canvas that is drawn on for days, as in
    /// an exhibition, stays as small as after some hours.
    bool can_undo() const { return !done_.empty(); }
    bool can_redo() const { return !undone_.empty(); }
    void undo();  ///< closes the open stroke first, which is then what is undone
    void redo();

  private:
    /// One undo step: a stroke (its own content while it is undone, nothing while it is part of the drawing),
    /// or, where `whole` is set, the other drawing that undoing or redoing puts in this one's place.
    struct Step {
        Stroke stroke;
        std::optional<Drawing> whole;
    };

    void note(Step step);

    Drawing drawing_;
    std::uint64_t revision_ = 1;
    bool stroke_open_ = false;
    std::optional<Curve> curve_;   ///< of the open stroke
    std::size_t point_count_ = 0;  ///< of all strokes
    std::vector<Step> done_;
    std::vector<Step> undone_;
};

}  // namespace convoscope::canvas
