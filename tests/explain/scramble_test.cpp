#include "explain/scramble.h"

#include <gtest/gtest.h>

#include <algorithm>
#include <cmath>

#include "explain/heat_map.h"
#include "nn/initialise.h"
#include "nn/readings.h"
#include "support/bundled.h"

namespace convoscope::explain {
namespace {

bool has_layer_of(const nn::Model& model, const nn::Model& other, int layer) {
    const auto at = static_cast<std::size_t>(layer);
    return model.parameters()[at].weight == other.parameters()[at].weight &&
           model.parameters()[at].bias == other.parameters()[at].bias;
}

TEST(Scrambler, DrawsTheTopLayersAnewAndLeavesTheOthers) {
    const nn::ModelPtr model = test::bundled_model("lenet5");
    nn::Model drawn = nn::empty_model(model->architecture);
    nn::initialise(drawn, 7);
    Scrambler scrambler(model, 7);
    ASSERT_EQ(scrambler.layers(), (std::vector<int>{7, 6, 5, 3, 1}));
    for (const int count : {2, 5, 1, 4, 0, 3, 3}) {  // to and fro, as a slider goes
        const nn::ModelPtr copy = scrambler.scrambled(count);
        for (int at = 0; at < 5; ++at) {
            const int layer = scrambler.layers()[static_cast<std::size_t>(at)];
            EXPECT_TRUE(has_layer_of(*copy, at < count ? drawn : *model, layer)) << count << " " << layer;
        }
    }
    EXPECT_EQ(scrambler.scrambled(0), model);
    EXPECT_FALSE(has_layer_of(*Scrambler(model, 8).scrambled(1), drawn, 7));
}

/// Copies compute with the weights that they show.
TEST(Scrambler, CopiesAreWholeModels) {
    const nn::ModelPtr model = test::bundled_model("lenet5");
    Scrambler scrambler(model, 3);
    scrambler.scrambled(4);
    const nn::ModelPtr copy = scrambler.scrambled(2);
    const nn::Model anew(copy->architecture, copy->parameters());
    const auto output_of = [](const nn::Model& one) {
        nn::Workspace workspace(one.architecture);
        test::read(one, test::pictures()[3], workspace);
        return std::vector<float>(workspace.output().begin(), workspace.output().end());
    };
    EXPECT_EQ(output_of(*copy), output_of(anew));
    EXPECT_NE(output_of(*copy), output_of(*model));
}

TEST(RankCorrelation, IsSpearmansOfTheMagnitudes) {
    using Values = std::vector<float>;
    EXPECT_FLOAT_EQ(rank_correlation(Values{1, -2, 3, 4}, Values{10, 200, -300, 4000}), 1);
    EXPECT_FLOAT_EQ(rank_correlation(Values{1, 2, 3, 4}, Values{4, 3, 2, 1}), -1);
    // Ranks 0 1 2 3 4 and 1 0 3 2 4: 1 - 6 * (1 + 1 + 1 + 1) / (5 * 24).
    EXPECT_FLOAT_EQ(rank_correlation(Values{1, 2, 3, 4, 5}, Values{2, 1, 4, 3, 5}), 0.8f);
    // Ties share the mean of their ranks: scipy.stats.spearmanr([1, 1, 2, 3], [1, 2, 2, 3]) is 5 / 6.
    EXPECT_FLOAT_EQ(rank_correlation(Values{1, 1, 2, 3}, Values{1, 2, 2, 3}), 5.0f / 6);
    EXPECT_EQ(rank_correlation(Values{1, 1, 1}, Values{1, 2, 3}), 0);
    // What is 0 in both has no order; what is 0 in one has.
    EXPECT_FLOAT_EQ(rank_correlation(Values{0, 1, 0, 2, 0}, Values{0, 2, 0, 1, 0}), -1);
    EXPECT_FLOAT_EQ(rank_correlation(Values{0, 1, 2}, Values{3, 2, 1}), -1);
    EXPECT_EQ(rank_correlation(Values{0, 0}, Values{0, 0}), 0);
}

/// What the test is for: with two layers scrambled most maps are others; guided back-propagation's looks as
/// before.
TEST(RankCorrelation, ShowsWhichMapsCareForTheWeights) {
    const nn::ModelPtr model = test::bundled_model("lenet5");
    nn::Workspace workspace(model->architecture);
    test::read(*model, test::pictures()[5], workspace);
    const Target target = winner(model->architecture, workspace);
    const std::vector<float> input(workspace.input().begin(), workspace.input().end());
    Scrambler scrambler(model, 1);
    const auto likeness = [&](Method method, int count) {
        const HeatMapOptions options{.steps = 32};
        return rank_correlation(heat_map(model, target, input, method, options).values,
                                heat_map(scrambler.scrambled(count), target, input, method, options).values);
    };
    EXPECT_GT(likeness(Method::Guided, 2), 0.85f);
    for (const Method method : {Method::Gradient, Method::InputGradient, Method::Integrated}) {
        EXPECT_FLOAT_EQ(likeness(method, 0), 1);
        EXPECT_LT(likeness(method, 2), 0.7f);
    }
}

}  // namespace
}  // namespace convoscope::explain
