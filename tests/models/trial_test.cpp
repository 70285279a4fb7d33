// What the doctor finds out by trying, on networks made of a bundled one whose input is known.
#include <gtest/gtest.h>

#include <algorithm>

#include "data/own_digits.h"
#include "models/architecture_json.h"
#include "models/import.h"
#include "nn/placement.h"
#include "support/bundled.h"
#include "support/places.h"

namespace convoscope::models {
namespace {

constexpr int kSide = 28;

/// The bundled network of linear layers as a state dict, its first layer seen through `picture`: what that
/// makes of one input value alone.
ForeignFile state_dict(int inputs, const std::function<std::vector<float>(int input)>& picture) {
    const nn::ModelPtr model = test::bundled_model("mlp");
    Weights weights;
    for (std::size_t i = 1; i < model->architecture.nodes.size(); ++i) {
        const nn::Parameters& own = model->parameters()[i];
        const auto out = static_cast<std::int64_t>(own.bias.size());
        GraphTensor matrix{{out, static_cast<std::int64_t>(own.weight.size()) / out}, own.weight, {}};
        if (i == 1) {
            matrix = {{out, inputs}, std::vector<float>(static_cast<std::size_t>(out * inputs)), {}};
            for (int input = 0; input < inputs; ++input) {
                const std::vector<float> seen = picture(input);
                for (std::int64_t unit = 0; unit < out; ++unit) {
                    float sum = 0;
                    for (std::size_t at = 0; at < seen.size(); ++at)
                        sum += own.weight[static_cast<std::size_t>(unit) * seen.size() + at] * seen[at];
                    matrix.values[static_cast<std::size_t>(unit * inputs + input)] = sum;
                }
            }
        }
        const std::string name = "fc" + std::to_string(i);
        weights.tensors.emplace_back(name + ".weight", std::move(matrix));
        weights.tensors.emplace_back(name + ".bias", GraphTensor{{out}, own.bias, {}});
    }
    return {"PyTorch state dict", "", std::move(weights), {}, {}, {}};
}

/// A picture of one pixel's ink.
std::vector<float> pixel(int side, int at) {
    std::vector<float> picture(static_cast<std::size_t>(side * side));
    picture[static_cast<std::size_t>(at)] = 1;
    return picture;
}

ForeignFile usual_file() {
    return state_dict(kSide * kSide, [](int at) { return pixel(kSide, at); });
}
/// One that was trained on pictures whose rows and columns are swapped.
ForeignFile turned_file() {
    return state_dict(kSide * kSide, [](int at) { return pixel(kSide, at % kSide * kSide + at / kSide); });
}
/// One that sees a picture of 20 x 20, enlarged.
ForeignFile small_file() {
    return state_dict(20 * 20, [](int at) { return nn::resized(pixel(20, at), 20, 20, kSide, kSide); });
}

/// Ten classes, each the sum of some of a picture's values, as a file that says all of its layers.
ForeignFile graph_file() {
    Graph graph;
    graph.inputs = {{"picture", {1, 1, kSide, kSide}}};
    graph.outputs = {"scores"};
    GraphTensor weight{{10, kSide * kSide}, std::vector<float>(10 * kSide * kSide), {}};
    for (std::size_t i = 0; i < weight.values.size(); i += 7) weight.values[i] = 0.01f;
    graph.constants["weight"] = std::move(weight);
    graph.nodes.push_back({"Flatten", "flat", {"picture"}, {"line"}, {}});
    graph.nodes.push_back({"Gemm", "output", {"line", "weight"}, {"scores"}, {{"transB", std::int64_t{1}}}});
    return {"a test", "", std::move(graph), {}, {}, {}};
}

/// The same as one of Convoscope's own exports.
ForeignFile own_export() {
    ForeignFile file = graph_file();
    nn::Architecture says = lower(std::get<Graph>(file.content)).model.architecture;
    says.input.low = -2;
    says.input.high = 3;
    says.unsure_below = 0.25f;
    for (std::string& name : says.classes) name = "class " + name;
    file.options = serialise_options(says);
    return file;
}

class TrialTest : public ::testing::Test {
  protected:
    TrialResult tried(ForeignFile file, std::optional<Choice> choice = {},
                      std::chrono::milliseconds time = std::chrono::minutes(5)) {
        Trial trial(std::move(file), exam_, time, std::move(choice));
        while (trial.step()) continue;
        return trial.result();
    }
    Exam exam_ = exam_of(data::load_own_digits(test::assets()));
};

TEST_F(TrialTest, WhatReadsBestIsChosen) {
    const TrialResult result = tried(usual_file());
    EXPECT_GE(result.chosen.right, 190);
    EXPECT_EQ(result.of, 200);
    EXPECT_EQ(result.chosen.shown, Showing());
    EXPECT_EQ(result.chosen.network, key_of(result.chosen.guesses));
    ASSERT_GT(result.networks.size(), 1u);
    EXPECT_EQ(result.networks[0].network, result.chosen.network);
    for (std::size_t i = 1; i < result.attempts.size(); ++i)
        EXPECT_LE(result.attempts[i].right, result.attempts[i - 1].right);
}

TEST_F(TrialTest, TurnedPicturesAreTried) {
    const TrialResult result = tried(turned_file());
    EXPECT_TRUE(result.chosen.shown.transposed);
    EXPECT_TRUE(result.network.model.architecture.input.transposed);
    EXPECT_GE(result.chosen.right, 190);
}

TEST_F(TrialTest, SmallerInputsAreFilled) {
    const TrialResult result = tried(small_file());
    EXPECT_EQ(result.network.model.architecture.input.shape, (nn::Shape{1, 20, 20}));
    EXPECT_EQ(result.network.model.architecture.input.placement, nn::Placement::Resize);
    EXPECT_EQ(result.chosen.shown.preprocessing, nn::Preprocessing::Mnist);
    EXPECT_GE(result.chosen.right, 180);
}

TEST_F(TrialTest, AChoiceIsTakenWhateverItReads) {
    const TrialResult best = tried(usual_file());
    Choice choice{best.networks[1].network, best.chosen.shown};
    choice.shown.range = {1, 0};
    const TrialResult chosen = tried(usual_file(), choice, std::chrono::milliseconds(0));
    EXPECT_EQ(chosen.chosen.network, choice.network);
    EXPECT_EQ(chosen.chosen.shown, choice.shown);
    EXPECT_LT(chosen.chosen.right, best.chosen.right);
    EXPECT_EQ(chosen.network.model.architecture.input.low, 1);
    EXPECT_EQ(chosen.attempts.size(), 1u) << "there was no time for more";

    choice.network = "somebody: else";
    EXPECT_EQ(tried(usual_file(), choice).chosen.network, best.chosen.network);
}

TEST_F(TrialTest, WithoutDigitsTheLikeliestIsTaken) {
    exam_ = {};
    const TrialResult result = tried(small_file());
    EXPECT_EQ(result.of, 0);
    EXPECT_TRUE(result.attempts.empty());
    EXPECT_EQ(result.chosen.shown.placement, nn::Placement::Resize);
}

TEST_F(TrialTest, OutputsThatAreNoDigitsAreNotTried) {
    ForeignFile file = usual_file();
    auto& tensors = std::get<Weights>(file.content).tensors;
    auto& [name, matrix] = tensors[tensors.size() - 2];
    const std::int64_t inputs = matrix.shape[1];
    matrix = {{12, inputs}, std::vector<float>(static_cast<std::size_t>(12 * inputs), 0.1f), {}};
    tensors.back().second = {{12}, std::vector<float>(12), {}};
    const TrialResult result = tried(std::move(file));
    EXPECT_EQ(result.of, 0);
    EXPECT_TRUE(result.attempts.empty());
    ASSERT_GT(result.networks.size(), 1u);
    EXPECT_EQ(result.chosen.network, result.networks[0].network) << "the likeliest";
}

TEST_F(TrialTest, AChoiceThatNothingCanBeShownIsPassedOver) {
    const TrialResult best = tried(usual_file());
    Choice choice{best.networks[1].network, best.chosen.shown};
    choice.shown.channel_ranges = {{0, 1}, {0, 1}};
    const TrialResult result = tried(usual_file(), choice);
    EXPECT_EQ(result.chosen.network, best.chosen.network);
    EXPECT_EQ(result.chosen.shown, best.chosen.shown);
    EXPECT_TRUE(result.network.model.architecture.input.channels.empty());
}

TEST_F(TrialTest, APhotographIsNoDigit) {
    const TrialResult best = tried(usual_file());
    Choice choice{best.chosen.network, best.chosen.shown};
    choice.shown.preprocessing = nn::Preprocessing::Photo;
    const TrialResult result = tried(usual_file(), choice);
    EXPECT_EQ(result.chosen.shown, choice.shown);
    EXPECT_EQ(result.of, 0);
    EXPECT_TRUE(result.attempts.empty());
}

TEST_F(TrialTest, HowFarItIsNeverFallsBack) {
    Trial trial(usual_file(), exam_, std::chrono::minutes(5), {});
    int before = 0;
    while (trial.step()) {
        EXPECT_GE(trial.tried(), before);
        EXPECT_GE(trial.planned(), trial.tried());
        before = trial.tried();
    }
    const int tried = trial.tried();
    EXPECT_EQ(tried, static_cast<int>(trial.result().attempts.size()));
}

TEST_F(TrialTest, AnExportOfOnesOwnSaysAllOfItself) {
    const TrialResult result = tried(own_export());
    const nn::Architecture& architecture = result.network.model.architecture;
    EXPECT_TRUE(result.says_all);
    EXPECT_EQ(result.of, 0);
    EXPECT_TRUE(result.chosen.guesses.empty());
    EXPECT_EQ(result.chosen.shown.range, (InputRange{-2, 3}));
    EXPECT_EQ(architecture.input.low, -2);
    EXPECT_EQ(architecture.classes[9], "class 9");
    EXPECT_EQ(architecture.unsure_below, 0.25f);
}

TEST_F(TrialTest, AChoiceWinsOverWhatTheFileSays) {
    Choice choice{"", Showing()};
    choice.shown.range = {1, 0};
    const TrialResult result = tried(own_export(), choice);
    EXPECT_EQ(result.chosen.shown, choice.shown);
    EXPECT_EQ(result.network.model.architecture.input.low, 1);
    EXPECT_EQ(result.network.model.architecture.classes[9], "class 9") << "about them nobody said anything";
    EXPECT_EQ(result.of, 200);

    choice.shown.seen = 0;
    EXPECT_EQ(tried(own_export(), choice).chosen.shown.range, (InputRange{-2, 3}));
}

TEST_F(TrialTest, WhatIsSaidOfAnotherNetworkCountsForNothing) {
    ForeignFile file = own_export();
    const std::size_t at = file.options.find("[1,28,28]");
    ASSERT_NE(at, std::string::npos) << file.options;
    file.options.replace(at, 9, "[1,28,27]");
    const TrialResult result = tried(std::move(file));
    EXPECT_FALSE(result.says_all);
    EXPECT_EQ(result.of, 200);
    EXPECT_EQ(result.network.model.architecture.classes[9], "9");
}

TEST_F(TrialTest, WhatDoesNotFitIsNamed) {
    ForeignFile file = usual_file();
    auto& tensors = std::get<Weights>(file.content).tensors;
    tensors[2].second = GraphTensor{{100, 301}, std::vector<float>(30100), {}};
    try {
        tried(std::move(file));
        ADD_FAILURE() << "it makes no network";
    } catch (const Error& error) {
        EXPECT_NE(std::string(error.what()).find("'fc2.weight' is of shape [100, 301]"), std::string::npos)
            << error.what();
    }
}

}  // namespace
}  // namespace convoscope::models
