#pragma once

#include <cstddef>
#include <span>
#include <string>
#include <string_view>
#include <vector>

#include "canvas/drawing.h"
#include "nn/random.h"

namespace convoscope::train {

/// What people draw that is no digit. A network that was only ever shown digits takes everything for one;
/// these are what it learns to doubt (Hendrycks, Mazeika and Dietterich: "Deep Anomaly Detection with Outlier
/// Exposure", 2019), and what its doubt is measured on.
enum class Doubtful { Scribble, Letter, Figure };

/// The letters and figures that there are, in their order; those that pass for a digit (O, I, S, Z, b, q...)
/// are left out.
std::vector<std::string> doubtful_names(Doubtful kind);

/// Letters and figures are drawn from every second one, so that what was learnt on one half can be measured
/// on the other. Scribbles are different every time.
enum class Half { Even, Odd };

/// A drawing on a canvas of 280 x 280 with the wobble of a hand, 30 to 90 % as large and anywhere on it, with
/// a pen of 5 to 13 %. No label.
canvas::Drawing draw_doubtful(Doubtful kind, Half half, nn::Random& random);

/// The first `share` (0 .. 1) of a drawing's ink, by the length of its strokes: a digit that is not finished.
/// Keeps at least one point.
canvas::Drawing beginning_of(const canvas::Drawing& drawing, double share);

}  // namespace convoscope::train
