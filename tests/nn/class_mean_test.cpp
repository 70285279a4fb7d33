#include "nn/class_mean.h"

#include <gtest/gtest.h>

#include <algorithm>
#include <fstream>
#include <nlohmann/json.hpp>
#include <numeric>

#include "nn/readings.h"

namespace convoscope::nn {
namespace {

/// A network whose classes have `offset` in common, after noise was read.
struct Offset {
    explicit Offset(float offset) : model(empty_model(test::odd_network())), workspace(model.architecture) {
        initialise(model, 5);
        model.edit([offset](std::vector<Parameters>& all) {
            Parameters& last = all.back();
            for (std::size_t i = 0; i < last.weight.size(); ++i)
                last.weight[i] += offset * static_cast<float>(i % 9);
            for (float& bias : last.bias) bias += offset;
        });
        read();
    }
    void read() {
        const std::vector<float> noise = test::random_values<float>(workspace.input().size(), 3);
        std::ranges::copy(noise, workspace.input().begin());
        forward(model, workspace);
    }
    int last() const { return static_cast<int>(model.architecture.nodes.size()) - 1; }

    Model model;
    Workspace workspace;
};

double mean_of(std::span<const float> values) {
    return std::accumulate(values.begin(), values.end(), 0.0) / static_cast<double>(values.size());
}

TEST(ClassMeanTest, IsTheMeanOfEachInputsWeights) {
    Model model = empty_model(test::network(
        {1, 1, 2}, {test::input_node(), test::linear_node("out", 0, 3, Activation::Softmax)}, 3));
    model.edit([](std::vector<Parameters>& all) {
        all[1].weight = {1, 10, 2, 20, 6, 60};
        all[1].bias = {-1, -2, -6};
    });
    const std::optional<ClassMean> mean = class_mean(model);
    ASSERT_TRUE(mean);
    EXPECT_EQ(mean->weight, (std::vector<float>{3, 30}));
    EXPECT_EQ(mean->bias, -3);
    EXPECT_FALSE(mean->negligible);
    centre_classes(model);
    EXPECT_EQ(model.parameters()[1].weight, (std::vector<float>{-2, -20, -1, -10, 3, 30}));
    EXPECT_EQ(model.parameters()[1].bias, (std::vector<float>{2, 1, -3}));
    EXPECT_TRUE(class_mean(model)->negligible);
}

TEST(ClassMeanTest, AnOffsetInTheBiasesAloneIsOneToo) {
    Model model = empty_model(test::odd_network());
    initialise(model, 5);
    centre_classes(model);
    model.edit([](std::vector<Parameters>& all) {
        for (float& bias : all.back().bias) bias += 1;
    });
    EXPECT_FALSE(class_mean(model)->negligible);
}

TEST(ClassMeanTest, ThereIsNoneWithoutASoftmax) {
    Model model = empty_model(
        test::network({1, 1, 2}, {test::input_node(), test::linear_node("out", 0, 3, Activation::Tanh)}, 3));
    initialise(model, 1);
    EXPECT_FALSE(class_mean(model));
    const std::vector<float> before = model.parameters()[1].weight;
    centre_classes(model);
    EXPECT_EQ(model.parameters()[1].weight, before);
}

TEST(ClassMeanTest, TakingItOutChangesNoProbability) {
    Offset offset(2);
    const std::vector<float> before(offset.workspace.output().begin(), offset.workspace.output().end());
    centre_classes(offset.model);
    offset.read();
    EXPECT_TRUE(test::agree(offset.workspace.output(), before));
    EXPECT_NEAR(mean_of(offset.workspace.pre_activations(offset.last())), 0, 1e-5);
}

/// The inspector shows of a model with an offset what a centred one would have.
TEST(ClassMeanTest, CalculationsAgainstItAreThoseOfTheCentredModel) {
    const Offset offset(2);
    const std::optional<ClassMean> mean = class_mean(offset.model);
    ASSERT_TRUE(mean && !mean->negligible);
    Offset centred(2);
    centre_classes(centred.model);
    centred.read();
    for (int map = 0; map < 4; ++map) {
        const Unit unit{offset.last(), map, 0, 0};
        const Calculation raw = calculate(offset.model, offset.workspace, unit);
        const Calculation shown = against_mean(raw, *mean);
        const Calculation expected = calculate(centred.model, centred.workspace, unit);
        for (std::size_t i = 0; i < expected.terms.size(); ++i) {
            EXPECT_EQ(shown.terms[i].activation, expected.terms[i].activation);
            EXPECT_NEAR(shown.terms[i].weight, expected.terms[i].weight, 1e-5);
            EXPECT_NEAR(shown.terms[i].contribution, expected.terms[i].contribution, 1e-5);
        }
        EXPECT_NEAR(shown.weighted_sum, expected.weighted_sum, 1e-4);
        EXPECT_NEAR(shown.bias, expected.bias, 1e-5);
        EXPECT_NEAR(shown.pre_activation, expected.pre_activation, 1e-4);
        EXPECT_NEAR(shown.pre_activation, shown.weighted_sum + shown.bias, 1e-4);
        EXPECT_TRUE(test::agree(shown.softmax.logits, expected.softmax.logits, 1e-4));
        EXPECT_EQ(shown.softmax.exponentials, raw.softmax.exponentials);
        EXPECT_EQ(shown.softmax.probabilities, raw.softmax.probabilities);
        EXPECT_EQ(shown.activation, raw.activation);
    }
}

TEST(ClassMeanTest, BundledModelsHaveNone) {
    for (const ModelPtr& model : test::bundled_models()) {
        SCOPED_TRACE(model->name);
        const std::optional<ClassMean> mean = class_mean(*model);
        ASSERT_TRUE(mean);
        for (const float weight : mean->weight) EXPECT_NEAR(weight, 0, 1e-6);
        EXPECT_NEAR(mean->bias, 0, 1e-6);
        EXPECT_TRUE(mean->negligible);
    }
}

/// A drawing as the program shows it to a network.
canvas::Picture as_wanted(const InputSpec& input, const canvas::Drawing& drawing) {
    canvas::PreprocessOptions options;
    if (input.preprocessing == Preprocessing::Fit) {
        options.box = canvas::kNetworkPicture;
        options.centre = false;
    }
    canvas::Rasteriser rasteriser;
    return canvas::preprocess(rasteriser.update(drawing), options).centred;
}

/// fixtures/make_probabilities.py says how these were computed, and when anew.
TEST(ClassMeanTest, BundledModelsReadAsBeforeItWasTakenOut) {
    const auto kept = nlohmann::json::parse(std::ifstream(test::fixtures("nn") / "probabilities.json"));
    const auto drawings = canvas::load_drawings(test::assets() / "drawings" / "digits.jsonl");
    for (const ModelPtr& model : test::bundled_models()) {
        ASSERT_TRUE(kept.contains(model->name)) << model->name;
        Workspace workspace(model->architecture);
        for (std::size_t i = 0; i < drawings.size(); ++i) {
            test::read(*model, as_wanted(model->architecture.input, drawings[i]), workspace);
            const auto& before = kept[model->name].at(i);
            for (std::size_t k = 0; k < before.size(); ++k)
                EXPECT_NEAR(workspace.output()[k], before[k].get<double>(), 1e-6)
                    << model->name << ", drawing " << i << ", class " << k;
        }
    }
}

/// What makes a clear digit's winner win is seen to speak for it.
TEST(ClassMeanTest, TheWinnerIsSpokenFor) {
    int clear = 0;
    for (const ModelPtr& model : test::bundled_models()) {
        Workspace workspace(model->architecture);
        for (const canvas::Picture& picture : test::pictures()) {
            test::read(*model, picture, workspace);
            const auto output = workspace.output();
            const auto winner = std::ranges::max_element(output) - output.begin();
            if (output[static_cast<std::size_t>(winner)] < 0.9f) continue;
            const int last = static_cast<int>(model->architecture.nodes.size()) - 1;
            EXPECT_GT(calculate(*model, workspace, {last, static_cast<int>(winner), 0, 0}).weighted_sum, 0)
                << model->name << " reads " << winner;
            ++clear;
        }
    }
    EXPECT_GE(clear, 30);
}

}  // namespace
}  // namespace convoscope::nn
