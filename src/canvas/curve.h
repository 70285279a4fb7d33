#pragma once

#include <cstddef>
#include <optional>
#include <vector>

#include "canvas/drawing.h"

namespace convoscope::canvas {

/// A pen's samples, as they come, made into a smooth line through every one of them: a centripetal
/// Catmull-Rom spline (Catmull and Rom 1974; with the square root of the distance between samples as its
/// parameter it has neither cusps nor loops between two of them: Yuksel, Schaefer and Keyser:
/// "Parameterization and applications of Catmull-Rom curves", 2011).
///
/// What it makes are points, so dense that straight lines between them look like the curve. How the curve
/// arrives at a sample depends on the one after it, but the pen is not waited for: what leads to the last
/// sample is made at once, and once more when the next one has come.
class Curve {
  public:
    /// @param flatness  how far the straight lines may be from the curve, canvas units
    Curve(Point start, float flatness);

    /// Adds a sample. @param points  of the stroke, as the call before left them: `start` alone at first.
    /// Those that lead to the sample before are replaced, the others stay
    void add(Point sample, std::vector<Point>& points);

  private:
    float flatness_;
    std::vector<Point> knots_;    ///< the last samples that are places of their own, three at most
    std::vector<Point> repeats_;  ///< samples at the place of the last knot, in order
    std::size_t settled_ = 1;     ///< of the stroke's points: those that stay
};

}  // namespace convoscope::canvas
