#include "explain/ablation.h"

#include <gtest/gtest.h>

#include <algorithm>
#include <numeric>
#include <vector>

#include "explain/finish.h"
#include "explain/pictures.h"
#include "nn/layer_pass.h"
#include "nn/networks.h"
#include "nn/zoo.h"
#include "support/error_line.h"
#include "train/evaluate.h"

namespace convoscope::explain {
namespace {

int most_probable(std::span<const float> output) {
    return static_cast<int>(std::ranges::max_element(output) - output.begin());
}

/// One picture at a time, every layer anew, with a map's or unit's values set to zero on the way.
int read_without(const nn::Model& model, const train::Part& part, std::size_t picture, const Map& map) {
    nn::Workspace workspace(model.architecture);
    train::show(model.architecture.input, part, picture, workspace.input());
    for (int node = 1; node < static_cast<int>(model.architecture.nodes.size()); ++node) {
        nn::forward_layer(model, node, workspace);
        if (node != map.node) continue;
        const nn::Shape& shape = model.architecture.nodes[static_cast<std::size_t>(node)].output;
        const auto each = static_cast<std::size_t>(shape.height * shape.width);
        const auto values = nn::LayerPass(model, node, workspace, 1).activations();
        std::ranges::fill(values.subspan(static_cast<std::size_t>(map.map) * each, each), 0.0f);
    }
    return most_probable(workspace.output());
}

void expect_brute_force(const nn::ModelPtr& model, const train::Part& part,
                        const std::vector<std::string>& parts, int threads) {
    const Ablation found = test::finish(AblationJob(Silencer(model), part, parts, threads));
    ASSERT_EQ(found.without.size(), parts.size());
    EXPECT_EQ(found.pictures, part.count);
    EXPECT_EQ(found.all, part.count);
    long changed_somewhere = 0;
    for (std::size_t i = 0; i < parts.size(); ++i) {
        const Map map = parse_map(model->architecture, parts[i]).value();
        long correct = 0, changed = 0, with = 0;
        for (std::size_t picture = 0; picture < part.count; ++picture) {
            const int read = read_without(*model, part, picture, map);
            const int before = most_probable(test::read(*model, part, picture).output());
            correct += read == part.label(picture);
            changed += read != before;
            with += before == part.label(picture);
        }
        EXPECT_EQ(found.without[i].address, parts[i]);
        EXPECT_EQ(found.without[i].correct, correct) << parts[i];
        EXPECT_EQ(found.without[i].changed, changed) << parts[i];
        EXPECT_EQ(found.correct, with);
        EXPECT_DOUBLE_EQ(found.accuracy(found.without[i]),
                         static_cast<double>(correct) / static_cast<double>(part.count));
        changed_somewhere += changed;
    }
    EXPECT_GT(changed_somewhere, 0) << "else the test shows nothing";
}

TEST(Ablation, EqualsRecomputingWithAZero) {
    const nn::ModelPtr model = test::random_model(nn::lenet5(), 11);
    std::vector<std::string> parts = parts_to_try(model->architecture);
    for (const char* more : {"fc1/0", "fc1/1", "fc1/64", "fc1/119", "pool1/3", "output/2", "fc2/5"})
        parts.emplace_back(more);
    expect_brute_force(model, test::noise(model->architecture, 40, 12), parts, 2);
}

/// Where branches join, what an earlier map has left behind in a layer beside must not be heard.
TEST(Ablation, OfAGraphWithBranches) {
    const nn::ModelPtr model = test::random_model(test::graph_network(), 4);
    std::vector<std::string> parts;
    for (int node = static_cast<int>(model->architecture.nodes.size()) - 1; node >= 1; --node)
        for (int map = 0;
             map < std::min(2, model->architecture.nodes[static_cast<std::size_t>(node)].output.channels);
             ++map)
            parts.push_back(format_map(model->architecture, {node, map}));
    expect_brute_force(model, test::noise(model->architecture, 12, 5), parts, 1);
}

TEST(Ablation, WithoutAnythingToTryIsTheAccuracyOfWhatIsLeft) {
    const nn::ModelPtr model = test::random_model(nn::lenet5(), 11);
    const train::Part part = test::noise(model->architecture, 150, 12);
    Workers workers(1);
    const Ablation as_it_is = test::finish(AblationJob(Silencer(model), part, {}, 2));
    EXPECT_DOUBLE_EQ(as_it_is.accuracy(), train::evaluate(*model, part, workers).accuracy());

    const Silenced silenced{{{SwitchKind::Map, "conv1/2", "", 0}}};
    const Ablation left = test::finish(AblationJob(Silencer(model, silenced), part, {}, 1));
    const Ablation alone = test::finish(AblationJob(Silencer(model), part, {"conv1/2"}, 1));
    EXPECT_EQ(left.correct, alone.without[0].correct);
    // And what is off stays off while others are tried.
    const Ablation both =
        test::finish(AblationJob(Silencer(model, silenced), part, {"conv1/2", "conv2/3"}, 1));
    EXPECT_EQ(both.correct, left.correct);
    EXPECT_EQ(both.without[0].changed, 0);
    const Silenced two{{{SwitchKind::Map, "conv1/2", "", 0}, {SwitchKind::Map, "conv2/3", "", 0}}};
    EXPECT_EQ(both.without[1].correct, test::finish(AblationJob(Silencer(model, two), part, {}, 1)).correct);
}

TEST(Ablation, TellsWhatItKnowsSoFar) {
    const nn::ModelPtr model = test::random_model(nn::lenet5(), 11);
    const train::Part part = test::noise(model->architecture, 3000, 12);
    AblationJob job(Silencer(model), part, parts_to_try(model->architecture), 1);
    const auto latest = job.latest();
    EXPECT_EQ(latest->get().pictures, 0u);
    EXPECT_EQ(latest->get().without.size(), 22u);
    std::size_t before = 0;
    int steps = 0;
    while (job.step()) {
        const Ablation soFar = latest->get();
        EXPECT_GE(soFar.pictures, before);
        EXPECT_LE(soFar.pictures, 3000u);
        before = soFar.pictures;
        EXPECT_LE(job.progress(), 1.0f);
        ++steps;
    }
    EXPECT_GT(steps, 2);
    EXPECT_EQ(latest->get().pictures, 3000u);
}

TEST(Ablation, TriesMapsOrElseUnits) {
    EXPECT_EQ(parts_to_try(nn::lenet5()).size(), 22u);
    EXPECT_EQ(parts_to_try(nn::lenet5()).front(), "conv1/0");
    const nn::Architecture mlp = nn::mlp();
    EXPECT_EQ(parts_to_try(mlp).size(), 400u);
}

TEST(Ablation, WhatIsNotThereIsOneLine) {
    const nn::ModelPtr model = test::random_model(nn::lenet5(), 11);
    const train::Part part = test::noise(model->architecture, 3, 12);
    const std::string line = test::error_line([&] { AblationJob(Silencer(model), part, {"conv2/16"}, 1); });
    EXPECT_NE(line.find("conv2/16"), std::string::npos) << line;
}

}  // namespace
}  // namespace convoscope::explain
