#include "canvas/canvas.h"

#include <gtest/gtest.h>

#include <cmath>
#include <limits>

namespace convoscope::canvas {
namespace {

void draw(Canvas& canvas, std::initializer_list<Point> points) {
    bool first = true;
    for (const Point point : points) {
        if (first) canvas.begin_stroke(point, 20, false);
        if (!first) canvas.extend_stroke(point);
        first = false;
    }
    canvas.end_stroke();
}

TEST(CanvasTest, KeepsEveryPointInOrder) {
    Canvas canvas;
    canvas.begin_stroke({1, 2, 0}, 25, false);
    canvas.extend_stroke({1, 2, 0.5f});  // the same place again is a point all the same
    canvas.extend_stroke({-40, 900, 1});
    canvas.end_stroke();
    canvas.begin_stroke({5, 6}, 30, true);
    const std::vector<Stroke> expected{{{{1, 2, 0}, {1, 2, 0.5f}, {-40, 900, 1}}, 25, false},
                                       {{{5, 6}}, 30, true}};
    EXPECT_EQ(canvas.drawing().strokes, expected);
}

TEST(CanvasTest, EveryChangeRaisesTheRevision) {
    Canvas canvas;
    std::uint64_t seen = 0;
    const auto changed = [&] {
        const bool is_new = canvas.revision() > seen;
        seen = canvas.revision();
        return is_new;
    };
    EXPECT_TRUE(changed());
    canvas.begin_stroke({1, 1}, 20, false);
    EXPECT_TRUE(changed());
    canvas.extend_stroke({2, 2});
    EXPECT_TRUE(changed());
    canvas.end_stroke();
    EXPECT_FALSE(changed());
    canvas.undo();
    EXPECT_TRUE(changed());
    canvas.redo();
    EXPECT_TRUE(changed());
    canvas.clear();
    EXPECT_TRUE(changed());
    canvas.clear();  // blank already
    EXPECT_FALSE(changed());
    canvas.replace(Drawing{});
    EXPECT_TRUE(changed());
}

TEST(CanvasTest, UndoAndRedoGoThroughEveryState) {
    Canvas canvas;
    std::vector<Drawing> states{canvas.drawing()};
    const auto remember = [&] { states.push_back(canvas.drawing()); };
    draw(canvas, {{1, 1}, {2, 2}});
    remember();
    draw(canvas, {{3, 3}});
    remember();
    canvas.clear();
    remember();
    draw(canvas, {{4, 4}, {5, 5}, {6, 6}});
    remember();
    Drawing loaded;
    loaded.width = 500;
    loaded.base = std::make_shared<Picture>(4, 4);
    loaded.label = 3;
    canvas.replace(loaded);
    remember();
    draw(canvas, {{7, 7}});
    remember();
    for (int round = 0; round < 2; ++round) {
        for (std::size_t i = states.size() - 1; i > 0; --i) {
            ASSERT_TRUE(canvas.can_undo());
            canvas.undo();
            EXPECT_EQ(canvas.drawing(), states[i - 1]);
        }
        EXPECT_FALSE(canvas.can_undo());
        for (std::size_t i = 1; i < states.size(); ++i) {
            ASSERT_TRUE(canvas.can_redo());
            canvas.redo();
            EXPECT_EQ(canvas.drawing(), states[i]);
        }
        EXPECT_FALSE(canvas.can_redo());
    }
}

TEST(CanvasTest, ANewStrokeEndsWhatCouldBeRedone) {
    Canvas canvas;
    draw(canvas, {{1, 1}});
    canvas.undo();
    draw(canvas, {{2, 2}});
    EXPECT_FALSE(canvas.can_redo());
    canvas.redo();
    EXPECT_EQ(canvas.drawing().strokes.size(), 1U);
}

TEST(CanvasTest, UndoDuringAStrokeTakesThatStroke) {
    Canvas canvas;
    draw(canvas, {{1, 1}});
    canvas.begin_stroke({2, 2}, 20, false);
    canvas.undo();
    EXPECT_FALSE(canvas.stroke_open());
    canvas.extend_stroke({3, 3});  // the pen is still moving
    ASSERT_EQ(canvas.drawing().strokes.size(), 1U);
    EXPECT_EQ(canvas.drawing().strokes[0].points.size(), 1U);
}

TEST(CanvasTest, ClearKeepsTheCanvassSize) {
    Drawing drawing;
    drawing.width = 500;
    drawing.height = 400;
    drawing.label = 4;
    drawing.strokes = {{{{1, 1}}, 9, false}};
    Canvas canvas(drawing);
    canvas.clear();
    Drawing blank;
    blank.width = 500;
    blank.height = 400;
    EXPECT_EQ(canvas.drawing(), blank);
}

TEST(CanvasTest, IgnoresPointsThatAreNoPlace) {
    Canvas canvas;
    const float infinity = std::numeric_limits<float>::infinity();
    canvas.begin_stroke({std::nanf(""), 1}, 20, false);
    EXPECT_FALSE(canvas.stroke_open());
    canvas.begin_stroke({1, 1}, 20, false);
    for (const Point point :
         {Point{infinity, 0}, {0, -infinity}, {0, std::nanf("")}, {3e6f, 0}, {0, 0, infinity}})
        canvas.extend_stroke(point);
    EXPECT_EQ(canvas.drawing().strokes[0].points.size(), 1U);
}

TEST(CanvasTest, StopsAtWhatAFileMayHold) {
    Drawing full;
    full.strokes = {{std::vector<Point>(Limits::points - 1), 9, false}};
    Canvas canvas(full);
    canvas.begin_stroke({1, 1}, 20, false);
    canvas.extend_stroke({2, 2});
    canvas.end_stroke();
    EXPECT_EQ(canvas.drawing().strokes.back().points.size(), 1U);
    canvas.begin_stroke({3, 3}, 20, false);
    EXPECT_EQ(canvas.drawing().strokes.size(), 2U);
    canvas.undo();  // makes room again
    canvas.begin_stroke({3, 3}, 20, false);
    EXPECT_EQ(canvas.drawing().strokes.back().points, (std::vector<Point>{{3, 3}}));
}

TEST(CanvasTest, TheOldestStepsAreForgottenAndTheNewestUndo) {
    constexpr std::size_t kEach = 100'000;
    Drawing large;
    large.strokes = {{std::vector<Point>(kEach, {1, 2, -1}), 9, false}};
    Canvas canvas;
    for (int i = 0; i < 100; ++i) {
        large.label = i;
        canvas.replace(large);
    }
    canvas.clear();
    std::size_t steps = 0;
    for (; canvas.can_undo(); ++steps) {
        canvas.undo();
        ASSERT_EQ(canvas.drawing().label, 99 - static_cast<int>(steps)) << "step " << steps;
    }
    EXPECT_LE(steps * kEach, kMostUndoPoints);
    EXPECT_GT((steps + 2) * kEach, kMostUndoPoints);
    for (; canvas.can_redo(); --steps) canvas.redo();
    EXPECT_EQ(steps, 0u);
    EXPECT_TRUE(canvas.drawing().blank());
}

}  // namespace
}  // namespace convoscope::canvas
