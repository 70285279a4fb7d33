#pragma once

#include "canvas/drawing.h"
#include "canvas/pixels.h"

namespace convoscope::canvas {

/// Tells ink from paper in a scan, a photograph or a clean picture, and sets the contrast so that paper is 0
/// and ink 1.
///
/// 1. Opacity. Where most of the border is opaque, transparent parts take the border's median brightness;
///    where it is not, the paper is what is transparent: white below dark ink, black below light ink.
/// 2. Size. Pictures longer than 2048 are averaged over blocks of pixels to something between 1024 and 2048.
/// 3. Paper. The brightness of paper is a quadratic surface (an even light, a gradient, a vignette), fitted
/// to
///    the border (a tenth on each side) and then to everything that is not ink. What deviates from it most
///    (sum of cubes) is ink: darker or lighter.
/// 4. Contrast. Full ink is the 90th percentile of the pixels that deviate at least half as much as the
///    strongest; greys between it and paper stay in proportion.
/// 5. Noise. Less than 3 standard deviations of the paper's noise, or 3 % of full ink, is paper, and so are
///    specks: connected ink that nowhere reaches half of full ink or has less than 1/200 of the largest
///    piece's ink.
///
/// The result has the 256 levels that a PNG can hold. A picture whose contrast is below 10 %, or below
/// 6 standard deviations of noise, is empty paper.
Picture ink_of(const Pixels& pixels);

}  // namespace convoscope::canvas
