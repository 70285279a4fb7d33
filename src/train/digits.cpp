#include "train/digits.h"

#include <algorithm>
#include <array>
#include <cmath>
#include <numbers>
#include <span>
#include <vector>

#include "canvas/curve.h"
#include "data/pose.h"
#include "data/stroke_set.h"
#include "train/digit_ways.h"
#include "train/glyph_strokes.h"
#include "train/random.h"

namespace convoscope::train {
namespace {

using canvas::Point;
using Line = std::vector<Point>;

constexpr float kSide = 100;  ///< of the square that glyphs are written on
constexpr float kPi = std::numbers::pi_v<float>;

// In double precision and rounded: the last bit of the functions for floats depends on the processor.
float sine(float angle) { return static_cast<float>(std::sin(double{angle})); }
float cosine(float angle) { return static_cast<float>(std::cos(double{angle})); }
float exponential(float power) { return static_cast<float>(std::exp(double{power})); }

bool same_place(Point a, Point b) { return a.x == b.x && a.y == b.y; }

/// About as often small as large, and mostly in between: -extent .. extent.
float about(nn::Random& random, float extent) {
    return (within(random, extent) + within(random, extent)) / 2;
}

/// What a hand does to the whole of a digit: long waves that move its points, a waist that stands higher or
/// lower, a head and a foot of different widths.
class Bend {
  public:
    explicit Bend(nn::Random& random)
        : waist_(about(random, 16)), head_(about(random, 0.28f)), foot_(about(random, 0.28f)) {
        for (Wave& wave : waves_) {
            wave = {within(random, 0.8f), within(random, 0.8f), within(random, kPi), about(random, 7),
                    about(random, 6)};
        }
    }

    Point operator()(Point point) const {
        const float down = point.y / kSide;
        const float wider = 1 + head_ * (1 - down) + foot_ * down;
        Point result{kSide / 2 + (point.x - kSide / 2) * wider,
                     point.y + waist_ * sine(kPi * std::clamp(down, 0.0f, 1.0f)), -1};
        for (const Wave& wave : waves_) {
            const float phase = wave.start + 2 * kPi * (wave.right * point.x / kSide + wave.down * down);
            result.x += wave.across * sine(phase);
            result.y += wave.along * cosine(phase);
        }
        return result;
    }

  private:
    struct Wave {
        float right, down;  ///< cycles on the square
        float start;        ///< radians
        float across, along;
    };

    std::array<Wave, 3> waves_;
    float waist_;
    float head_, foot_;  ///< relative
};

/// Moves every point a little by itself; a corner's two points stay together.
void shake(Line& line, nn::Random& random) {
    constexpr float kShake = 4;
    Point before{-1, -1, -1};
    for (std::size_t i = 0; i < line.size(); ++i) {
        const Point here = line[i];
        if (i > 0 && same_place(here, before))
            line[i] = line[i - 1];
        else
            line[i] = {here.x + about(random, kShake), here.y + about(random, kShake), -1};
        before = here;
    }
}

/// Curves from corner to corner.
Line curved(const Line& line) {
    constexpr float kFlatness = 0.2f;
    Line result{line.front()};
    for (std::size_t i = 1; i < line.size();) {
        Line piece{line[i - 1]};
        canvas::Curve curve(piece.front(), kFlatness);
        for (; i < line.size() && !same_place(line[i], line[i - 1]); ++i) curve.add(line[i], piece);
        result.insert(result.end(), piece.begin() + 1, piece.end());
        ++i;  // the corner's second point begins the next curve
    }
    return result;
}

/// Moves the ends of a stroke along or against its direction: hands begin late and end with a flick.
void end_elsewhere(Line& line, nn::Random& random) {
    if (line.size() < 2) return;
    const auto move = [&random](Point& end, Point inner) {
        const float share = about(random, 0.35f);
        end.x += share * (end.x - inner.x);
        end.y += share * (end.y - inner.y);
    };
    move(line.front(), line[1]);
    move(line.back(), line[line.size() - 2]);
}

Line written(const GlyphStroke& stroke, const Bend& bend, bool round_corners, nn::Random& random) {
    Line line = stroke.points;
    shake(line, random);
    std::ranges::transform(line, line.begin(), bend);
    if (stroke.smooth && round_corners)
        line.erase(std::unique(line.begin(), line.end(), same_place), line.end());
    end_elsewhere(line, random);
    return stroke.smooth ? curved(line) : line;
}

const Glyph& some_way(int digit, nn::Random& random) {
    const std::span<const DigitWay> ways = digit_ways(digit);
    int all = 0;
    for (const DigitWay& way : ways) all += way.often;
    int chosen = static_cast<int>(random.below(static_cast<std::uint32_t>(all)));
    for (const DigitWay& way : ways)
        if ((chosen -= way.often) < 0) return way.glyph;
    return ways.back().glyph;
}

data::Pose some_pose(int digit, nn::Random& random) {
    data::Pose pose;
    pose.stretch = exponential(about(random, 0.35f));
    if (digit == 1) pose.stretch = std::min(pose.stretch, 1.0f);  // a wide one is a seven
    pose.slant = 0.12f + about(random, 0.5f);                     // most hands lean to the right
    pose.turn = about(random, 0.25f);
    pose.size = 0.75f;
    pose.pen = pose.size * 0.14f * exponential(about(random, 0.65f));
    return pose;
}

/// The shorter side of the box of its points.
float narrowness(const canvas::Drawing& drawing) {
    Point low{drawing.width, drawing.height, -1}, high{0, 0, -1};
    for (const canvas::Stroke& stroke : drawing.strokes)
        for (const Point& point : stroke.points) {
            low = {std::min(low.x, point.x), std::min(low.y, point.y), -1};
            high = {std::max(high.x, point.x), std::max(high.y, point.y), -1};
        }
    return std::min(high.x - low.x, high.y - low.y);
}

/// A narrow digit takes a pen with which its holes stay open. A one has none, and may be written thickly.
void fit_pen(canvas::Drawing& drawing) {
    constexpr float kThickest = 0.26f, kOnes = 1.2f;
    const float thickest = kThickest * narrowness(drawing);
    for (canvas::Stroke& stroke : drawing.strokes)
        stroke.width = drawing.label == 1 ? kOnes * stroke.width : std::min(stroke.width, thickest);
}

}  // namespace

canvas::Drawing draw_digit(int digit, nn::Random& random) {
    const Glyph& way = some_way(digit, random);
    const Bend bend(random);
    const bool round_corners = random.unit() < 0.25;
    canvas::Drawing drawing;
    for (const GlyphStroke& stroke : strokes_of(way))
        drawing.strokes.push_back({written(stroke, bend, round_corners, random), 1, false});
    drawing.label = digit;
    drawing = data::posed(drawing, some_pose(digit, random));
    fit_pen(drawing);
    return drawing;
}

data::LabelledImages draw_digits(std::size_t count, std::uint64_t seed) {
    std::vector<canvas::Drawing> drawings;
    for (std::size_t i = 0; i < count; ++i) {
        nn::Random random = random_for(seed, 0, i);
        drawings.push_back(draw_digit(static_cast<int>(i % 10), random));
    }
    return data::to_images(drawings);
}

}  // namespace convoscope::train
