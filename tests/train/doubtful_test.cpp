#include "train/doubtful.h"

#include <gtest/gtest.h>

#include <algorithm>
#include <set>

#include "nn/zoo.h"
#include "train/doubt.h"

namespace convoscope::train {
namespace {

constexpr Doubtful kKinds[] = {Doubtful::Scribble, Doubtful::Letter, Doubtful::Figure};

TEST(Doubtful, EveryDrawingLiesOnTheCanvas) {
    nn::Random random(1);
    for (const Doubtful kind : kKinds)
        for (int i = 0; i < 500; ++i) {
            const canvas::Drawing drawing = draw_doubtful(kind, i % 2 ? Half::Odd : Half::Even, random);
            ASSERT_FALSE(drawing.blank());
            EXPECT_FALSE(drawing.label);
            for (const canvas::Stroke& stroke : drawing.strokes) {
                ASSERT_FALSE(stroke.points.empty());
                for (const canvas::Point point : stroke.points) {
                    ASSERT_TRUE(point.x >= -0.01f && point.x <= 280.01f) << point.x;
                    ASSERT_TRUE(point.y >= -0.01f && point.y <= 280.01f) << point.y;
                }
            }
        }
}

TEST(Doubtful, TheSameNumbersGiveTheSameDrawing) {
    nn::Random one(7), other(7);
    for (const Doubtful kind : kKinds) {
        const canvas::Drawing drawing = draw_doubtful(kind, Half::Even, one);
        EXPECT_EQ(drawing, draw_doubtful(kind, Half::Even, other));
        EXPECT_FALSE(drawing == draw_doubtful(kind, Half::Even, one));
        draw_doubtful(kind, Half::Even, other);
    }
}

TEST(Doubtful, NamesAreDifferentAndEven) {
    for (const Doubtful kind : {Doubtful::Letter, Doubtful::Figure}) {
        const auto names = doubtful_names(kind);
        EXPECT_EQ(std::set<std::string>(names.begin(), names.end()).size(), names.size());
        EXPECT_EQ(names.size() % 2, 0u) << "the halves are as large as each other";
        EXPECT_GE(names.size(), 30u);
    }
}

TEST(Doubtful, WhatIsMeasuredWasNotLearntInItsSmallForm) {
    const auto names = doubtful_names(Doubtful::Letter);
    const auto half = [&names](char letter) {
        const auto found = std::ranges::find(names, std::string(1, letter));
        EXPECT_NE(found, names.end()) << letter;
        return (found - names.begin()) % 2;
    };
    for (const char letter : {'k', 'm', 'p', 'r', 'u', 'v', 'w', 'x'})
        EXPECT_EQ(half(letter), half(static_cast<char>(letter - 'a' + 'A'))) << letter;
}

canvas::Drawing two_strokes() {
    canvas::Drawing drawing;
    drawing.strokes = {{{{0, 0, 0}, {10, 0, 1}, {30, 0, 2}}, 5, false}, {{{0, 50, 0}, {0, 80, 1}}, 5, false}};
    return drawing;
}

TEST(BeginningOf, CutsByLength) {
    const canvas::Drawing half = beginning_of(two_strokes(), 1.0 / 3);  // 20 of 60
    ASSERT_EQ(half.strokes.size(), 1u);
    ASSERT_EQ(half.strokes[0].points.size(), 3u);
    EXPECT_FLOAT_EQ(half.strokes[0].points[2].x, 20);
    const canvas::Drawing most = beginning_of(two_strokes(), 0.75);
    ASSERT_EQ(most.strokes.size(), 2u);
    EXPECT_FLOAT_EQ(most.strokes[1].points[1].y, 65);
}

TEST(BeginningOf, AllAndNothing) {
    EXPECT_EQ(beginning_of(two_strokes(), 1), two_strokes());
    const canvas::Drawing nothing = beginning_of(two_strokes(), 0);
    ASSERT_EQ(nothing.strokes.size(), 1u);
    for (const canvas::Point point : nothing.strokes[0].points) EXPECT_EQ(point.x, 0);
    EXPECT_TRUE(beginning_of(canvas::Drawing(), 0.5).blank());
    canvas::Drawing dot;
    dot.strokes = {{{{3, 4, 0}}, 5, false}};
    EXPECT_EQ(beginning_of(dot, 0.5), dot);
}

TEST(Doubt, ThresholdsKeepWhatTheyPromise) {
    std::vector<float> sure;
    for (int i = 1; i <= 100; ++i) sure.push_back(static_cast<float>(i) / 100);
    for (const double kept : {1.0, 0.99, 0.9, 0.5})
        EXPECT_NEAR(1 - share_below(sure, threshold_keeping(sure, kept)), kept, 1e-9);
    EXPECT_FLOAT_EQ(threshold_keeping(sure, 1), 0.01f);
    EXPECT_FLOAT_EQ(threshold_keeping(sure, 0.99), 0.02f);
    EXPECT_EQ(threshold_keeping({}, 0.99), 0);
    EXPECT_EQ(share_below({}, 0.5f), 0);
}

TEST(Doubt, SetsAreTheSameForASeed) {
    const std::vector<canvas::Drawing> digits{two_strokes()};
    const auto sets = doubtful_sets(20, digits, 3);
    ASSERT_EQ(sets.size(), 4u);
    EXPECT_EQ(sets[0].drawings.size(), 20u);
    EXPECT_EQ(sets[3].drawings.size(), 1u);
    const auto again = doubtful_sets(20, digits, 3);
    for (std::size_t i = 0; i < sets.size(); ++i) EXPECT_EQ(sets[i].drawings, again[i].drawings);
    EXPECT_NE(sets[0].drawings, doubtful_sets(20, digits, 4)[0].drawings);
}

// An untrained network gives one in ten to everything that has ink; threads change nothing.
TEST(Doubt, SurenessIsTheLargestProbability) {
    const nn::Model model = nn::empty_model(nn::lenet5());
    std::vector<canvas::Drawing> drawings = doubtful_sets(40, {}, 5)[1].drawings;
    drawings.emplace_back();
    Workers one(1), three(3);
    const std::vector<float> sure = sureness(model, drawings, one);
    EXPECT_EQ(sure, sureness(model, drawings, three));
    ASSERT_EQ(sure.size(), 41u);
    EXPECT_EQ(sure.back(), 0);
    for (std::size_t i = 0; i < 40; ++i) EXPECT_FLOAT_EQ(sure[i], 0.1f);
}

}  // namespace
}  // namespace convoscope::train
