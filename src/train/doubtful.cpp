#include "train/doubtful.h"

#include <algorithm>
#include <cmath>
#include <numbers>
#include <utility>

#include "train/glyph_strokes.h"
#include "train/glyphs.h"
#include "train/random.h"
#include "train/strokes.h"

namespace convoscope::train {
namespace {

using canvas::Point;
using Line = std::vector<Point>;

constexpr float kCanvas = 280;
constexpr int kPointsPerCurve = 8;  ///< between two points of a smooth stroke

std::span<const Glyph> glyphs_of(Doubtful kind) { return kind == Doubtful::Letter ? letters() : figures(); }

/// A curve through all points: Catmull and Rom's spline ("A class of local interpolating splines", 1974).
Line smooth(const Line& points) {
    Line result;
    const auto at = [&](std::size_t index, int offset) {
        const auto last = static_cast<std::ptrdiff_t>(points.size()) - 1;
        return points[static_cast<std::size_t>(
            std::clamp<std::ptrdiff_t>(static_cast<std::ptrdiff_t>(index) + offset, 0, last))];
    };
    const auto through = [](float a, float b, float c, float d, float t) {
        return b + 0.5f * t * (c - a + t * (2 * a - 5 * b + 4 * c - d + t * (3 * (b - c) + d - a)));
    };
    for (std::size_t i = 0; i + 1 < points.size(); ++i) {
        const Point a = at(i, -1), b = at(i, 0), c = at(i, 1), d = at(i, 2);
        for (int step = 0; step < kPointsPerCurve; ++step) {
            const float t = static_cast<float>(step) / kPointsPerCurve;
            result.push_back({through(a.x, b.x, c.x, d.x, t), through(a.y, b.y, c.y, d.y, t), -1});
        }
    }
    result.push_back(points.back());
    return result;
}

/// A hand's wobble: every point that was written down a little off, before the curve is drawn through them.
void wobble(Line& line, nn::Random& random, float extent) {
    for (Point& point : line) {
        point.x += within(random, extent);
        point.y += within(random, extent);
    }
}

std::vector<Line> lines_of(const Glyph& glyph, nn::Random& random) {
    constexpr float kWobble = 4;
    std::vector<Line> lines;
    for (GlyphStroke& stroke : strokes_of(glyph)) {
        wobble(stroke.points, random, kWobble);
        lines.push_back(stroke.smooth ? smooth(stroke.points) : std::move(stroke.points));
    }
    return lines;
}

Point anywhere(nn::Random& random) {
    return {static_cast<float>(random.between(0, 100)), static_cast<float>(random.between(0, 100)), -1};
}

Line walk(nn::Random& random) {
    Line line;
    for (std::uint32_t left = 5 + random.below(12); left > 0; --left) line.push_back(anywhere(random));
    return smooth(line);
}

Line hatching(nn::Random& random) {
    Line line;
    const std::uint32_t turns = 5 + random.below(8);
    for (std::uint32_t i = 0; i <= turns; ++i) {
        const float along = 100 * static_cast<float>(i) / static_cast<float>(turns);
        line.push_back({along, i % 2 == 0 ? 0.0f : 100.0f, -1});
    }
    wobble(line, random, 12);
    return line;
}

Line loops(nn::Random& random) {
    Line line;
    const double turns = random.between(2.5, 5), wide = random.between(12, 30);
    constexpr int kSteps = 80;
    for (int i = 0; i <= kSteps; ++i) {
        const double share = static_cast<double>(i) / kSteps;
        const double angle = 2 * std::numbers::pi * turns * share;
        line.push_back({static_cast<float>(wide + (100 - 2 * wide) * share + wide * std::cos(angle)),
                        static_cast<float>(50 + 50 * std::sin(angle)), -1});
    }
    return line;
}

std::vector<Line> scribble(nn::Random& random) {
    switch (random.below(5)) {
        case 0:
            return {hatching(random)};
        case 1:
            return {loops(random)};
        case 2: {  // straight lines across each other
            std::vector<Line> lines;
            for (std::uint32_t left = 3 + random.below(5); left > 0; --left)
                lines.push_back({anywhere(random), anywhere(random)});
            return lines;
        }
        case 3: {  // dots
            std::vector<Line> lines;
            for (std::uint32_t left = 3 + random.below(8); left > 0; --left)
                lines.push_back({anywhere(random)});
            return lines;
        }
        default:
            return {walk(random)};
    }
}

/// Turned, sheared, scaled and moved to some place where all of it is on the canvas.
void place(std::vector<Line>& lines, nn::Random& random) {
    const float angle = within(random, 0.26f), shear = within(random, 0.2f), narrow = within(random, 0.2f);
    const float cosine = std::cos(angle), sine = std::sin(angle);
    Point low{1e9f, 1e9f, 0}, high{-1e9f, -1e9f, 0};
    for (Line& line : lines)
        for (Point& point : line) {
            const float x = (point.x + shear * point.y) * (1 + narrow), y = point.y;
            point = {cosine * x - sine * y, sine * x + cosine * y, -1};
            low = {std::min(low.x, point.x), std::min(low.y, point.y), 0};
            high = {std::max(high.x, point.x), std::max(high.y, point.y), 0};
        }
    const float extent = std::max({high.x - low.x, high.y - low.y, 1.0f});
    const float scale = static_cast<float>(random.between(0.3, 0.9)) * kCanvas / extent;
    const auto shift = [&](float size) {
        return static_cast<float>(random.unit()) * (kCanvas - size * scale);
    };
    const float left = shift(high.x - low.x), top = shift(high.y - low.y);
    for (Line& line : lines)
        for (Point& point : line)
            point = {left + (point.x - low.x) * scale, top + (point.y - low.y) * scale, -1};
}

/// Keeps the first `length` of a stroke, cutting the segment that goes beyond.
void cut(canvas::Stroke& stroke, float length) {
    for (std::size_t i = 1; i < stroke.points.size(); ++i) {
        const Point from = stroke.points[i - 1];
        Point& to = stroke.points[i];
        const float step = std::hypot(to.x - from.x, to.y - from.y);
        if (step < length) {
            length -= step;
            continue;
        }
        const float share = step > 0 ? length / step : 0;
        to = {from.x + (to.x - from.x) * share, from.y + (to.y - from.y) * share, to.t};
        stroke.points.resize(i + 1);
        return;
    }
}

}  // namespace

std::vector<std::string> doubtful_names(Doubtful kind) {
    std::vector<std::string> names;
    if (kind == Doubtful::Scribble) return names;
    for (const Glyph& glyph : glyphs_of(kind)) names.emplace_back(glyph.name);
    return names;
}

canvas::Drawing draw_doubtful(Doubtful kind, Half half, nn::Random& random) {
    std::vector<Line> lines;
    if (kind == Doubtful::Scribble) {
        lines = scribble(random);
    } else {
        const std::span<const Glyph> glyphs = glyphs_of(kind);
        const auto halves = static_cast<std::uint32_t>(glyphs.size() / 2);
        lines = lines_of(glyphs[2 * random.below(halves) + (half == Half::Odd ? 1 : 0)], random);
    }
    place(lines, random);
    canvas::Drawing drawing;
    const float width = static_cast<float>(random.between(0.05, 0.13)) * kCanvas;
    for (Line& line : lines) drawing.strokes.push_back({std::move(line), width, false});
    return drawing;
}

canvas::Drawing beginning_of(const canvas::Drawing& drawing, double share) {
    float left = 0;
    for (const canvas::Stroke& stroke : drawing.strokes) left += length(stroke);
    left *= static_cast<float>(share);
    canvas::Drawing result = drawing;
    result.strokes.clear();
    for (const canvas::Stroke& stroke : drawing.strokes) {
        result.strokes.push_back(stroke);
        const float ink = length(stroke);
        if (ink >= left) {
            cut(result.strokes.back(), left);
            break;
        }
        left -= ink;
    }
    return result;
}

}  // namespace convoscope::train
