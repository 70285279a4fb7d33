#include "canvas/raster.h"

#include <algorithm>
#include <cassert>
#include <cmath>
#include <cstring>

#include "canvas/resample.h"

namespace convoscope::canvas {
namespace {

/// Whether `longer` begins as `shorter` does.
bool begins_with(const std::vector<Point>& longer, const std::vector<Point>& shorter) {
    return shorter.size() <= longer.size() && std::equal(shorter.begin(), shorter.end(), longer.begin());
}

bool same_pen(const Stroke& a, const Stroke& b) { return a.width == b.width && a.erase == b.erase; }

/// A float as a pixel index within [0, limit]; floats far outside stay defined.
int clamp_to(float value, int limit) {
    return static_cast<int>(std::clamp(value, 0.0f, static_cast<float>(limit)));
}

}  // namespace

Rasteriser::Rasteriser(int height) : height_(height) {
    assert(height >= 1);
    start_afresh(Drawing{});
}

const Picture& Rasteriser::update(const Drawing& drawing) {
    const std::size_t known = drawn_.strokes.size();
    if (last_can_be_undone_ && drawing.strokes.size() + 1 == known) undo_last_stroke();
    take_back_end(drawing);
    if (!goes_on(drawing)) start_afresh(drawing);
    for (std::size_t i = drawn_.strokes.empty() ? 0 : drawn_.strokes.size() - 1; i < drawing.strokes.size();
         ++i) {
        if (i == drawn_.strokes.size()) begin_stroke(drawing.strokes[i]);
        add_points(drawing.strokes[i], drawing.strokes[i].points.size());
    }
    return picture_;
}

/// Where the last stroke ends otherwise than it did: draws it anew from the point that was settled. What
/// stayed the same since is settled, too.
void Rasteriser::take_back_end(const Drawing& drawing) {
    const std::size_t known = drawn_.strokes.size();
    if (!last_can_be_undone_ || drawing.strokes.size() < known) return;
    const Stroke& now = drawing.strokes[known - 1];
    std::vector<Point>& then = drawn_.strokes.back().points;
    const auto same = static_cast<std::size_t>(
        std::mismatch(then.begin(), then.end(), now.points.begin(), now.points.end()).first - then.begin());
    if (same == then.size() || same < settled_points_ || !same_pen(now, drawn_.strokes.back())) return;
    each_row(end_, [&](std::ptrdiff_t first, std::ptrdiff_t last) {
        std::copy(settled_.begin() + first, settled_.begin() + last, coverage_.begin() + first);
    });
    for (int row = end_.top; row < end_.bottom; ++row) combine(row, end_.left, end_.right);
    end_ = {};
    then.resize(settled_points_);
    add_points(now, same);
    each_row(end_, [&](std::ptrdiff_t first, std::ptrdiff_t last) {
        std::copy(coverage_.begin() + first, coverage_.begin() + last, settled_.begin() + first);
    });
    end_ = {};
    settled_points_ = same;
}

/// Whether `drawing` is what is drawn with, at most, points added to its last stroke and further strokes.
bool Rasteriser::goes_on(const Drawing& drawing) const {
    const std::size_t known = drawn_.strokes.size();
    if (drawing.width != drawn_.width || drawing.height != drawn_.height || drawing.strokes.size() < known)
        return false;
    if (drawing.base != drawn_.base && !(drawing.base && drawn_.base && *drawing.base == *drawn_.base))
        return false;
    for (std::size_t i = 0; i < known; ++i) {
        const Stroke &now = drawing.strokes[i], &then = drawn_.strokes[i];
        if (!same_pen(now, then) || !begins_with(now.points, then.points)) return false;
        if (i + 1 < known && now.points.size() != then.points.size()) return false;
    }
    return true;
}

void Rasteriser::start_afresh(const Drawing& drawing) {
    scale_ = static_cast<float>(height_) / drawing.height;
    const int width = std::max(1, static_cast<int>(std::lround(drawing.width * scale_)));
    picture_ = drawing.base ? fit(*drawing.base, width, height_) : Picture(width, height_);
    before_ = picture_.ink;
    coverage_.assign(picture_.ink.size(), 0.0f);
    settled_ = coverage_;
    settled_points_ = 0;
    touched_ = end_ = {};
    last_can_be_undone_ = false;
    drawn_ = {drawing.width, drawing.height, drawing.base, {}, {}};
}

/// change(first, last) for each of the box's rows, as places in the picture.
template <class Change>
void Rasteriser::each_row(const Box& box, Change change) const {
    for (int row = box.top; row < box.bottom; ++row) {
        const std::ptrdiff_t start = static_cast<std::ptrdiff_t>(row) * picture_.width;
        change(start + box.left, start + box.right);
    }
}

/// The last stroke's coverage is none.
void Rasteriser::forget_coverage() {
    each_row(touched_, [&](std::ptrdiff_t first, std::ptrdiff_t last) {
        std::fill(coverage_.begin() + first, coverage_.begin() + last, 0.0f);
        std::fill(settled_.begin() + first, settled_.begin() + last, 0.0f);
    });
    settled_points_ = 0;
    touched_ = end_ = {};
}

void Rasteriser::undo_last_stroke() {
    each_row(touched_, [&](std::ptrdiff_t first, std::ptrdiff_t last) {
        std::copy(before_.begin() + first, before_.begin() + last, picture_.ink.begin() + first);
    });
    forget_coverage();
    last_can_be_undone_ = false;
    drawn_.strokes.pop_back();
}

void Rasteriser::begin_stroke(const Stroke& stroke) {
    each_row(touched_, [&](std::ptrdiff_t first, std::ptrdiff_t last) {
        std::copy(picture_.ink.begin() + first, picture_.ink.begin() + last, before_.begin() + first);
    });
    forget_coverage();
    last_can_be_undone_ = true;
    drawn_.strokes.push_back({{}, stroke.width, stroke.erase});
}

void Rasteriser::add_points(const Stroke& stroke, std::size_t end) {
    std::vector<Point>& drawn = drawn_.strokes.back().points;
    for (std::size_t i = drawn.size(); i < end; ++i) {
        // The first point is drawn as a dot even where segments follow: a growing stroke began as one.
        add_segment(stroke.points[i == 0 ? 0 : i - 1], stroke.points[i]);
        drawn.push_back(stroke.points[i]);
    }
}

void Rasteriser::add_segment(Point from, Point to) {
    for (Point* point : {&from, &to}) {
        point->x *= scale_;
        point->y *= scale_;
    }
    const float reach = drawn_.strokes.back().width * scale_ / 2 +
                        0.5f;  // how far from the axis a pixel's middle can be touched
    const Box box{clamp_to(std::floor(std::min(from.x, to.x) - reach), picture_.width),
                  clamp_to(std::floor(std::min(from.y, to.y) - reach), picture_.height),
                  clamp_to(std::ceil(std::max(from.x, to.x) + reach), picture_.width),
                  clamp_to(std::ceil(std::max(from.y, to.y) + reach), picture_.height)};
    if (box.right <= box.left || box.bottom <= box.top) return;
    for (int row = box.top; row < box.bottom; ++row) add_row(row, box.left, box.right, from, to);
    for (Box* whole : {&touched_, &end_}) {
        const bool first = whole->right <= whole->left;
        *whole = first ? box
                       : Box{std::min(whole->left, box.left), std::min(whole->top, box.top),
                             std::max(whole->right, box.right), std::max(whole->bottom, box.bottom)};
    }
}

void Rasteriser::add_row(int row, int left, int right, Point from, Point to) {
    const float radius = drawn_.strokes.back().width * scale_ / 2;
    const float along_x = to.x - from.x, along_y = to.y - from.y;
    const float length_squared = along_x * along_x + along_y * along_y;
    const float per_length = length_squared > 1e-12f ? 1 / length_squared : 0;
    const float y = static_cast<float>(row) + 0.5f - from.y;
    const std::size_t start = static_cast<std::size_t>(row) * picture_.width;
    float* coverage = coverage_.data() + start;
    // Coverage of a pixel whose middle is `distance` from the axis: as much of [distance - 1/2, distance +
    // 1/2] as lies within [-radius, radius]. Exact for a border along the pixel grid, and right for pens
    // thinner than a pixel.
    for (int column = left; column < right; ++column) {
        const float x = static_cast<float>(column) + 0.5f - from.x;
        const float part = std::min(std::max((x * along_x + y * along_y) * per_length, 0.0f), 1.0f);
        const float away_x = x - part * along_x, away_y = y - part * along_y;
        const float distance = std::sqrt(away_x * away_x + away_y * away_y);
        // Exactly 1 inside, negative far outside.
        const float covered = std::min(radius - distance, 0.5f) + std::min(radius + distance, 0.5f);
        coverage[column] = std::max(coverage[column], covered);
    }
    combine(row, left, right);
}

/// The ink of a part of a row: what lay under the last stroke, and its coverage.
void Rasteriser::combine(int row, int left, int right) {
    const std::size_t start = static_cast<std::size_t>(row) * picture_.width;
    const float* coverage = coverage_.data() + start;
    const float* before = before_.data() + start;
    float* ink = picture_.ink.data() + start;
    if (drawn_.strokes.back().erase) {
        for (int column = left; column < right; ++column)
            ink[column] = before[column] * (1 - coverage[column]);
    } else {
        for (int column = left; column < right; ++column)
            ink[column] = std::max(before[column], coverage[column]);
    }
}

}  // namespace convoscope::canvas
