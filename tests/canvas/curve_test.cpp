#include "canvas/curve.h"

#include <gtest/gtest.h>

#include <algorithm>
#include <cmath>
#include <numbers>

#include "canvas/canvas.h"
#include "canvas/files.h"
#include "canvas/raster.h"

namespace convoscope::canvas {
namespace {

std::vector<Point> drawn(const std::vector<Point>& samples) {
    Canvas canvas;
    canvas.begin_stroke(samples[0], 20, false);
    for (std::size_t i = 1; i < samples.size(); ++i) canvas.extend_stroke(samples[i]);
    canvas.end_stroke();
    return canvas.drawing().strokes.at(0).points;
}

/// Once around, the first sample again at the end.
std::vector<Point> circle(int samples, float radius) {
    std::vector<Point> result;
    for (int i = 0; i <= samples; ++i) {
        const float angle =
            2 * std::numbers::pi_v<float> * static_cast<float>(i) / static_cast<float>(samples);
        result.push_back(
            {140 + radius * std::cos(angle), 140 + radius * std::sin(angle), 0.1f * static_cast<float>(i)});
    }
    return result;
}

float distance(Point a, Point b) { return std::hypot(a.x - b.x, a.y - b.y); }

float distance_to_line(Point point, Point from, Point to) {
    const float x = to.x - from.x, y = to.y - from.y;
    const float squared = x * x + y * y;
    const float part =
        squared > 0 ? std::clamp(((point.x - from.x) * x + (point.y - from.y) * y) / squared, 0.0f, 1.0f) : 0;
    return distance(point, {from.x + part * x, from.y + part * y});
}

TEST(CurveTest, TwelveSamplesOfACircleMakeACircle) {
    const std::vector<Point> points = drawn(circle(12, 100));
    EXPECT_GT(points.size(), 60u);
    for (std::size_t i = 0; i < points.size(); ++i) {
        EXPECT_NEAR(distance(points[i], {140, 140}), 100, 0.5) << i;
        if (i == 0) continue;
        // Halfway between two points lies a line, not the curve: no corner shows.
        const Point middle{(points[i - 1].x + points[i].x) / 2, (points[i - 1].y + points[i].y) / 2};
        EXPECT_NEAR(distance(middle, {140, 140}), 100, 0.5) << i;
    }
}

TEST(CurveTest, GoesThroughEverySampleInOrderAndInTime) {
    const std::vector<Point> samples{{20, 30, 0},     {90, 40, 0.1f},  {90, 40, 0.3f}, {95, 45, 0.35f},
                                     {30, 200, 0.5f}, {31, 200, 0.6f}, {250, 20, 1}};
    const std::vector<Point> points = drawn(samples);
    auto from = points.begin();
    for (const Point& sample : samples) {
        from = std::find(from, points.end(), sample);
        ASSERT_NE(from, points.end()) << sample.x << ", " << sample.y;
        ++from;
    }
    EXPECT_EQ(points.back(), samples.back());
    for (std::size_t i = 1; i < points.size(); ++i) EXPECT_LE(points[i - 1].t, points[i].t);
}

TEST(CurveTest, TheLastSampleIsReachedAtOnce) {
    Canvas canvas;
    const std::vector<Point> samples = circle(9, 70);
    canvas.begin_stroke(samples[0], 20, false);
    for (std::size_t i = 1; i < samples.size(); ++i) {
        canvas.extend_stroke(samples[i]);
        EXPECT_EQ(canvas.drawing().strokes[0].points.back(), samples[i]);
    }
}

/// Only what leads to the last sample but one is made anew: what lies before it stays.
TEST(CurveTest, WhatIsSettledStays) {
    Canvas canvas;
    const std::vector<Point> samples = circle(20, 70);
    canvas.begin_stroke(samples[0], 20, false);
    std::vector<Point> before{samples[0]};
    for (std::size_t i = 1; i < samples.size(); ++i) {
        canvas.extend_stroke(samples[i]);
        const std::vector<Point>& points = canvas.drawing().strokes[0].points;
        if (i >= 2) {
            const auto settled = std::find(before.begin(), before.end(), samples[i - 2]);
            ASSERT_NE(settled, before.end());
            EXPECT_TRUE(std::equal(before.begin(), settled + 1, points.begin()));
        }
        before = points;
    }
}

TEST(CurveTest, StraightLinesGetNoPointsBeyondTheirSamples) {
    const std::vector<Point> samples{{20, 30, -1}, {60, 60, -1}, {64, 63, -1}, {164, 138, -1}};
    EXPECT_EQ(drawn(samples), samples);
    EXPECT_EQ(drawn({{20, 30, -1}}), (std::vector<Point>{{20, 30, -1}}));
    EXPECT_EQ(drawn({{20, 30, 0}, {20, 30, 1}}), (std::vector<Point>{{20, 30, 0}, {20, 30, 1}}));
}

/// Coarse samples, sharp turns, a short step after a long one: the curve stays near what was drawn, without
/// loops.
TEST(CurveTest, DoesNotOvershoot) {
    const std::vector<std::vector<Point>> corners{
        {{40, 60}, {240, 60}, {120, 240}},             // a seven in three samples
        {{40, 60}, {240, 60}, {240, 64}, {120, 240}},  // that rests in its corner
        {{40, 140}, {240, 140}, {42, 142}},            // there and back
        {{40, 40}, {140, 240}, {240, 40}, {241, 42}, {140, 41}},
    };
    for (const std::vector<Point>& samples : corners) {
        const std::vector<Point> points = drawn(samples);
        for (const Point& point : points) {
            float nearest = 1e9f;
            for (std::size_t i = 1; i < samples.size(); ++i)
                nearest = std::min(nearest, distance_to_line(point, samples[i - 1], samples[i]));
            EXPECT_LT(nearest, 30) << point.x << ", " << point.y;
            EXPECT_GT(point.x, 5);
            EXPECT_LT(point.x, 265);
        }
        // No loop between two samples: it goes from the one towards the other.
        std::size_t next = 1;
        for (std::size_t i = 1; i < points.size(); ++i) {
            const Point from = samples[next - 1], to = samples[next];
            const float forward = (points[i].x - points[i - 1].x) * (to.x - from.x) +
                                  (points[i].y - points[i - 1].y) * (to.y - from.y);
            EXPECT_GT(forward, -0.2f * distance(from, to) * distance(points[i], points[i - 1])) << i;
            if (points[i] == to) ++next;
        }
    }
}

TEST(CurveTest, ATapIsADot) {
    Canvas canvas;
    canvas.begin_stroke({70, 80, 0}, 25, false);
    canvas.end_stroke();
    EXPECT_EQ(canvas.drawing().strokes, (std::vector<Stroke>{{{{70, 80, 0}}, 25, false}}));
}

TEST(CurveTest, FarJumpsStayBounded) {
    const std::vector<Point> points = drawn({{0, 0}, {9e5f, 0}, {9e5f, 9e5f}, {-9e5f, 3}, {0, 0}});
    EXPECT_LE(points.size(), 4u * 64 + 1);
    for (const Point& point : points) EXPECT_TRUE(is_drawable(point));
}

TEST(CurveTest, ReopenedItIsTheSameBitForBit) {
    Canvas canvas;
    std::vector<Point> samples = circle(7, 90);
    canvas.begin_stroke(samples[0], 20, false);
    Rasteriser live(512);
    for (std::size_t i = 1; i < samples.size(); ++i) {
        canvas.extend_stroke(samples[i]);
        live.update(canvas.drawing());
    }
    canvas.end_stroke();
    const Drawing reopened = parse_drawing(to_json(canvas.drawing()), "test");
    EXPECT_EQ(reopened, canvas.drawing());
    Rasteriser afresh(512);
    EXPECT_EQ(live.update(canvas.drawing()), afresh.update(reopened));
}

TEST(CurveTest, LoadedDrawingsStayAsTheyAre) {
    Drawing coarse;
    coarse.strokes = {{{{40, 60}, {240, 60}, {120, 240}}, 20, false}};
    Canvas canvas(coarse);
    EXPECT_EQ(canvas.drawing(), coarse);
    canvas.replace(coarse);
    EXPECT_EQ(canvas.drawing(), coarse);
    canvas.begin_stroke({1, 1}, 20, false);
    canvas.extend_stroke({9, 1});
    canvas.extend_stroke({9, 9});
    EXPECT_EQ(canvas.drawing().strokes[0], coarse.strokes[0]);
    canvas.undo();
    EXPECT_EQ(canvas.drawing(), coarse);
}

}  // namespace
}  // namespace convoscope::canvas
