#include "canvas/raster.h"

#include <gtest/gtest.h>

#include <algorithm>
#include <cmath>
#include <numbers>
#include <numeric>
#include <random>

#include "canvas/canvas.h"

namespace convoscope::canvas {
namespace {

Drawing with_strokes(std::vector<Stroke> strokes) {
    Drawing drawing;
    drawing.strokes = std::move(strokes);
    return drawing;
}

Picture afresh(const Drawing& drawing, int height = 280) { return Rasteriser(height).update(drawing); }

double mass(const Picture& picture) { return std::accumulate(picture.ink.begin(), picture.ink.end(), 0.0); }

bool same_bits(const Picture& a, const Picture& b) { return a == b; }  // ink is never NaN nor -0

TEST(RasteriserTest, ASinglePointIsADotAsLargeAsThePen) {
    const Picture picture = afresh(with_strokes({{{{140, 140}}, 40, false}}));
    EXPECT_NEAR(mass(picture), std::numbers::pi * 20 * 20, 2);
    EXPECT_EQ(picture.at(140, 140), 1);
    EXPECT_EQ(picture.at(140, 118), 0);
    EXPECT_EQ(picture.at(118, 140), 0);
}

TEST(RasteriserTest, ASegmentIsACapsule) {
    const Picture picture = afresh(with_strokes({{{{50, 60}, {170, 220}}, 24, false}}));  // 200 long
    EXPECT_NEAR(mass(picture), 200 * 24 + std::numbers::pi * 12 * 12, 3);
}

TEST(RasteriserTest, BordersAreExactAlongTheGrid) {
    // A pen 2.5 wide along y = 10: covers y from 8.75 to 11.25.
    const Picture picture = afresh(with_strokes({{{{-50, 10}, {400, 10}}, 2.5f, false}}));
    EXPECT_FLOAT_EQ(picture.at(7, 100), 0);
    EXPECT_FLOAT_EQ(picture.at(8, 100), 0.25f);
    EXPECT_FLOAT_EQ(picture.at(9, 100), 1);
    EXPECT_FLOAT_EQ(picture.at(10, 100), 1);
    EXPECT_FLOAT_EQ(picture.at(11, 100), 0.25f);
    EXPECT_FLOAT_EQ(picture.at(12, 100), 0);
}

TEST(RasteriserTest, APenThinnerThanAPixelLeavesItsShareOfInk) {
    const Picture picture = afresh(with_strokes({{{{-50, 10.5f}, {400, 10.5f}}, 0.2f, false}}));
    EXPECT_FLOAT_EQ(picture.at(10, 100), 0.2f);
    EXPECT_FLOAT_EQ(picture.at(9, 100), 0);
}

TEST(RasteriserTest, ThePictureHasTheDrawingsProportions) {
    Drawing drawing;
    drawing.width = 1000;
    drawing.height = 500;
    drawing.strokes = {{{{500, 250}}, 100, false}};
    const Picture picture = afresh(drawing, 140);
    EXPECT_EQ(picture.width, 280);
    EXPECT_EQ(picture.height, 140);
    EXPECT_EQ(picture.at(70, 140), 1);
    EXPECT_NEAR(mass(picture), std::numbers::pi * 14 * 14, 1);
}

TEST(RasteriserTest, PointsOutsideAreCutOff) {
    const Picture crossing = afresh(with_strokes({{{{-9000, 140}, {9000, 140}}, 10, false}}));
    EXPECT_NEAR(mass(crossing), 280 * 10, 1);
    const Picture beside = afresh(with_strokes({{{{-100, -100}, {-50, 300}, {900, 400}}, 10, false}}));
    EXPECT_EQ(mass(beside), 0);
    const float far = Limits::farthest;
    EXPECT_GT(mass(afresh(with_strokes({{{{-far, -far}, {far, far}}, 10, false}}))), 0);
    EXPECT_EQ(mass(afresh(with_strokes({{{{far, far}}, far, false}}))), 0);
}

TEST(RasteriserTest, PenStrokesDoNotAddUp) {
    const Stroke stroke{{{50, 60}, {170, 220}}, 24, false};
    EXPECT_TRUE(same_bits(afresh(with_strokes({stroke, stroke})), afresh(with_strokes({stroke}))));
}

TEST(RasteriserTest, ErasedEverythingIsBlankAgain) {
    const Picture picture =
        afresh(with_strokes({{{{50, 60}, {170, 220}}, 24, false}, {{{0, 140}, {280, 140}}, 400, true}}));
    EXPECT_TRUE(same_bits(picture, Picture(280, 280)));
}

TEST(RasteriserTest, TheErasersBorderDoesNotDependOnHowManyPointsItHas) {
    const Stroke ink{{{140, 140}}, 200, false};
    Stroke few{{{40, 140}, {240, 140}}, 30.5f, true}, many{{}, 30.5f, true};
    for (int i = 0; i <= 200; ++i) many.points.push_back({40.0f + static_cast<float>(i), 140});
    const Picture a = afresh(with_strokes({ink, few})), b = afresh(with_strokes({ink, many}));
    for (std::size_t i = 0; i < a.ink.size(); ++i) ASSERT_NEAR(a.ink[i], b.ink[i], 1e-4f);
}

TEST(RasteriserTest, InkOverErasedIsInkAgain) {
    const Stroke ink{{{50, 60}, {170, 220}}, 24, false}, eraser{{{140, 140}}, 400, true};
    EXPECT_TRUE(same_bits(afresh(with_strokes({ink, eraser, ink})), afresh(with_strokes({ink}))));
}

TEST(RasteriserTest, StrokesLieOnTheBase) {
    Drawing drawing;
    auto base = std::make_shared<Picture>(28, 28);
    base->at(3, 4) = 0.5f;
    drawing.base = base;
    Picture picture = afresh(drawing);
    EXPECT_FLOAT_EQ(picture.at(35, 45), 0.5f);
    EXPECT_FLOAT_EQ(picture.at(29, 45), 0);
    drawing.strokes = {{{{45, 35}}, 60, true}};
    picture = afresh(drawing);
    EXPECT_FLOAT_EQ(picture.at(35, 45), 0);
}

/// Random edits, as a user makes them and rougher; after each the picture is what it would be afresh.
TEST(RasteriserTest, IsTheSameBitForBitAsAfresh) {
    std::mt19937 random(1);
    const auto uniform = [&](float from, float to) {
        return std::uniform_real_distribution<float>(from, to)(random);
    };
    Canvas canvas;
    Rasteriser rasteriser(70);
    int compared = 0;
    for (int edit = 0; edit < 4000; ++edit) {
        const int kind = std::uniform_int_distribution<int>(0, 99)(random);
        if (kind < 15) {
            canvas.begin_stroke({uniform(-50, 330), uniform(-50, 330)}, uniform(0.1f, 60), kind < 5);
        } else if (kind < 75) {
            canvas.extend_stroke({uniform(-50, 330), uniform(-50, 330)});
        } else if (kind < 86) {
            canvas.undo();
        } else if (kind < 94) {
            canvas.redo();
        } else if (kind < 95) {
            canvas.clear();
        } else if (kind < 96) {
            Drawing drawing;
            drawing.width = uniform(100, 400);
            auto base = std::make_shared<Picture>(5, 5);
            for (float& ink : base->ink) ink = uniform(0, 1);
            drawing.base = base;
            canvas.replace(drawing);
        } else if (kind < 97) {
            canvas.end_stroke();
        }
        if (uniform(0, 1) < 0.3f) continue;  // several edits may come between two frames
        ASSERT_TRUE(same_bits(rasteriser.update(canvas.drawing()), afresh(canvas.drawing(), 70)))
            << "edit " << edit;
        ++compared;
    }
    EXPECT_GT(compared, 2000);
}

TEST(RasteriserTest, SeesAnEditOfAnEarlierStroke) {
    Drawing drawing = with_strokes({{{{50, 60}, {170, 220}}, 24, false}, {{{100, 60}}, 24, false}});
    Rasteriser rasteriser;
    rasteriser.update(drawing);
    const auto still_right = [&] { return same_bits(rasteriser.update(drawing), afresh(drawing)); };
    drawing.strokes[0].points[1].x = 20;
    EXPECT_TRUE(still_right());
    drawing.strokes[0].width = 50;
    EXPECT_TRUE(still_right());
    drawing.strokes[1].erase = true;
    EXPECT_TRUE(still_right());
    drawing.strokes[0].points.push_back({250, 250});
    EXPECT_TRUE(still_right());
    drawing.strokes.erase(drawing.strokes.begin());
    EXPECT_TRUE(still_right());
    drawing.strokes[0].points.clear();
    EXPECT_TRUE(still_right());
}

}  // namespace
}  // namespace convoscope::canvas
