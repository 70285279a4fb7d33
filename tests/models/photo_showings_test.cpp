// What networks for photographs are shown.
#include "models/photo_showings.h"

#include <gtest/gtest.h>

#include <limits>

#include "data/own_digits.h"
#include "models/trial.h"
#include "support/places.h"

namespace convoscope::models {
namespace {

/// Ten classes, each the sum of some of the values of a picture in colour; before, where `factor` is not 0,
/// times that.
ForeignFile network(int side, float factor = 0) {
    Graph graph;
    graph.inputs = {{"picture", {1, 3, side, side}}};
    graph.outputs = {"scores"};
    const std::int64_t units = std::int64_t{3} * side * side;
    std::string below = "picture";
    if (factor != 0) {
        graph.constants["factor"] = {{}, {factor}, {}};
        graph.nodes.push_back({"Mul", "scale", {below, "factor"}, {"scaled"}, {}});
        below = "scaled";
    }
    GraphTensor weight{{10, units}, std::vector<float>(static_cast<std::size_t>(10 * units)), {}};
    for (std::size_t i = 0; i < weight.values.size(); i += 7) weight.values[i] = 0.01f;
    graph.constants["weight"] = std::move(weight);
    graph.nodes.push_back({"Flatten", "flat", {below}, {"line"}, {}});
    graph.nodes.push_back({"Gemm", "output", {"line", "weight"}, {"scores"}, {{"transB", std::int64_t{1}}}});
    return {"a test", "", std::move(graph), {}, {}, {}};
}

TrialResult tried(ForeignFile file, std::optional<Choice> choice = {}) {
    const Exam exam = exam_of(data::load_own_digits(test::assets()));
    Trial trial(std::move(file), exam, std::chrono::minutes(5), std::move(choice));
    while (trial.step()) {
    }
    return trial.result();
}

TEST(PhotoShowings, ASmallOneIsShownAllOfThePicture) {
    const TrialResult result = tried(network(32));
    const nn::InputSpec& input = result.network.model.architecture.input;
    EXPECT_EQ(input.preprocessing, nn::Preprocessing::Photo);
    EXPECT_EQ(input.low, 0);
    EXPECT_EQ(input.high, 1);
    EXPECT_EQ(input.seen, 1);
    EXPECT_TRUE(input.channels.empty());
    EXPECT_EQ(result.of, 0) << "what it makes of digits says nothing";
    ASSERT_FALSE(result.chosen.guesses.empty());
    EXPECT_EQ(result.chosen.guesses.back().value, "photo-units");
}

TEST(PhotoShowings, ALargeOneIsShownWhatImageNetsAre) {
    const TrialResult result = tried(network(128));
    const nn::InputSpec& input = result.network.model.architecture.input;
    EXPECT_EQ(input.seen, 0.875f);
    ASSERT_EQ(input.channels.size(), 3u);
    EXPECT_NEAR(input.channels[0].low, -0.485 / 0.229, 1e-5);
    EXPECT_NEAR(input.channels[2].high, (1 - 0.406) / 0.225, 1e-5);
}

TEST(PhotoShowings, OneThatScalesItsInputItselfIsShownBytes) {
    EXPECT_EQ(tried(network(128, 1.0f / 255)).network.model.architecture.input.high, 255);
    EXPECT_EQ(tried(network(128, 0.5f)).network.model.architecture.input.seen, 0.875f);
}

TEST(PhotoShowings, OneThatIsChosenIsAskedNoDigits) {
    Showing units = photo_showings({3, 32, 32})[0].shown;
    ASSERT_EQ(units.preprocessing, nn::Preprocessing::Photo);
    const TrialResult result = tried(network(32), Choice{"", units});
    EXPECT_EQ(result.of, 0);
    EXPECT_TRUE(result.attempts.empty());
    units.seen = 0;
    EXPECT_EQ(tried(network(32), Choice{"", units}).chosen.shown.seen, 1) << "nothing can be shown so";
}

TEST(PhotoShowings, AChoiceCounts) {
    const Showing cifar = photo_showings({3, 32, 32})[3].shown;
    ASSERT_EQ(cifar.channel_ranges.size(), 3u);
    const TrialResult result = tried(network(32), Choice{"", cifar});
    EXPECT_EQ(showing_of(result.network.model.architecture.input), cifar);
    const TrialResult digits = tried(network(32), Choice{"", Showing()});
    EXPECT_EQ(digits.network.model.architecture.input.preprocessing, nn::Preprocessing::Mnist);
}

TEST(PhotoShowings, SettingsMaySayWhatNoInputCanBeShown) {
    const nn::Shape colour{3, 32, 32};
    for (const PhotoShowing& one : photo_showings(colour)) EXPECT_TRUE(fits(one.shown, colour)) << one.id;
    EXPECT_TRUE(fits(Showing(), colour));
    EXPECT_FALSE(fits(photo_showings(colour)[3].shown, {1, 32, 32})) << "three ranges, one channel";
    const auto fits_with = [&](auto change) {
        Showing shown = photo_showings(colour)[3].shown;
        change(shown);
        return fits(shown, colour);
    };
    EXPECT_FALSE(fits_with([](Showing& shown) { shown.seen = 0; }));
    EXPECT_FALSE(fits_with([](Showing& shown) { shown.seen = 1.5f; }));
    EXPECT_FALSE(fits_with([](Showing& shown) { shown.range = {1, 1}; }));
    EXPECT_FALSE(fits_with([](Showing& shown) { shown.channel_ranges[1] = {2, 2}; }));
    EXPECT_FALSE(fits_with([](Showing& shown) { shown.channel_ranges.pop_back(); }));
    EXPECT_FALSE(fits_with([](Showing& shown) { shown.range.ink = std::numeric_limits<float>::infinity(); }));
}

TEST(PhotoShowings, TheLikeliestComesFirst) {
    const std::vector<PhotoShowing> small = photo_showings({3, 127, 127});
    const std::vector<PhotoShowing> large = photo_showings({3, 128, 128});
    EXPECT_STREQ(small.front().id, "photo-units");
    EXPECT_STREQ(small.back().id, "photo-imagenet");
    EXPECT_STREQ(large.front().id, "photo-imagenet");
    EXPECT_STREQ(large.back().id, "photo-cifar");
}

TEST(PhotoShowings, WhatReadsDigitsIsNotForPhotographs) {
    EXPECT_FALSE(seems_for_photographs({3, 28, 28}, 0.9));
    EXPECT_TRUE(seems_for_photographs({3, 28, 28}, 0.1));
    EXPECT_FALSE(seems_for_photographs({1, 28, 28}, 0.1));
    EXPECT_TRUE(seems_for_photographs({1, 224, 224}, 0));
}

}  // namespace
}  // namespace convoscope::models
