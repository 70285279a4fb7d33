#pragma once

#include "canvas/drawing.h"

namespace convoscope::canvas {

/// A part of a picture in its pixels, from its left upper corner; it may begin and end within a pixel or
/// outside of the picture.
struct Region {
    double left = 0, top = 0, width = 0, height = 0;
};

/// The region as a picture of columns x rows: each pixel is the exact mean of the area that it covers
/// (outside of the picture is paper). For shrinking it is the box filter; enlarging repeats pixels, with
/// mixed ones where they do not divide evenly.
/// @param columns, rows  at least 1
Picture area_average(const Picture& picture, const Region& region, int columns, int rows);
/// The same for the whole picture.
Picture area_average(const Picture& picture, int columns, int rows);

/// The whole picture, each pixel on the line between its neighbours' middles (outside of the picture is
/// paper).
/// @param columns, rows  at least as many as the picture has
Picture interpolate(const Picture& picture, int columns, int rows);

/// The region as a picture of columns x rows through a triangular filter (base/triangle_filter.h), as
/// networks for photographs are shown their pictures.
/// @param region  inside the picture
Picture bilinear(const Picture& picture, const Region& region, int columns, int rows);

/// The whole picture as columns x rows of canvas: averaged over areas, or, where a coarse scanner made it
/// (its longer side has fewer than 28 pixels), interpolated, for ink has no corners where that one's pixels
/// had them.
Picture fit(const Picture& picture, int columns, int rows);

}  // namespace convoscope::canvas
