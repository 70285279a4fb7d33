#include "nn/stroke.h"

#include <gtest/gtest.h>

#include <functional>
#include <vector>

#include "support/bundled.h"

namespace convoscope::nn {
namespace {

constexpr int kSide = 5;

/// @param ink  of a place, x right and y up of the middle
Stroke of(const std::function<float(int x, int y)>& ink) {
    std::vector<float> kernel;
    for (int row = 0; row < kSide; ++row)
        for (int column = 0; column < kSide; ++column) kernel.push_back(ink(column - 2, 2 - row));
    return stroke_of(kernel, kSide, kSide);
}

TEST(Stroke, ABarHasItsDirection) {
    EXPECT_EQ(of([](int, int y) { return y == 0 ? 1.0f : -0.2f; }), Stroke::Level);
    EXPECT_EQ(of([](int x, int) { return x == 0 ? 1.0f : -0.2f; }), Stroke::Upright);
    EXPECT_EQ(of([](int x, int y) { return x == y ? 1.0f : -0.2f; }), Stroke::Rising);
    EXPECT_EQ(of([](int x, int y) { return x == -y ? 1.0f : -0.2f; }), Stroke::Falling);
}

TEST(Stroke, AnEdgeHasTheDirectionThatItRunsIn) {
    EXPECT_EQ(of([](int x, int) { return static_cast<float>(x); }), Stroke::Upright);
    EXPECT_EQ(of([](int, int y) { return static_cast<float>(-y); }), Stroke::Level);
    EXPECT_EQ(of([](int x, int y) { return static_cast<float>(x + y); }), Stroke::Falling);
    EXPECT_EQ(of([](int x, int y) { return static_cast<float>(x - y); }), Stroke::Rising);
}

TEST(Stroke, WhatHasNoDirectionIsASpotOrAPattern) {
    EXPECT_EQ(of([](int x, int y) { return x == 0 && y == 0 ? 1.0f : -0.1f; }), Stroke::Spot);
    EXPECT_EQ(of([](int x, int y) { return (x + y) % 2 == 0 ? 1.0f : -1.0f; }), Stroke::Pattern);
    EXPECT_EQ(of([](int, int) { return 0.5f; }), Stroke::Pattern);
    EXPECT_EQ(of([](int, int) { return 0.0f; }), Stroke::Pattern);
    EXPECT_EQ(stroke_of(std::vector<float>{1}, 1, 1), Stroke::Pattern);
}

// Looked at: kernel 5 is a white line over a black one, lying; kernel 2 and 4 lean to the right.
TEST(Stroke, OfAModelIsWhatOneSees) {
    const ModelPtr model = test::bundled_model("harley");
    const auto& weights = model->parameters()[1].weight;
    const auto kernel = [&](int map) {
        return stroke_of(std::span(weights).subspan(static_cast<std::size_t>(map) * 25, 25), 5, 5);
    };
    EXPECT_EQ(kernel(0), Stroke::Level);
    EXPECT_EQ(kernel(4), Stroke::Rising);
    EXPECT_EQ(kernel(5), Stroke::Level);
}

}  // namespace
}  // namespace convoscope::nn
