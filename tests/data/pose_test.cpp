#include "data/pose.h"

#include <gtest/gtest.h>

#include <algorithm>
#include <cmath>
#include <numbers>

namespace convoscope::data {
namespace {

/// A box's left upper half: twice as high as wide.
canvas::Drawing hook() {
    canvas::Drawing drawing;
    drawing.width = drawing.height = 500;
    drawing.strokes = {{{{100, 300}, {100, 100}, {200, 100}}, 30, false}, {{{100, 300}}, 10, true}};
    drawing.label = 7;
    return drawing;
}

void expect_points(const canvas::Stroke& stroke, std::initializer_list<canvas::Point> points) {
    ASSERT_EQ(stroke.points.size(), points.size());
    const canvas::Point* expected = points.begin();
    for (const canvas::Point& point : stroke.points) {
        EXPECT_NEAR(point.x, expected->x, 1e-3);
        EXPECT_NEAR(point.y, expected->y, 1e-3);
        ++expected;
    }
}

TEST(Pose, PutsTheBoxInTheMiddleAndAsLargeAsSaid) {
    Pose pose;
    pose.size = 0.5f;
    const canvas::Drawing drawing = posed(hook(), pose);
    EXPECT_EQ(drawing.width, 280);
    EXPECT_EQ(drawing.height, 280);
    EXPECT_EQ(drawing.label, 7);
    expect_points(drawing.strokes[0], {{105, 210}, {105, 70}, {175, 70}});
}

TEST(Pose, TheEdgesAreTouchedByThePensOwnEdge) {
    Pose pose;
    pose.size = 0.5f;
    pose.pen = 0.1f;
    pose.across = 0;
    pose.down = 1;
    expect_points(posed(hook(), pose).strokes[0], {{14, 266}, {14, 126}, {84, 126}});
    pose.across = 1;
    pose.down = 0;
    expect_points(posed(hook(), pose).strokes[0], {{196, 154}, {196, 14}, {266, 14}});
}

TEST(Pose, WhatDoesNotFitIsPutInTheMiddle) {
    Pose pose;
    pose.size = 1;
    pose.down = 0.9f;
    const canvas::Drawing drawing = posed(hook(), pose);
    EXPECT_NEAR(drawing.strokes[0].points[0].y, 280, 1e-3);
    EXPECT_NEAR(drawing.strokes[0].points[1].y, 0, 1e-3);
}

TEST(Pose, PensHaveItsWidthAndErasersAreScaled) {
    Pose pose;
    pose.size = 0.5f;
    pose.pen = 0.2f;
    const canvas::Drawing drawing = posed(hook(), pose);
    EXPECT_FLOAT_EQ(drawing.strokes[0].width, 56);
    EXPECT_NEAR(drawing.strokes[1].width, 7, 1e-3);
    EXPECT_TRUE(drawing.strokes[1].erase);
}

TEST(Pose, StretchesSlantsAndTurns) {
    const auto height_to_width = [](const Pose& pose) {
        const auto points = posed(hook(), pose).strokes[0].points;
        const auto by_x = [](const canvas::Point& a, const canvas::Point& b) { return a.x < b.x; };
        const auto by_y = [](const canvas::Point& a, const canvas::Point& b) { return a.y < b.y; };
        const auto [left, right] = std::ranges::minmax_element(points, by_x);
        const auto [top, bottom] = std::ranges::minmax_element(points, by_y);
        return (bottom->y - top->y) / (right->x - left->x);
    };
    Pose wide;
    wide.stretch = 2;
    EXPECT_NEAR(height_to_width(wide), 0.5, 1e-4);

    Pose turned;  // a quarter, clockwise: what was up is right
    turned.turn = std::numbers::pi_v<float> / 2;
    EXPECT_NEAR(height_to_width(turned), 0.5, 1e-4);
    const auto points = posed(hook(), turned).strokes[0].points;
    EXPECT_GT(points[1].x, points[0].x + 100);

    Pose slanted;  // to the right: the upper end further right than the lower one by half the height
    slanted.slant = 0.5f;
    EXPECT_NEAR(height_to_width(slanted), 1.0, 1e-4);
    const auto leaning = posed(hook(), slanted).strokes[0].points;
    EXPECT_GT(leaning[1].x, leaning[0].x + 50);
}

TEST(Pose, ADotAndAnEmptyDrawingStayWhatTheyAre) {
    canvas::Drawing dot;
    dot.strokes = {{{{20, 30}}, 10, false}};
    expect_points(posed(dot, {}).strokes[0], {{140, 140}});
    EXPECT_TRUE(posed(canvas::Drawing{}, {}).strokes.empty());
}

}  // namespace
}  // namespace convoscope::data
