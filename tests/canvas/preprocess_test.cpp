#include "canvas/preprocess.h"

#include <gtest/gtest.h>

#include <cmath>
#include <numeric>

#include "canvas/raster.h"

namespace convoscope::canvas {
namespace {

Steps steps_of(std::vector<Stroke> strokes, const PreprocessOptions& options = {}) {
    Drawing drawing;
    drawing.strokes = std::move(strokes);
    return preprocess(Rasteriser().update(drawing), options);
}

Point centre_of_mass(const Picture& picture) {
    double mass = 0, x = 0, y = 0;
    for (int row = 0; row < picture.height; ++row) {
        for (int column = 0; column < picture.width; ++column) {
            mass += picture.at(row, column);
            x += (column + 0.5) * picture.at(row, column);
            y += (row + 0.5) * picture.at(row, column);
        }
    }
    return {static_cast<float>(x / mass), static_cast<float>(y / mass)};
}

double mass(const Picture& picture) { return std::accumulate(picture.ink.begin(), picture.ink.end(), 0.0); }

TEST(PreprocessTest, APictureWithoutInkIsBlank) {
    const Steps steps = steps_of({});
    EXPECT_TRUE(steps.blank);
    EXPECT_EQ(steps.centred, Picture(28, 28));
    EXPECT_EQ(steps.drawn, Picture(280, 280));
    EXPECT_FALSE(steps.cropped.empty());
    EXPECT_FALSE(steps.scaled.empty());
}

TEST(PreprocessTest, LessInkThanEightBitsShowIsPaper) {
    Picture raster(50, 50);
    raster.at(10, 10) = 0.9f / 255;
    EXPECT_TRUE(preprocess(raster).blank);
    raster.at(10, 10) = 1.0f / 255;
    EXPECT_FALSE(preprocess(raster).blank);
}

TEST(PreprocessTest, TheBoxMayBeTheWholePicture) {
    Picture raster(200, 200);
    for (int row = 20; row < 132; ++row)
        for (int column = 50; column < 106; ++column) raster.at(row, column) = 1;
    PreprocessOptions options;
    options.box = 28;
    options.centre = false;
    const Picture seen = preprocess(raster, options).centred;
    for (int row = 0; row < 28; ++row)
        for (int column = 0; column < 28; ++column)
            ASSERT_NEAR(seen.at(row, column), column >= 7 && column < 21 ? 1 : 0, 1e-5);
}

TEST(PreprocessTest, CropsToTheInk) {
    Picture raster(100, 80);
    raster.at(20, 30) = 1;
    raster.at(50, 60) = 0.5f;
    raster.at(22, 25) = 0.2f;
    const Steps steps = preprocess(raster);
    EXPECT_EQ(steps.cropped.width, 36);
    EXPECT_EQ(steps.cropped.height, 31);
    EXPECT_EQ(steps.cropped.at(0, 5), 1);
    EXPECT_EQ(steps.cropped.at(30, 35), 0.5f);
}

/// MNIST's convention: the centre of mass lies in pixel 14, counted from 0.
void expect_centred(const Picture& picture) {
    const Point centre = centre_of_mass(picture);
    EXPECT_GE(centre.x, 13.998f);
    EXPECT_LE(centre.x, 15);
    EXPECT_GE(centre.y, 13.998f);
    EXPECT_LE(centre.y, 15);
}

TEST(PreprocessTest, FitsIntoTwentyByTwentyKeepingProportions) {
    const Steps tall = steps_of({{{{140, 40}, {140, 240}}, 20, false}});
    EXPECT_EQ(tall.scaled.height, 20);
    EXPECT_EQ(tall.scaled.width, 2);
    const Steps wide = steps_of({{{{40, 100}, {240, 160}}, 20, false}});
    EXPECT_EQ(wide.scaled.width, 20);
    // 220 x 80 becomes 20 x 7.27: six whole rows between two that are covered by 0.64.
    EXPECT_EQ(wide.scaled.height, 8);
}

TEST(PreprocessTest, KeepsProportionsFinerThanPixels) {
    Picture raster(280, 280);
    for (int row = 40; row < 240; ++row)
        for (int column = 100; column < 145; ++column) raster.at(row, column) = 1;
    const Steps steps = preprocess(raster);  // 45 x 200 becomes 4.5 x 20, in the middle of six columns
    ASSERT_EQ(steps.scaled.width, 6);
    const float expected[] = {0.25f, 1, 1, 1, 1, 0.25f};
    for (int column = 0; column < 6; ++column)
        EXPECT_NEAR(steps.scaled.at(10, column), expected[column], 1e-5f);
}

TEST(PreprocessTest, PutsTheCentreOfMassIntoTheMiddle) {
    const Steps steps = steps_of({{{{40, 50}, {200, 50}, {90, 250}}, 24, false}, {{{60, 100}}, 50, false}});
    EXPECT_EQ(steps.centred.width, 28);
    EXPECT_EQ(steps.centred.height, 28);
    expect_centred(steps.centred);
    EXPECT_NEAR(mass(steps.centred), mass(steps.scaled), 1e-3);
}

TEST(PreprocessTest, DoesNotDependOnPlaceOrSize) {
    const Steps large = steps_of({{{{40, 40}, {200, 40}, {100, 240}}, 40, false}});
    const Steps small = steps_of({{{{120, 140}, {160, 140}, {135, 190}}, 10, false}});
    for (std::size_t i = 0; i < large.centred.ink.size(); ++i)
        EXPECT_NEAR(large.centred.ink[i], small.centred.ink[i], 0.2f);
}

TEST(PreprocessTest, ADotIsADisc) {
    const Steps steps = steps_of({{{{100, 60}}, 20, false}});
    EXPECT_EQ(steps.scaled.width, 20);
    EXPECT_EQ(steps.scaled.height, 20);
    EXPECT_EQ(steps.centred.at(14, 14), 1);
    EXPECT_NEAR(centre_of_mass(steps.centred).x, 14, 1e-3f);
}

TEST(PreprocessTest, ALineOnePixelHighStaysALine) {
    Picture raster(280, 280);
    for (int column = 20; column < 260; ++column) raster.at(100, column) = 1;
    const Steps steps = preprocess(raster);
    EXPECT_EQ(steps.scaled.width, 20);
    EXPECT_EQ(steps.scaled.height, 2);  // one pixel thick, in the middle of two
    EXPECT_NEAR(steps.centred.at(13, 14), 0.5f, 1e-5f);
    EXPECT_NEAR(steps.centred.at(14, 14), 0.5f, 1e-5f);
    EXPECT_NEAR(mass(steps.centred), 20, 1e-4);
}

TEST(PreprocessTest, CentringNeverPushesInkOut) {
    // A blob at the left end of a long thin line: its mass would pull the line's other end over the border.
    Picture raster(280, 280);
    for (int column = 20; column < 260; ++column) raster.at(100, column) = 0.1f;
    for (int row = 90; row < 110; ++row)
        for (int column = 20; column < 40; ++column) raster.at(row, column) = 1;
    const Steps steps = preprocess(raster);
    EXPECT_NEAR(mass(steps.centred), mass(steps.scaled), 1e-4);
}

TEST(PreprocessTest, WithoutItsStepsTheCanvasIsOnlyShrunk) {
    Picture raster(280, 280);
    for (int row = 30; row < 60; ++row)
        for (int column = 50; column < 90; ++column) raster.at(row, column) = 1;
    const Steps steps = preprocess(raster, {.crop = false, .scale = false, .centre = false});
    EXPECT_EQ(steps.cropped, raster);
    Picture expected(28, 28);
    for (int row = 3; row < 6; ++row)
        for (int column = 5; column < 9; ++column) expected.at(row, column) = 1;
    for (std::size_t i = 0; i < expected.ink.size(); ++i)
        EXPECT_NEAR(steps.centred.ink[i], expected.ink[i], 1e-5f);
    const Steps centred = preprocess(raster, {.crop = false, .scale = false, .centre = true});
    expect_centred(centred.centred);
    EXPECT_NEAR(mass(centred.centred), 12, 1e-4);
}

}  // namespace
}  // namespace convoscope::canvas
