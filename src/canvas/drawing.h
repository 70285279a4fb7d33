#pragma once

#include <cmath>
#include <cstddef>
#include <memory>
#include <optional>
#include <string>
#include <vector>

namespace convoscope::canvas {

/// In canvas units, x right, y down; t in seconds since the stroke's first point, or negative when unknown.
/// A point may lie outside the canvas; what it draws is cut off there.
struct Point {
    float x = 0;
    float y = 0;
    float t = -1;

    bool operator==(const Point&) const = default;
};

/// One pen-down-to-pen-up line. A stroke of a single point is a dot.
struct Stroke {
    std::vector<Point> points;
    float width = 0;  ///< pen diameter in canvas units
    bool erase = false;

    bool operator==(const Stroke&) const = default;
};

/// A picture of ink, 0 paper .. 1 ink, row by row.
struct Picture {
    int width = 0;
    int height = 0;
    std::vector<float> ink;  ///< height x width

    Picture() = default;
    /// Empty paper.
    Picture(int columns, int rows)
        : width(columns),
          height(rows),
          ink(static_cast<std::size_t>(columns) * static_cast<std::size_t>(rows)) {}

    float at(int row, int column) const { return ink[index(row, column)]; }
    float& at(int row, int column) { return ink[index(row, column)]; }
    bool empty() const { return ink.empty(); }
    bool operator==(const Picture&) const = default;

  private:
    std::size_t index(int row, int column) const {
        return static_cast<std::size_t>(row) * static_cast<std::size_t>(width) +
               static_cast<std::size_t>(column);
    }
};

/// A photograph, or any picture in its own colours: 8 bits a channel, as files have them.
struct Photo {
    int width = 0;
    int height = 0;
    std::vector<unsigned char> rgb;  ///< height x width x (red, green, blue)
    std::string png;                 ///< the same as a file, so that saving encodes nothing

    bool operator==(const Photo& other) const {
        return width == other.width && height == other.height && rgb == other.rgb;
    }
};

/// What was drawn. Strokes are the truth; pixels are derived from them.
struct Drawing {
    float width = 280;
    float height = 280;
    /// A picture that the strokes lie on, covering the whole canvas, or null. It is shared and never changed,
    /// so that copies of a drawing (undo, autosave, what the rasteriser remembers) cost no pixels.
    std::shared_ptr<const Picture> base;
    std::vector<Stroke> strokes;
    std::optional<int> label;  ///< 0 .. 255
    /// The picture that `base` is the ink of, for networks that see colours, or null; shared like it. It lies
    /// in the middle of the canvas, as large as it fits.
    std::shared_ptr<const Photo> photo = nullptr;

    bool blank() const { return !base && !photo && strokes.empty(); }
    bool operator==(const Drawing& other) const {
        return width == other.width && height == other.height && same(base, other.base) &&
               same(photo, other.photo) && strokes == other.strokes && label == other.label;
    }

  private:
    template <class Shared>
    static bool same(const Shared& a, const Shared& b) {
        return a == b || (a && b && *a == *b);
    }
};

/// What a drawing may hold. Files beyond it are refused and Canvas does not go beyond it, so that what was
/// drawn and saved can be opened again.
struct Limits {
    static constexpr float least_side = 1;            ///< canvas units
    static constexpr float greatest_side = 16384;     ///< canvas units
    static constexpr float greatest_proportion = 16;  ///< longer side : shorter side
    static constexpr float farthest = 1e6f;  ///< of a coordinate or a pen's width from 0, canvas units
    static constexpr std::size_t points = 1'000'000;  ///< of all strokes of a drawing together
    static constexpr int label = 255;
};

/// Finite, and not so far away that arithmetic on it loses its meaning.
inline bool is_drawable(Point point) {
    return std::abs(point.x) <= Limits::farthest && std::abs(point.y) <= Limits::farthest &&
           std::isfinite(point.t);
}

/// The pen's default width: 9 % of the canvas's height.
inline float default_pen_width(float canvas_height) { return 0.09f * canvas_height; }

}  // namespace convoscope::canvas
