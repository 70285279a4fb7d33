#pragma once

#include <optional>
#include <string>
#include <vector>

namespace convoscope::canvas {

/// In canvas units, x right, y down; t in seconds since the stroke's first point, or negative when unknown.
struct Point {
    float x = 0;
    float y = 0;
    float t = -1;
};

/// One pen-down-to-pen-up line.
struct Stroke {
    std::vector<Point> points;
    float width = 0;  ///< pen diameter in canvas units
    bool erase = false;
};

/// A picture of ink, 0 paper .. 1 ink, row by row.
struct Picture {
    int width = 0;
    int height = 0;
    std::vector<float> ink;

    float at(int row, int column) const { return ink[static_cast<std::size_t>(row) * width + column]; }
    bool empty() const { return ink.empty(); }
};

/// What was drawn. Strokes are the truth; pixels are derived from them.
struct Drawing {
    float width = 280;
    float height = 280;
    std::optional<Picture> base;  ///< a picture that the strokes lie on, covering the whole canvas
    std::vector<Stroke> strokes;
    std::optional<int> label;

    bool blank() const { return !base && strokes.empty(); }
};

/// The pen's default width: 9 % of the canvas's height.
inline float default_pen_width(float canvas_height) { return 0.09f * canvas_height; }

}  // namespace convoscope::canvas
