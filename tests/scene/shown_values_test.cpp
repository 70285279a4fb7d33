#include "scene/shown_values.h"

#include <gtest/gtest.h>

#include <algorithm>

#include "nn/zoo.h"

namespace convoscope::scene {
namespace {

class ShownValuesTest : public ::testing::Test {
  protected:
    ShownValuesTest()
        : architecture_(nn::lenet5()), model_(nn::empty_model(architecture_)), workspace_(architecture_) {
        model_.edit([](std::vector<nn::Parameters>& parameters) { parameters.back().bias[3] = 8; });
        workspace_.input()[0] = 0.5f;
        nn::forward(model_, workspace_);
    }
    nn::Architecture architecture_;
    nn::Model model_;
    nn::Workspace workspace_;
};

TEST_F(ShownValuesTest, TheInputIsNeverLate) {
    ShownValues values(architecture_);
    values.set_target(workspace_);
    EXPECT_FLOAT_EQ(values.layer(0)[0], 0.5f);
}

TEST_F(ShownValuesTest, TheOutputFollowsAndArrives) {
    ShownValues values(architecture_);
    values.set_target(workspace_);
    const float target = workspace_.output()[3];
    EXPECT_EQ(values.layer(7)[3], 0.0f);
    EXPECT_TRUE(values.advance(0.05));
    EXPECT_GT(values.layer(7)[3], 0.1f * target);
    EXPECT_LT(values.layer(7)[3], 0.9f * target);
    double passed = 0.05;
    while (values.advance(0.02)) passed += 0.02;
    EXPECT_EQ(values.layer(7)[3], target);
    EXPECT_LT(passed, 1.0);
}

TEST_F(ShownValuesTest, TimeCountsNotFrames) {
    ShownValues once(architecture_);
    ShownValues often(architecture_);
    once.set_target(workspace_);
    often.set_target(workspace_);
    once.advance(0.12);
    for (int i = 0; i < 12; ++i) often.advance(0.01);
    EXPECT_NEAR(once.layer(7)[3], often.layer(7)[3], 1e-5f);
}

TEST_F(ShownValuesTest, AtOnceIsAsAfterARipple) {
    ShownValues values(architecture_);
    ShownValues rippled(architecture_);
    values.set_target(workspace_, true);
    rippled.set_target(workspace_);
    rippled.settle();
    EXPECT_FALSE(values.advance(0.01));
    EXPECT_EQ(values.reading(), rippled.reading());
    for (int node = 0; node < 8; ++node) {
        EXPECT_TRUE(std::ranges::equal(values.layer(node), rippled.layer(node)));
        EXPECT_TRUE(std::ranges::equal(values.from(node), values.target(node)));
        EXPECT_EQ(values.magnitude(node), rippled.magnitude(node));
        EXPECT_EQ(values.arrived(node), 1.0f);
    }
    // The next ripple begins where this has come to.
    values.rest();
    EXPECT_EQ(values.layer(7)[3], workspace_.output()[3]);
    values.rest(true);
    EXPECT_EQ(values.layer(7)[3], 0.0f);
    EXPECT_EQ(values.magnitude(7), 0.0f);
}

TEST_F(ShownValuesTest, RestsAtZero) {
    ShownValues values(architecture_);
    values.set_target(workspace_);
    values.settle();
    values.rest();
    values.settle();
    for (int node = 0; node < 8; ++node)
        for (const float value : values.layer(node)) EXPECT_EQ(value, 0.0f);
}

TEST_F(ShownValuesTest, FadesWithItsScaleWhenTheDrawingIsCleared) {
    ShownValues values(architecture_);
    values.set_target(workspace_);
    values.settle();
    values.rest();
    const float before = values.magnitude(7);
    values.advance(0.2);
    EXPECT_EQ(values.magnitude(7), before);
    double passed = 0.2;
    while (values.advance(0.02)) passed += 0.02;
    EXPECT_LT(passed, 1.0);
    EXPECT_EQ(values.magnitude(7), 0.0f);
}

TEST_F(ShownValuesTest, ScalesAreAnchoredAtZero) {
    ShownValues values(architecture_);
    values.set_target(workspace_);
    values.settle();
    EXPECT_EQ(values.range(0, {Scale::Layer, false, {}}, 0, 1024), (Range{0, 1}));
    EXPECT_EQ(values.range(7, {Scale::Layer, false, {}}, 0, 1), (Range{0, 1}));
    EXPECT_EQ(values.range(5, {Scale::Layer, false, {}}, 0, 120),
              (Range{0, 1}));  // a dead layer still has a scale
    const Range both = values.range(0, {Scale::Layer, true, {}}, 0, 1024);
    EXPECT_EQ(both.low, -both.high);
}

TEST_F(ShownValuesTest, TheOriginalsScaleStretchesEachMap) {
    ShownValues values(architecture_);
    workspace_.input()[7] = -0.25f;
    values.set_target(workspace_);
    values.settle();
    EXPECT_EQ(values.range(0, {Scale::Map, false, {}}, 0, 1024), (Range{-0.25f, 0.5f}));
    EXPECT_EQ(values.range(0, {Scale::Map, true, {}}, 0, 1024),
              (Range{-0.5f, 0.5f}));  // a signed palette keeps its zero
}

TEST_F(ShownValuesTest, OneScaleForTheNetworkSparesTheInputAndTheProbabilities) {
    model_.edit([](std::vector<nn::Parameters>& parameters) {
        parameters[1].bias[0] = 0.25f;  // less than the input's 0.5 and the output's probability
        parameters[6].bias[3] = 0.125f;
    });
    nn::forward(model_, workspace_);
    ShownValues values(architecture_);
    values.set_target(workspace_);
    values.settle();
    const Scaling network{Scale::Network, false, {}};
    for (const int node : {1, 2, 3, 4, 5, 6})
        EXPECT_EQ(values.range(node, network, 0, 10), (Range{0, 0.25f}));
    EXPECT_EQ(values.range(0, network, 0, 1024), (Range{0, 1}));
    EXPECT_EQ(values.range(7, network, 0, 1), (Range{0, 1}));
    EXPECT_EQ(values.range(6, {Scale::Network, true, {}}, 0, 84), (Range{-0.25f, 0.25f}));
}

TEST_F(ShownValuesTest, ANetworkOfOneSignedLayerHasASignedScale) {
    const nn::Architecture signed_one = nn::lenet5_1998();  // scaled tanh
    nn::Model model = nn::empty_model(signed_one);
    model.edit([](std::vector<nn::Parameters>& parameters) { parameters[3].bias[0] = -1; });
    nn::Workspace workspace(signed_one);
    nn::forward(model, workspace);
    ShownValues values(signed_one);
    values.set_target(workspace);
    values.settle();
    const float largest = values.magnitude(3);
    ASSERT_GT(largest, 0.5f);
    EXPECT_EQ(values.range(1, {Scale::Network, false, {}}, 0, 10), (Range{-largest, largest}));
}

TEST_F(ShownValuesTest, AFixedScaleIsTheSameEverywhere) {
    ShownValues values(architecture_);
    values.set_target(workspace_);
    values.settle();
    for (const bool signed_palette : {false, true})
        for (const int node : {0, 1, 5, 7})
            EXPECT_EQ(values.range(node, {Scale::Fixed, signed_palette, {-0.5f, 3}}, 0, 1),
                      (Range{-0.5f, 3}));
}

}  // namespace
}  // namespace convoscope::scene
