#include "models/doctor/candidates.h"

#include <gtest/gtest.h>

#include <algorithm>
#include <random>
#include <string>

#include "base/error.h"
#include "models/archive.h"
#include "models/foreign.h"
#include "models/naive_graph.h"
#include "models/pytorch/reader.h"
#include "support/places.h"

namespace convoscope::models::doctor {
namespace {

using namespace test_foreign;
using Shape = std::vector<std::int64_t>;
using Names = std::vector<std::string>;

/// Weights of these names and shapes, full of small numbers.
Weights weights_of(const std::vector<std::pair<std::string, Shape>>& tensors, const Names& modules = {}) {
    Weights weights;
    for (const auto& [name, shape] : tensors) {
        GraphTensor tensor;
        tensor.shape = shape;
        std::size_t count = 1;
        for (const std::int64_t extent : shape) count *= static_cast<std::size_t>(extent);
        for (std::size_t i = 0; i < count; ++i) tensor.values.push_back(static_cast<float>(i % 7) / 7);
        weights.tensors.emplace_back(name, std::move(tensor));
    }
    weights.modules = modules;
    return weights;
}

/// "1x28x28 Conv Relu MaxPool Flatten Gemm" of the best candidate.
std::string told(const Candidate& candidate) {
    const Graph graph = candidate.graph();
    std::string text;
    for (std::size_t axis = 1; axis < 4; ++axis)
        text += (axis > 1 ? "x" : "") + std::to_string(graph.inputs[0].shape[axis]);
    for (const GraphNode& node : graph.nodes) text += " " + node.op;
    return text;
}
std::string best(const Weights& weights) {
    const auto all = candidates(weights);
    return all.empty() ? "none" : told(all[0]);
}
Shape pads(const Graph& graph, std::size_t conv) {
    for (const GraphNode& node : graph.nodes)
        if (node.op == "Conv" && conv-- == 0) return std::get<Shape>(node.attributes.at("pads"));
    return {};
}
/// Every graph runs, and gives as many numbers as the last layer has.
void expect_all_run(const Weights& weights, std::size_t classes, std::size_t at_least) {
    const auto all = candidates(weights);
    EXPECT_GE(all.size(), at_least);
    EXPECT_LE(all.size(), 64u);
    double before = 0;
    for (const Candidate& one : all) {
        EXPECT_GE(one.cost, before);
        before = one.cost;
        for (const Guess& guess : one.guesses) {
            EXPECT_FALSE(guess.value.empty());
            EXPECT_EQ(guess.text.in(Language::English).find('{'), std::string::npos);
        }
        const Graph graph = one.graph();
        const Shape& shape = graph.inputs[0].shape;
        const auto size = static_cast<std::size_t>(shape[1] * shape[2] * shape[3]);
        if (size > 3 * 40 * 40) continue;
        EXPECT_EQ(run(graph, std::vector<float>(size, 0.5f)).size(), classes) << told(one);
    }
}

const std::vector<std::pair<std::string, Shape>> kTutorial{
    {"conv1.weight", {10, 1, 5, 5}},  {"conv1.bias", {10}},
    {"conv2.weight", {20, 10, 5, 5}}, {"conv2.bias", {20}},
    {"fc1.weight", {50, 320}},        {"fc1.bias", {50}},
    {"fc2.weight", {10, 50}},         {"fc2.bias", {10}}};

TEST(CandidatesTest, TheFirstLinearLayersWidthSaysWherePoolsStand) {
    EXPECT_EQ(best(weights_of(kTutorial)),
              "1x28x28 Conv Relu MaxPool Conv Relu MaxPool Flatten Gemm Relu Gemm");
    expect_all_run(weights_of(kTutorial), 10, 20);
    // PyTorch's own example: two convolutions without padding, one pool.
    EXPECT_EQ(best(weights_of({{"conv1.weight", {32, 1, 3, 3}},
                               {"conv2.weight", {64, 32, 3, 3}},
                               {"fc1.weight", {128, 9216}},
                               {"fc2.weight", {10, 128}}})),
              "1x28x28 Conv Relu Conv Relu MaxPool Flatten Gemm Relu Gemm");
    // VGG's way: pools where channels grow.
    EXPECT_EQ(best(weights_of({{"a.weight", {32, 1, 3, 3}},
                               {"b.weight", {32, 32, 3, 3}},
                               {"c.weight", {64, 32, 3, 3}},
                               {"d.weight", {64, 64, 3, 3}},
                               {"e.weight", {10, 3136}}})),
              "1x28x28 Conv Relu Conv Relu MaxPool Conv Relu Conv Relu MaxPool Flatten Gemm");
    // The mean of each map.
    EXPECT_EQ(
        best(weights_of({{"a.weight", {8, 3, 3, 3}}, {"b.weight", {16, 8, 3, 3}}, {"c.weight", {10, 16}}})),
        "3x32x32 Conv Relu MaxPool Conv Relu MaxPool GlobalAveragePool Flatten Gemm");
}

TEST(CandidatesTest, SamePaddingIsFound) {
    const Weights weights =
        weights_of({{"0.weight", {16, 1, 5, 5}}, {"3.weight", {32, 16, 5, 5}}, {"7.weight", {10, 1568}}});
    const auto all = candidates(weights);
    ASSERT_FALSE(all.empty());
    EXPECT_EQ(told(all[0]), "1x28x28 Conv Relu MaxPool Conv Relu MaxPool Flatten Gemm");
    EXPECT_EQ(pads(all[0].graph(), 1), (Shape{2, 2, 2, 2}));
}

TEST(CandidatesTest, ASequentialsNumbersSayWhatStandsBetween) {
    // 0: convolution, 1: activation, 2: convolution, 3: activation, 4: pool
    EXPECT_EQ(
        best(weights_of({{"0.weight", {4, 1, 3, 3}}, {"2.weight", {4, 4, 3, 3}}, {"6.weight", {10, 576}}})),
        "1x28x28 Conv Relu Conv Relu MaxPool Flatten Gemm");
    // 0: convolution, 1: activation, 2: normalisation
    EXPECT_EQ(best(weights_of({{"0.weight", {4, 1, 3, 3}},
                               {"2.weight", {4}},
                               {"2.bias", {4}},
                               {"2.running_mean", {4}},
                               {"2.running_var", {4}},
                               {"5.weight", {10, 676}}})),
              "1x28x28 Conv Relu BatchNormalization MaxPool Flatten Gemm");
}

TEST(CandidatesTest, NamesOfModulesWithoutWeightsAreEvidence) {
    const Names modules{"c1", "tanh1", "s2", "c3", "tanh3", "s4", "fc"};
    EXPECT_EQ(
        best(weights_of({{"c1.weight", {6, 1, 5, 5}}, {"c3.weight", {16, 6, 5, 5}}, {"fc.weight", {10, 256}}},
                        modules)),
        "1x28x28 Conv Tanh MaxPool Conv Tanh MaxPool Flatten Gemm");
}

TEST(CandidatesTest, LayersAreSortedUntilTheyFollowEachOther) {
    EXPECT_EQ(best(weights_of({{"fc.weight", {10, 320}},
                               {"out.weight", {5, 10}},
                               {"stem.weight", {10, 1, 5, 5}},
                               {"body.weight", {20, 10, 5, 5}}})),
              "1x28x28 Conv Relu MaxPool Conv Relu MaxPool Flatten Gemm Relu Gemm");
    EXPECT_EQ(best(weights_of({{"features.0.weight", {8, 1, 3, 3}},
                               {"features.10.weight", {8, 8, 3, 3}},
                               {"features.3.weight", {8, 8, 3, 3}},
                               {"x.weight", {10, 72}}}))
                  .substr(0, 12),
              "1x28x28 Conv");
    EXPECT_EQ(best(weights_of({{"a.weight", {8, 1, 3, 3}}, {"b.weight", {10, 77}}})), "none");
    EXPECT_EQ(best(weights_of({{"embedding.weight", {1000, 64}},
                               {"lstm.weight_ih_l0", {256, 64}},
                               {"lstm.weight_hh_l0", {256, 64}}})),
              "none");
    EXPECT_EQ(best(Weights()), "none");
}

TEST(CandidatesTest, NormalisationsBelongToTheLayerOfTheirNumber) {
    std::vector<std::pair<std::string, Shape>> tensors{{"conv1.weight", {8, 1, 3, 3}},
                                                       {"conv2.weight", {8, 8, 3, 3}}};
    for (const char* name : {"bn1", "bn2"})
        for (const char* part : {".weight", ".bias", ".running_mean", ".running_var"})
            tensors.emplace_back(std::string(name) + part, Shape{8});
    tensors.emplace_back("fc.weight", Shape{10, 392});
    const Weights weights = weights_of(tensors);
    const auto all = candidates(weights);
    ASSERT_FALSE(all.empty());
    const Graph graph = all[0].graph();
    EXPECT_EQ(
        told(all[0]),
        "1x28x28 Conv BatchNormalization Relu MaxPool Conv BatchNormalization Relu MaxPool Flatten Gemm");
    EXPECT_EQ(graph.nodes[1].name, "bn1");
    EXPECT_EQ(graph.nodes[5].name, "bn2");
    expect_all_run(weights_of(tensors), 10, 10);
}

TEST(CandidatesTest, ANormalisationHasAsManyNumbersAsItsLayerOutputs) {
    // bn2 belongs to fc1, though fc2 has its number and as many inputs.
    std::vector<std::pair<std::string, Shape>> tensors{{"fc1.weight", {50, 784}}, {"fc1.bias", {50}}};
    for (const char* part : {".weight", ".bias", ".running_mean", ".running_var"})
        tensors.emplace_back(std::string("bn2") + part, Shape{50});
    tensors.insert(tensors.end(), {{"fc2.weight", {10, 50}}, {"fc2.bias", {10}}});
    EXPECT_EQ(best(weights_of(tensors)), "1x28x28 Flatten Gemm BatchNormalization Relu Gemm");
}

TEST(CandidatesTest, StridesMayStandForPools) {
    // Five convolutions with stride 2 and padding 1, the last one with the classes.
    const Weights weights = weights_of({{"0.0.weight", {4, 1, 3, 3}},
                                        {"1.0.weight", {8, 4, 3, 3}},
                                        {"2.0.weight", {16, 8, 3, 3}},
                                        {"3.0.weight", {32, 16, 3, 3}},
                                        {"4.weight", {10, 32, 3, 3}}});
    const auto all = candidates(weights);
    bool found = false;
    for (std::size_t i = 0; i < std::min<std::size_t>(all.size(), 8); ++i)
        for (const Guess& guess : all[i].guesses)
            found = found || (guess.what == "stride" && guess.value == "2,2,2,2,2");
    EXPECT_TRUE(found);
}

TEST(CandidatesTest, KerasAndNumpyKeepInputsFirst) {
    const Weights weights = weights_of({{"conv2d/kernel:0", {3, 3, 1, 8}},
                                        {"conv2d/bias:0", {8}},
                                        {"dense/kernel:0", {1352, 10}},
                                        {"dense/bias:0", {10}}});
    const auto all = candidates(weights);
    ASSERT_FALSE(all.empty());
    EXPECT_EQ(told(all[0]), "1x28x28 Conv Relu MaxPool Transpose Flatten Gemm");
    EXPECT_EQ(all[0].graph().constants.at("conv2d.weight").shape, (Shape{8, 1, 3, 3}));
    EXPECT_EQ(best(weights_of({{"W1", {784, 50}}, {"b1", {1, 50}}, {"W2", {50, 10}}, {"b2", {1, 10}}})),
              "1x28x28 Flatten Gemm Relu Gemm");
    EXPECT_EQ(best(weights_of({{"W1", {50, 784}}, {"b1", {50, 1}}, {"W2", {10, 50}}, {"b2", {10, 1}}})),
              "1x28x28 Flatten Gemm Relu Gemm");
    EXPECT_EQ(best(weights_of({{"arr_0", {784, 50}}, {"arr_1", {50}}, {"arr_2", {50, 10}}, {"arr_3", {10}}})),
              "1x28x28 Flatten Gemm Relu Gemm");
}

ForeignFile fixture(const std::string& name) {
    return pytorch::read_pytorch(test::bytes_of(test::fixtures("models") / "pytorch" / name));
}

TEST(CandidatesTest, AWholeModuleOfSequentialsIsCertain) {
    if (!Archive::available()) GTEST_SKIP() << "built without libzip";
    for (const char* name : {"whole_module.pt", "whole_module_legacy.pt", "traced.pt"}) {
        const ForeignFile file = fixture(name);
        const auto& weights = std::get<Weights>(file.content);
        const auto all = candidates(weights);
        ASSERT_FALSE(all.empty());
        EXPECT_EQ(all[0].cost, 0);
        EXPECT_EQ(all[0].guesses.size(), 1u) << "the picture's size alone";
        EXPECT_EQ(told(all[0]), "1x8x8 Conv BatchNormalization LeakyRelu MaxPool Flatten Gemm");
        const Graph graph = all[0].graph();
        EXPECT_EQ(std::get<double>(graph.nodes[2].attributes.at("alpha")), 0.2);
        EXPECT_EQ(graph.nodes[0].name, "features.0");
        EXPECT_EQ(graph.nodes[3].name, "features.3");
    }
}

TEST(CandidatesTest, WhateverAMutatedFileHoldsIsWrittenOrNot) {
    for (const char* name : {"state_dict_legacy.pth", "whole_module_legacy.pt"}) {
        const std::string bytes = test::bytes_of(test::fixtures("models") / "pytorch" / name).bytes;
        const auto propose = [](ForeignBytes file) {
            const ForeignFile read = pytorch::read_pytorch(std::move(file));
            const auto all = candidates(std::get<Weights>(read.content));
            for (std::size_t i = 0; i < std::min<std::size_t>(all.size(), 3); ++i) all[i].graph();
        };
        EXPECT_GT(test::read_mutations(bytes, 1500, 31, propose), 100) << name;
    }
}

TEST(CandidatesTest, NoSetOfWeightsTakesLong) {
    std::mt19937 random(3);
    const std::vector<std::int64_t> sizes{1, 2, 3, 5, 6, 8, 10, 16, 32, 84, 120, 256, 784};
    const auto pick = [&] { return sizes[random() % sizes.size()]; };
    for (int round = 0; round < 300; ++round) {
        Weights weights;
        const int count = static_cast<int>(random() % 40);
        for (int i = 0; i < count; ++i) {
            GraphTensor tensor;
            const std::int64_t kernel = 1 + static_cast<std::int64_t>(random() % 5);
            switch (random() % 3) {
                case 0:
                    tensor.shape = {1, 1, kernel, kernel};
                    break;
                case 1:
                    tensor.shape = {pick(), 2};
                    break;
                default:
                    tensor.shape = {pick()};
            }
            std::int64_t all = 1;
            for (const std::int64_t extent : tensor.shape) all *= extent;
            tensor.values.assign(static_cast<std::size_t>(all), 0.5f);
            weights.tensors.emplace_back(
                "layer" + std::to_string(random() % 50) + (random() % 2 ? ".weight" : ".bias"), tensor);
        }
        for (const Candidate& one : candidates(weights)) one.graph();
    }
    // Twenty layers of one size, in any order.
    std::vector<std::pair<std::string, Shape>> deep;
    for (int i = 0; i < 60; ++i)
        deep.emplace_back(std::string(1, static_cast<char>('z' - i % 26)) + std::to_string(i) + ".weight",
                          Shape{4, 4, 3, 3});
    deep.emplace_back("fc.weight", Shape{10, 5});
    EXPECT_EQ(best(weights_of(deep)), "none");
}

/// A normalisation of so many maps.
void add_norm(const std::string& name, std::int64_t maps, std::vector<std::pair<std::string, Shape>>& to) {
    for (const char* part : {".weight", ".bias", ".running_mean", ".running_var"})
        to.emplace_back(name + part, Shape{maps});
}

/// As torchvision names a ResNet of one block a layer, four maps and then eight.
std::vector<std::pair<std::string, Shape>> small_resnet() {
    std::vector<std::pair<std::string, Shape>> all{{"conv1.weight", {4, 1, 3, 3}}};
    add_norm("bn1", 4, all);
    std::int64_t before = 4;
    for (const auto& [layer, maps] : {std::pair("layer1.0.", 4), std::pair("layer2.0.", 8)}) {
        const std::string block = layer;
        all.emplace_back(block + "conv1.weight", Shape{maps, before, 3, 3});
        add_norm(block + "bn1", maps, all);
        all.emplace_back(block + "conv2.weight", Shape{maps, maps, 3, 3});
        add_norm(block + "bn2", maps, all);
        if (before != maps) {
            all.emplace_back(block + "downsample.0.weight", Shape{maps, before, 1, 1});
            add_norm(block + "downsample.1", maps, all);
        }
        before = maps;
    }
    all.insert(all.end(), {{"fc.weight", {10, 8}}, {"fc.bias", {10}}});
    return all;
}

TEST(DoctorTest, ResidualNetworksByTheirBlocks) {
    const Weights weights = weights_of(small_resnet());
    EXPECT_EQ(best(weights),
              "1x28x28 Conv BatchNormalization Relu"
              " Conv BatchNormalization Relu Conv BatchNormalization Add Relu"
              " Conv BatchNormalization Relu Conv BatchNormalization Conv BatchNormalization Add Relu"
              " GlobalAveragePool Flatten Gemm");
    const Graph graph = candidates(weights)[0].graph();
    std::vector<Shape> strides;
    for (const GraphNode& node : graph.nodes)
        if (node.op == "Conv") strides.push_back(std::get<Shape>(node.attributes.at("strides")));
    EXPECT_EQ(strides, (std::vector<Shape>{{1, 1}, {1, 1}, {1, 1}, {2, 2}, {1, 1}, {2, 2}}));
    expect_all_run(weights, 10, 4);
}

TEST(DoctorTest, AResidualNetworkThatLacksALayerIsNone) {
    for (const char* missing : {"layer2.0.conv2.weight", "fc.weight"}) {
        auto tensors = small_resnet();
        std::erase_if(tensors, [&](const auto& one) { return one.first == missing; });
        const Weights weights = weights_of(tensors);
        for (const Candidate& one : candidates(weights))
            for (const Guess& guess : one.guesses) EXPECT_NE(guess.value, "residual") << missing;
    }
}

}  // namespace
}  // namespace convoscope::models::doctor
