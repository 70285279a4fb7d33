#include "ui/marks.h"

#include <algorithm>
#include <cmath>
#include <initializer_list>
#include <vector>

namespace convoscope::ui {
namespace {

constexpr float kGrid = 8;
constexpr float kTurn = 6.2831853f;

/// A pen on the grid: x to the right, y down, 0 .. 8.
class Pen {
  public:
    Pen(ImDrawList& list, ImVec2 corner, float side, ImU32 colour)
        : list_(list), corner_(corner), unit_(side / kGrid), colour_(colour) {}

    void line(std::initializer_list<ImVec2> points) {
        std::vector<ImVec2> at;
        for (const ImVec2& point : points) at.push_back(place(point));
        list_.AddPolyline(at.data(), static_cast<int>(at.size()), colour_, 0, width());
    }
    void triangle(ImVec2 a, ImVec2 b, ImVec2 c) {
        list_.AddTriangleFilled(place(a), place(b), place(c), colour_);
    }
    void circle(ImVec2 middle, float radius) {
        list_.AddCircle(place(middle), radius * unit_, colour_, 0, width());
    }
    void dot(ImVec2 middle, float radius) { list_.AddCircleFilled(place(middle), radius * unit_, colour_); }
    /// Turns from one angle to another, in shares of a whole turn from the right, clockwise.
    void arc(ImVec2 middle, float radius, float from, float to) {
        list_.PathArcTo(place(middle), radius * unit_, from * kTurn, to * kTurn);
        list_.PathStroke(colour_, 0, width());
    }
    void box(ImVec2 from, ImVec2 to) { list_.AddRect(place(from), place(to), colour_, unit_, 0, width()); }
    void bar(ImVec2 from, ImVec2 to) { list_.AddRectFilled(place(from), place(to), colour_); }

  private:
    ImVec2 place(ImVec2 point) const { return {corner_.x + point.x * unit_, corner_.y + point.y * unit_}; }
    float width() const { return std::max(1.0f, 0.8f * unit_); }

    ImDrawList& list_;
    ImVec2 corner_;
    float unit_;
    ImU32 colour_;
};

/// The lids of an eye, as two arcs of circles that meet at its corners.
void lids(Pen& pen, bool upper) {
    if (upper) pen.arc({4, 6.6f}, 4.7f, 0.5f + 0.0855f, 1 - 0.0855f);
    pen.arc({4, 1.4f}, 4.7f, 0.0855f, 0.5f - 0.0855f);
}

void eye(Pen& pen, bool open) {
    lids(pen, open);
    if (open) return pen.dot({4, 4}, 1.25f);
    pen.line({{4, 6.1f}, {4, 7.4f}});
    pen.line({{1.6f, 5.5f}, {0.9f, 6.6f}});
    pen.line({{6.4f, 5.5f}, {7.1f, 6.6f}});
}

void sun(Pen& pen) {
    pen.circle({4, 4}, 1.7f);
    for (int ray = 0; ray < 8; ++ray) {
        const float angle = static_cast<float>(ray) / 8 * kTurn;
        const ImVec2 way{std::cos(angle), std::sin(angle)};
        pen.line({{4 + 2.8f * way.x, 4 + 2.8f * way.y}, {4 + 3.8f * way.x, 4 + 3.8f * way.y}});
    }
}

void moon(Pen& pen) {
    pen.arc({4, 4}, 3.2f, 0.05f, 0.72f);
    pen.arc({5.9f, 2.6f}, 2.9f, 0.19f, 0.56f);
}

void edges(Pen& pen) {
    pen.line({{1.5f, 1.5f}, {6.5f, 4}, {1.5f, 6.5f}});
    pen.line({{1.5f, 4}, {6.5f, 4}});
    for (const float y : {1.5f, 4.0f, 6.5f}) pen.dot({1.5f, y}, 0.9f);
    pen.dot({6.5f, 4}, 1.2f);
}

void reset(Pen& pen) {
    pen.arc({4, 4.2f}, 2.9f, -0.16f, 0.62f);
    pen.triangle({1.2f, 0.6f}, {4.6f, 1.2f}, {2.0f, 3.6f});
}

}  // namespace

void add_mark(ImDrawList& list, Mark mark, ImVec2 corner, float side, ImU32 colour) {
    Pen pen(list, corner, side, colour);
    switch (mark) {
        case Mark::Eye:
            return eye(pen, true);
        case Mark::EyeClosed:
            return eye(pen, false);
        case Mark::Fold:
            pen.line({{1.5f, 0.8f}, {4, 3}, {6.5f, 0.8f}});
            return pen.line({{1.5f, 7.2f}, {4, 5}, {6.5f, 7.2f}});
        case Mark::Unfold:
            pen.line({{1.5f, 3}, {4, 0.8f}, {6.5f, 3}});
            return pen.line({{1.5f, 5}, {4, 7.2f}, {6.5f, 5}});
        case Mark::Pulse:
            return pen.line({{0, 4.5f}, {2, 4.5f}, {3.2f, 1}, {5, 7.2f}, {6, 4.5f}, {8, 4.5f}});
        case Mark::Play:
            return pen.triangle({1.6f, 0.8f}, {7, 4}, {1.6f, 7.2f});
        case Mark::Pause:
            pen.bar({1.6f, 1}, {3.2f, 7});
            return pen.bar({4.8f, 1}, {6.4f, 7});
        case Mark::Find:
            pen.circle({3.3f, 3.3f}, 2.5f);
            return pen.line({{5.2f, 5.2f}, {7.4f, 7.4f}});
        case Mark::Reset:
            return reset(pen);
        case Mark::Edges:
            return edges(pen);
        case Mark::View:
            pen.line(
                {{4, 0.6f}, {7.2f, 2.4f}, {7.2f, 5.8f}, {4, 7.5f}, {0.8f, 5.8f}, {0.8f, 2.4f}, {4, 0.6f}});
            return pen.line({{0.8f, 2.4f}, {4, 4.2f}, {7.2f, 2.4f}, {4, 4.2f}, {4, 7.5f}});
        case Mark::Down:
            return pen.line({{1.6f, 2.8f}, {4, 5.4f}, {6.4f, 2.8f}});
        case Mark::Export:
            pen.line({{0.8f, 4.6f}, {0.8f, 7.2f}, {7.2f, 7.2f}, {7.2f, 4.6f}});
            pen.line({{4, 5.4f}, {4, 0.8f}});
            return pen.line({{1.9f, 2.9f}, {4, 0.8f}, {6.1f, 2.9f}});
        case Mark::Light:
            return sun(pen);
        case Mark::Dark:
            return moon(pen);
        case Mark::Screen:
            pen.box({0.6f, 0.8f}, {7.4f, 5.6f});
            return pen.line({{2, 7.4f}, {4, 5.8f}, {6, 7.4f}});
        case Mark::More:
            for (const float x : {1.2f, 4.0f, 6.8f}) pen.dot({x, 4}, 0.8f);
            return;
    }
}

}  // namespace convoscope::ui
