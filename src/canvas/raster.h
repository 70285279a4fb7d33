#pragma once

#include <vector>

#include "canvas/drawing.h"

namespace convoscope::canvas {

/// The drawing as anti-aliased ink: each segment of a stroke is a capsule whose coverage is computed from the
/// distance to its axis, and a stroke covers a pixel as much as that of its segments which covers it most.
/// Strokes combine in order (pen: the larger coverage wins; eraser: multiplies by what it leaves). Remembers
/// what it has drawn, so that points added to the last stroke, others in place of its last ones (a pen's line
/// is not settled where the pen is: canvas/curve.h), further strokes, or undoing the last one cost only the
/// pixels that they touch; the result is the same, bit for bit, as drawing everything afresh.
class Rasteriser {
  public:
    /// @param height  rows of the picture, at least 1; its width follows from the drawing's proportions
    explicit Rasteriser(int height = 280);
    /// Brings the picture up to date with `drawing`, whose size is within Limits. The reference stays valid
    /// as long as the rasteriser.
    const Picture& update(const Drawing& drawing);

  private:
    /// Rows and columns from first to before last; empty where last <= first.
    struct Box {
        int left = 0, top = 0, right = 0, bottom = 0;
    };

    void take_back_end(const Drawing& drawing);
    bool goes_on(const Drawing& drawing) const;
    void start_afresh(const Drawing& drawing);
    void undo_last_stroke();
    void begin_stroke(const Stroke& stroke);
    /// As far as before point `end`.
    void add_points(const Stroke& stroke, std::size_t end);
    void add_segment(Point from, Point to);
    void add_row(int row, int left, int right, Point from, Point to);
    void combine(int row, int left, int right);
    void forget_coverage();
    template <class Change>
    void each_row(const Box& box, Change change) const;

    int height_;
    float scale_ = 1;  ///< pixels per canvas unit
    Picture picture_;
    /// The last stroke apart from what lay under it, so that it can grow and be undone: the picture before it
    /// and its own coverage, both the size of the picture. Outside of touched_ they are the picture and 0.
    std::vector<float> before_;
    std::vector<float> coverage_;
    Box touched_;
    /// Its coverage by its first points alone, which are taken to be settled; the same as coverage_ outside
    /// of end_.
    std::vector<float> settled_;
    std::size_t settled_points_ = 0;
    Box end_;                          ///< touched by the others
    bool last_can_be_undone_ = false;  ///< before_ holds the picture without the last of drawn_.strokes
    Drawing drawn_;                    ///< what picture_ shows
};

}  // namespace convoscope::canvas
