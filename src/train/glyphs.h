#pragma once

#include <span>

namespace convoscope::train {

/// A thing to draw, written down by hand: strokes between semicolons, points "x,y" between spaces, on a
/// square from 0 to 100, x right, y down. A stroke that begins with ~ is a smooth curve through its points.
struct Glyph {
    const char* name;
    const char* strokes;
};

std::span<const Glyph> letters();
std::span<const Glyph> figures();

}  // namespace convoscope::train
