#include "canvas/curve.h"

#include <algorithm>
#include <cmath>

namespace convoscope::canvas {
namespace {

/// More pieces than any stroke on a canvas needs, and few enough for a pen that jumps across a million units.
constexpr float kMostPieces = 64;

struct Vector {
    float x = 0;
    float y = 0;
};
Vector operator+(Vector a, Vector b) { return {a.x + b.x, a.y + b.y}; }
Vector operator-(Vector a, Vector b) { return {a.x - b.x, a.y - b.y}; }
Vector operator*(float factor, Vector a) { return {factor * a.x, factor * a.y}; }
float dot(Vector a, Vector b) { return a.x * b.x + a.y * b.y; }
float length(Vector a) { return std::sqrt(dot(a, a)); }

Vector place_of(Point point) { return {point.x, point.y}; }
bool same_place(Point a, Point b) { return a.x == b.x && a.y == b.y; }

/// The Bezier handle beside `at` on the way to `to` of a centripetal Catmull-Rom spline that came from
/// `from`.
Vector handle(Vector from, Vector at, Vector to) {
    const float before = std::sqrt(length(at - from));
    const float after = std::sqrt(length(to - at));
    const float sum = before + after;
    const Vector tangent = (after / before) * (at - from) + (before / after) * (to - at);
    return at + (after / (3 * sum)) * tangent;
}

/// The handle at an end of the line, where nothing says how it goes: as at the other end, so that an arc ends
/// as an arc; but the sharper that turns, the straighter.
/// @param handle  the one at `other`, the other end of the last piece
Vector end_handle(Vector end, Vector other, Vector handle) {
    const Vector chord = other - end;
    const Vector along = (1 / length(chord)) * chord;
    const Vector across{-along.y, along.x};
    const float forward = dot(other - handle, along);
    const float sideways = dot(handle - other, across);
    // Of a turn by 60 degrees the whole (30 on each side of the chord), from 120 degrees on nothing.
    constexpr float kGentle = 0.5774f;
    constexpr float kSharp = 1.7321f;
    const float slope = forward > 0 ? std::abs(sideways) / forward : kSharp;
    const float share = std::clamp((kSharp - slope) / (kSharp - kGentle), 0.0f, 1.0f);
    return end + std::max(forward, 0.0f) * along + (share * sideways) * across;
}

/// How many lines stand for a Bezier curve so that they are at most `flatness` away from it (Wang's formula;
/// Goldman: "Pyramid Algorithms", 2003).
int pieces_of(Vector start, Vector leaves, Vector arrives, Vector end, float flatness) {
    const Vector chord = end - start;
    const Vector across = (1 / length(chord)) * Vector{-chord.y, chord.x};
    const float aside =
        std::max(std::abs(dot(leaves - start, across)), std::abs(dot(arrives - start, across)));
    if (aside <= flatness) return 1;  // however unevenly it goes along a straight line
    const float bend =
        std::max(length(start - 2.0f * leaves + arrives), length(leaves - 2.0f * arrives + end));
    return static_cast<int>(std::clamp(std::ceil(std::sqrt(0.75f * bend / flatness)), 1.0f, kMostPieces));
}

float within_limits(float place) { return std::clamp(place, -Limits::farthest, Limits::farthest); }

/// Adds the piece from one sample to the next, without the first.
/// @param before, after  their neighbours; null at the ends of the line
void add_piece(const Point* before, Point from, Point to, const Point* after, float flatness,
               std::vector<Point>& points) {
    const Vector start = place_of(from);
    const Vector end = place_of(to);
    Vector leaves = start + (1.0f / 3) * (end - start);
    Vector arrives = end + (1.0f / 3) * (start - end);
    if (before) leaves = handle(place_of(*before), start, end);
    if (after) arrives = handle(place_of(*after), end, start);
    if (before && !after) arrives = end_handle(end, start, leaves);
    if (after && !before) leaves = end_handle(start, end, arrives);
    const int pieces = pieces_of(start, leaves, arrives, end, flatness);
    const bool timed = from.t >= 0 && to.t >= 0;
    for (int i = 1; i < pieces; ++i) {
        const float u = static_cast<float>(i) / static_cast<float>(pieces);
        const float v = 1 - u;
        const Vector at =
            v * v * v * start + 3 * v * v * u * leaves + 3 * v * u * u * arrives + u * u * u * end;
        points.push_back({within_limits(at.x), within_limits(at.y), timed ? v * from.t + u * to.t : -1.0f});
    }
    points.push_back(to);
}

}  // namespace

Curve::Curve(Point start, float flatness) : flatness_(flatness), knots_{start} {}

void Curve::add(Point sample, std::vector<Point>& points) {
    if (same_place(sample, knots_.back())) {
        points.push_back(sample);
        repeats_.push_back(sample);
        return;
    }
    // Where the line goes on from the sample before is known now: what leads there is made for good.
    points.resize(settled_);
    if (knots_.size() > 1) {
        const std::size_t last = knots_.size() - 1;
        add_piece(last > 1 ? &knots_[last - 2] : nullptr, knots_[last - 1], knots_[last], &sample, flatness_,
                  points);
    }
    points.insert(points.end(), repeats_.begin(), repeats_.end());
    settled_ = points.size();
    if (!repeats_.empty()) knots_.back() = repeats_.back();  // it leaves when it has rested there
    repeats_.clear();
    if (knots_.size() == 3) knots_.erase(knots_.begin());
    knots_.push_back(sample);
    const std::size_t last = knots_.size() - 1;
    add_piece(last > 1 ? &knots_[last - 2] : nullptr, knots_[last - 1], sample, nullptr, flatness_, points);
}

}  // namespace convoscope::canvas
