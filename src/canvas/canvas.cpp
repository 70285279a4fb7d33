#include "canvas/canvas.h"

#include <cassert>
#include <utility>

namespace convoscope::canvas {
namespace {

/// How far a stroke's points may be from its curve, a part of the canvas's height: a quarter of a pixel where
/// the pad fills a large screen.
constexpr float kFlatness = 1.0f / 4096;

std::size_t count_points(const Drawing& drawing) {
    std::size_t count = 0;
    for (const Stroke& stroke : drawing.strokes) count += stroke.points.size();
    return count;
}

/// Of a drawing in an undo step, in points.
std::size_t size_of(const Drawing& drawing) {
    constexpr std::size_t kOfStroke = 4;  // what a stroke takes beside its points
    std::size_t base = drawing.base ? drawing.base->ink.size() / 3 : 0;
    if (drawing.photo) base += (drawing.photo->rgb.size() + drawing.photo->png.size()) / sizeof(Point);
    return count_points(drawing) + kOfStroke * drawing.strokes.size() + base;
}

}  // namespace

Canvas::Canvas(Drawing drawing, std::uint64_t revision)
    : drawing_(std::move(drawing)), revision_(revision), point_count_(count_points(drawing_)) {}

void Canvas::begin_stroke(Point at, float width, bool erase) {
    assert(width > 0 && width <= Limits::farthest);
    end_stroke();
    if (!is_drawable(at) || point_count_ >= Limits::points) return;
    undone_.clear();
    drawing_.strokes.push_back({{at}, width, erase});
    note({});
    ++point_count_;
    ++revision_;
    stroke_open_ = true;
    curve_.emplace(at, kFlatness * drawing_.height);
}

void Canvas::extend_stroke(Point to) {
    if (!stroke_open_ || !is_drawable(to) || point_count_ >= Limits::points) return;
    std::vector<Point>& points = drawing_.strokes.back().points;
    const std::size_t others = point_count_ - points.size();
    curve_->add(to, points);
    if (points.size() > Limits::points - others) points.resize(Limits::points - others);
    point_count_ = others + points.size();
    ++revision_;
}

void Canvas::end_stroke() { stroke_open_ = false; }

void Canvas::clear() {
    if (drawing_.blank()) return;
    Drawing blank;
    blank.width = drawing_.width;
    blank.height = drawing_.height;
    replace(std::move(blank));
}

void Canvas::replace(Drawing drawing) {
    end_stroke();
    undone_.clear();
    std::swap(drawing, drawing_);
    note({{}, std::move(drawing)});
    point_count_ = count_points(drawing_);
    ++revision_;
}

void Canvas::note(Step step) {
    done_.push_back(std::move(step));
    constexpr std::size_t kOfStep = 8;  // what a step takes beside its drawing
    std::size_t points = 0;
    for (std::size_t i = done_.size(); i-- > 0;) {
        points += kOfStep + (done_[i].whole ? size_of(*done_[i].whole) : 0);
        if (points <= kMostUndoPoints || i + 1 == done_.size()) continue;
        done_.erase(done_.begin(), done_.begin() + static_cast<std::ptrdiff_t>(i) + 1);
        return;
    }
}

void Canvas::undo() {
    if (!can_undo()) return;
    end_stroke();
    undone_.push_back(std::move(done_.back()));
    done_.pop_back();
    Step& step = undone_.back();
    if (step.whole) {
        std::swap(*step.whole, drawing_);
    } else {
        step.stroke = std::move(drawing_.strokes.back());
        drawing_.strokes.pop_back();
    }
    point_count_ = count_points(drawing_);
    ++revision_;
}

void Canvas::redo() {
    if (!can_redo()) return;
    done_.push_back(std::move(undone_.back()));
    undone_.pop_back();
    Step& step = done_.back();
    if (step.whole) {
        std::swap(*step.whole, drawing_);
    } else {
        drawing_.strokes.push_back(std::exchange(step.stroke, {}));
    }
    point_count_ = count_points(drawing_);
    ++revision_;
}

}  // namespace convoscope::canvas
