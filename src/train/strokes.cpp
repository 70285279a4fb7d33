#include "train/strokes.h"

#include <algorithm>
#include <cassert>
#include <cmath>
#include <numbers>
#include <string>
#include <vector>

#include "base/error.h"
#include "canvas/preprocess.h"
#include "data/pose.h"
#include "data/stroke_set.h"
#include "train/random.h"
#include "train/texts.h"

namespace convoscope::train {

namespace {

constexpr int kCanvasRows = 280;
constexpr int kCoarseRows = 112;
/// Points nearer to the last one than this share of the pad are left out where drawing is to be quick.
constexpr float kNearest = 0.012f;

float random_between(nn::Random& random, float low, float high) {
    return static_cast<float>(random.between(low, high));
}

data::Pose random_pose(const StrokeOptions& options, nn::Random& random) {
    data::Pose pose;
    pose.stretch = std::exp(within(random, std::log1p(options.stretch)));
    pose.slant = within(random, options.slant);
    pose.turn = within(random, options.turn) * std::numbers::pi_v<float> / 180.0f;
    pose.size = random_between(random, options.smallest, options.largest);
    pose.across = random_between(random, 0, 1);
    pose.down = random_between(random, 0, 1);
    pose.pen = 0.5f * (random_between(random, options.thinnest, options.thickest) +
                       random_between(random, options.thinnest, options.thickest));
    return pose;
}

/// Takes away one stroke, but not the longest.
void lose_stroke(canvas::Drawing& drawing, nn::Random& random) {
    if (drawing.strokes.size() < 2) return;
    const auto shorter = [](const canvas::Stroke& a, const canvas::Stroke& b) {
        return length(a) < length(b);
    };
    const auto longest = std::ranges::max_element(drawing.strokes, shorter) - drawing.strokes.begin();
    auto lost =
        static_cast<std::ptrdiff_t>(random.below(static_cast<std::uint32_t>(drawing.strokes.size() - 1)));
    if (lost >= longest) ++lost;
    drawing.strokes.erase(drawing.strokes.begin() + lost);
}

void shorten_stroke(canvas::Drawing& drawing, float share, bool at_end, nn::Random& random) {
    if (drawing.strokes.empty()) return;
    std::vector<canvas::Point>& points =
        drawing.strokes[random.below(static_cast<std::uint32_t>(drawing.strokes.size()))].points;
    const auto count = static_cast<std::ptrdiff_t>(share * static_cast<float>(points.size()));
    if (at_end)
        points.erase(points.end() - count, points.end());
    else
        points.erase(points.begin(), points.begin() + count);
}

/// Leaves out points that make no difference that can be seen on a coarse raster.
void thin_out(canvas::Drawing& drawing) {
    const float nearest = kNearest * drawing.height;
    for (canvas::Stroke& stroke : drawing.strokes) {
        if (stroke.points.size() < 3) continue;
        std::size_t kept = 0;
        for (std::size_t i = 1; i < stroke.points.size(); ++i) {
            const canvas::Point point = stroke.points[i];
            const canvas::Point last = stroke.points[kept];
            if (i + 1 == stroke.points.size() || std::hypot(point.x - last.x, point.y - last.y) >= nearest)
                stroke.points[++kept] = point;
        }
        stroke.points.resize(kept + 1);
    }
}

}  // namespace

float length(const canvas::Stroke& stroke) {
    float sum = 0;
    for (std::size_t i = 1; i < stroke.points.size(); ++i)
        sum += std::hypot(stroke.points[i].x - stroke.points[i - 1].x,
                          stroke.points[i].y - stroke.points[i - 1].y);
    return sum;
}

StrokePainter::StrokePainter(const StrokeOptions& options)
    : options_(options), fine_(kCanvasRows), coarse_(kCoarseRows) {
    assert(options.smallest > 0 && options.thinnest > 0 && options.shortened_by < 1);
}

void StrokePainter::paint(const canvas::Drawing& drawing, nn::Random& random, std::span<float> ink) {
    canvas::Drawing changed = drawing;
    if (random.unit() < options_.lost_stroke) lose_stroke(changed, random);
    if (random.unit() < options_.shortened)
        shorten_stroke(changed, random_between(random, 0, options_.shortened_by), random.unit() < 0.5,
                       random);
    see(data::posed(changed, random_pose(options_, random)), random, ink);
}

void StrokePainter::see(canvas::Drawing drawing, nn::Random& random, std::span<float> ink) {
    const bool fine = random.unit() < 0.1;
    if (!fine) thin_out(drawing);
    const canvas::Steps steps = canvas::preprocess((fine ? fine_ : coarse_).update(drawing));
    assert(steps.centred.ink.size() == ink.size());
    std::ranges::copy(steps.centred.ink, ink.begin());
}

std::vector<canvas::Drawing> placed(std::span<const canvas::Drawing> drawings, Placement placement,
                                    std::uint64_t seed, std::size_t first) {
    if (placement == Placement::AsDrawn) return {drawings.begin(), drawings.end()};
    std::vector<canvas::Drawing> result;
    for (std::size_t i = 0; i < drawings.size(); ++i) {
        if (drawings[i].base) throw Error(texts.cannot_move, first + i);
        data::Pose pose;
        if (placement == Placement::Anywhere) {
            nn::Random random = random_for(seed, 0, first + i);
            pose.size = random_between(random, 0.3f, 0.85f);
            pose.across = random_between(random, 0, 1);
            pose.down = random_between(random, 0, 1);
        }
        result.push_back(data::posed(drawings[i], pose));
    }
    return result;
}

data::LabelledImages place(std::span<const canvas::Drawing> drawings, Placement placement, std::uint64_t seed,
                           std::size_t first, const canvas::PreprocessOptions& preprocessing) {
    return data::to_images(placed(drawings, placement, seed, first), preprocessing);
}

}  // namespace convoscope::train
