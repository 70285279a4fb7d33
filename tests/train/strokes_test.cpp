#include "train/strokes.h"

#include <gtest/gtest.h>

#include <algorithm>
#include <cmath>
#include <numeric>
#include <vector>

#include "base/error.h"
#include "canvas/preprocess.h"
#include "data/stroke_set.h"
#include "train/random.h"

namespace convoscope::train {
namespace {

/// A seven with its bar.
canvas::Drawing seven() {
    canvas::Drawing drawing;
    drawing.strokes = {{{{80, 70}, {200, 70}, {120, 220}}, 24, false}, {{{110, 150}, {170, 150}}, 24, false}};
    drawing.label = 7;
    return drawing;
}

StrokeOptions none() {
    StrokeOptions options;
    options.smallest = options.largest = 0.8f;
    options.thinnest = options.thickest = 0.09f;
    options.turn = options.slant = options.stretch = options.lost_stroke = options.shortened = 0;
    return options;
}

std::vector<float> painted(const StrokeOptions& options, std::uint64_t seed) {
    StrokePainter painter(options);
    nn::Random random = random_for(seed, 0, 0);
    std::vector<float> ink(28 * 28);
    painter.paint(seven(), random, ink);
    return ink;
}

double sum(const std::vector<float>& values) { return std::accumulate(values.begin(), values.end(), 0.0); }

TEST(Strokes, WithoutVariationTheyAreWhatTheCanvasShowsTheNetwork) {
    const canvas::Drawing drawing = seven();
    const data::LabelledImages large = place(std::span(&drawing, 1), Placement::Large, 1);
    const std::vector<float> ink = painted(none(), 1);
    double apart = 0;  // the painter draws on two fifths as many rows
    for (std::size_t i = 0; i < ink.size(); ++i)
        apart = std::max(apart, std::abs(static_cast<double>(ink[i]) - large.pixels[i] / 255.0));
    EXPECT_LT(apart, 0.1);
    EXPECT_GT(sum(ink), 20);
}

TEST(Strokes, TheSameGeneratorGivesTheSamePictureAndAnotherAnother) {
    EXPECT_EQ(painted({}, 3), painted({}, 3));
    EXPECT_NE(painted({}, 3), painted({}, 4));

    StrokePainter painter({});  // nothing is left over from the picture before
    std::vector<float> ink(28 * 28);
    for (const std::uint64_t seed : {9, 3}) {
        nn::Random random = random_for(seed, 0, 0);
        painter.paint(seven(), random, ink);
    }
    EXPECT_EQ(ink, painted({}, 3));
}

TEST(Strokes, ThePenVariesAgainstTheDigit) {
    StrokeOptions thin = none();
    thin.thinnest = thin.thickest = 0.04f;
    StrokeOptions thick = none();
    thick.thinnest = thick.thickest = 0.14f;
    EXPECT_GT(sum(painted(thick, 1)), 2 * sum(painted(thin, 1)));
    StrokeOptions small = none();  // with the same pen
    small.smallest = small.largest = 0.3f;
    EXPECT_GT(sum(painted(small, 1)), 1.5 * sum(painted(none(), 1)));
}

TEST(Strokes, TheLongestStrokeIsNeverLost) {
    StrokeOptions lossy = none();
    lossy.lost_stroke = 1;
    const double whole = sum(painted(none(), 1));
    for (std::uint64_t seed = 0; seed < 10; ++seed) {
        const double left = sum(painted(lossy, seed));
        EXPECT_LT(left, 0.95 * whole);
        EXPECT_GT(left, 0.6 * whole);
    }
}

TEST(Strokes, ShorteningTakesAtMostItsShare) {
    canvas::Drawing line;
    line.strokes = {{{}, 24, false}};
    for (int i = 0; i <= 100; ++i)
        line.strokes[0].points.push_back(
            {100.0f + 30.0f * std::sin(0.03f * static_cast<float>(i)), 20.0f + 2.0f * static_cast<float>(i)});
    const auto painted_line = [&line](float shortened, float by) {
        StrokeOptions options = none();
        options.shortened = shortened;
        options.shortened_by = by;
        StrokePainter painter(options);
        nn::Random random = random_for(3, 0, 0);
        std::vector<float> ink(28 * 28);
        painter.paint(line, random, ink);
        return ink;
    };
    const auto apart = [](const std::vector<float>& a, const std::vector<float>& b) {
        double total = 0;
        for (std::size_t i = 0; i < a.size(); ++i) total += std::abs(a[i] - b[i]);
        return total;
    };
    const std::vector<float> whole = painted_line(0, 0);
    EXPECT_LT(apart(painted_line(1, 0.001f), whole), 2);  // on other rows, perhaps
    EXPECT_GT(apart(painted_line(1, 0.9f), whole), 3);
}

TEST(Place, AsDrawnIsTheFilesOwn) {
    const canvas::Drawing drawing = seven();
    const std::span<const canvas::Drawing> drawings(&drawing, 1);
    EXPECT_EQ(place(drawings, Placement::AsDrawn, 1).pixels, data::to_images(drawings).pixels);
}

TEST(Place, AnywhereDependsOnTheSeedAndOnTheDrawingsOwnNumber) {
    const std::vector<canvas::Drawing> drawings(20, seven());
    const data::LabelledImages all = place(drawings, Placement::Anywhere, 5);
    ASSERT_EQ(all.count(), 20u);
    EXPECT_EQ(place(drawings, Placement::Anywhere, 5).pixels, all.pixels);
    EXPECT_NE(place(drawings, Placement::Anywhere, 6).pixels, all.pixels);

    const data::LabelledImages tail = place(std::span(drawings).subspan(7), Placement::Anywhere, 5, 7);
    EXPECT_TRUE(std::ranges::equal(tail.image(0), all.image(7)));
    EXPECT_FALSE(std::ranges::equal(all.image(0), all.image(7)));
}

TEST(Place, WhatLiesOnAPictureCannotBeMoved) {
    canvas::Drawing drawing = seven();
    drawing.base = std::make_shared<const canvas::Picture>(4, 4);
    EXPECT_THROW(place(std::span(&drawing, 1), Placement::Large, 1), Error);
    EXPECT_EQ(place(std::span(&drawing, 1), Placement::AsDrawn, 1).count(), 1u);
}

}  // namespace
}  // namespace convoscope::train
