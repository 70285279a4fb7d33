// Networks that other people trained, made ours: they read MNIST as well as elsewhere.
#include "models/lowering.h"

#include <gtest/gtest.h>

#include <algorithm>
#include <filesystem>

#include "data/mnist.h"
#include "models/foreign.h"
#include "models/onnx/reader.h"
#include "support/data.h"
#include "support/error_line.h"

namespace convoscope::models {
namespace {

namespace fs = std::filesystem;

/// What a network was trained to see of a pixel, 0 paper .. 255 ink.
struct Range {
    float factor;
    float shift;
};
constexpr Range kUnit{1.0f / 255, 0};
constexpr Range kNormal{1.0f / 255 / 0.3081f, -0.1307f / 0.3081f};
constexpr Range kBytes{1, 0};

class OthersNetworks : public ::testing::Test {
  protected:
    void SetUp() override {
        folder_ = test::data_folder() / "models";
        if (!fs::exists(folder_)) GTEST_SKIP() << "no data sets: set CONVOSCOPE_DATA";
        images_ = data::load_mnist_half(test::data_folder() / "mnist", "t10k");
    }

    /// How many of the first thousand it reads rightly.
    int right(const Lowered& lowered, Range range) const {
        nn::Workspace workspace(lowered.model.architecture);
        const nn::Shape& shape = lowered.model.architecture.input.shape;
        int count = 0;
        for (std::size_t i = 0; i < 1000; ++i) {
            // Padded with paper to what the network wants.
            std::vector<float> array(static_cast<std::size_t>(shape.size()), range.shift);
            const int side = lowered.input.shape.back() == 1 ? static_cast<int>(lowered.input.shape[1])
                                                             : static_cast<int>(lowered.input.shape.back());
            const int width = shape.is_flat() ? 28 : side;
            const int margin = (width - 28) / 2;
            for (int row = 0; row < 28; ++row)
                for (int column = 0; column < 28; ++column)
                    array[static_cast<std::size_t>((row + margin) * width + column + margin)] =
                        range.factor * images_.image(i)[static_cast<std::size_t>(row * 28 + column)] +
                        range.shift;
            load_input(lowered.input, array, workspace.input());
            forward(lowered.model, workspace);
            const std::vector<float> result = result_of(lowered.output, workspace);
            if (std::ranges::max_element(result) - result.begin() == images_.labels[i]) ++count;
        }
        return count;
    }

    fs::path folder_;
    data::LabelledImages images_;
};

TEST_F(OthersNetworks, ReadMnistAsWellAsElsewhere) {
    const struct {
        const char* name;
        Range range;
        int wanted;  // of a thousand, by ONNX Runtime; half a point less is allowed
    } files[] = {
        {"onnx/batch-of-ten.onnx", kUnit, 990},       {"onnx/tf2onnx-channels-last.onnx", kNormal, 888},
        {"onnx/tf2onnx-double.onnx", kUnit, 980},     {"onnx/external/mnist_model.onnx", kUnit, 985},
        {"onnx/computed-reshape.onnx", kNormal, 967}, {"onnx/small-cnn.onnx", kNormal, 990},
        {"onnx/lenet-sigmoid.onnx", kNormal, 989},    {"mnist-8/mnist-8.onnx", kBytes, 987},
        {"lenet-pytorch.onnx", kNormal, 979},         {"lenet5-webmnist.onnx", kUnit, 982}};
    for (const auto& file : files) {
        SCOPED_TRACE(file.name);
        try {
            const Lowered lowered =
                lower(std::get<Graph>(read_onnx(test::foreign_file(folder_ / file.name)).content));
            EXPECT_GE(right(lowered, file.range), file.wanted - 5);
        } catch (const std::exception& error) {
            ADD_FAILURE() << error.what();
        }
    }
}

/// A graph of these nodes on an input of this shape, whose last node's output is wanted.
Graph graph_of(std::vector<std::int64_t> shape, std::vector<GraphNode> nodes) {
    Graph graph;
    graph.inputs = {{"x", std::move(shape)}};
    graph.outputs = {nodes.back().outputs[0]};
    graph.nodes = std::move(nodes);
    return graph;
}

GraphNode node(const char* op, std::vector<std::string> inputs, const char* output,
               std::map<std::string, Attribute> attributes = {}) {
    return {op, "", std::move(inputs), {output}, std::move(attributes)};
}

TEST(Lowering, WhatCannotBeHeldIsRefusedBeforeItIsAllocated) {
    using List = std::vector<std::int64_t>;
    const auto line = [](const Graph& graph) { return test::error_line([&] { lower(graph); }); };
    const char* words = "more neurons or weights";
    EXPECT_NE(line(graph_of({1, 32768, 32768, 32768},
                            {node("Transpose", {"x"}, "y", {{"perm", List{0, 2, 3, 1}}})}))
                  .find(words),
              std::string::npos);
    Graph wide =
        graph_of({1, 1, 8192, 8192}, {node("Conv", {"x", "w"}, "y", {{"kernel_shape", List{1, 1}}})});
    wide.constants["w"] = {{32768, 1, 1, 1}, std::vector<float>(32768), {}};
    EXPECT_NE(line(wide).find(words), std::string::npos);
    Graph sliced =
        graph_of({1, 1 << 15, 1 << 10},
                 {node("Slice", {"x"}, "s", {{"starts", List{0}}, {"ends", List{1}}, {"axes", List{2}}}),
                  node("Reshape", {"s", "shape"}, "r"), node("MatMul", {"r", "w"}, "y")});
    sliced.opset = 9;
    sliced.constants["shape"] = {{2}, {}, {1, 1 << 15}};
    sliced.constants["w"] = {{1 << 15, 16}, std::vector<float>(1 << 19), {}};
    EXPECT_NE(line(sliced).find(words), std::string::npos);
    Graph repeated =
        graph_of({1, 2, 1 << 15}, {node("Gather", {"x", "places"}, "y", {{"axis", std::int64_t{1}}})});
    repeated.constants["places"] = {{1 << 15}, {}, List(1 << 15, 1)};
    EXPECT_NE(line(repeated).find(words), std::string::npos);
    // Layers that share a constant have a copy each.
    std::vector<GraphNode> products;
    for (int i = 0; i < 300; ++i)
        products.push_back(
            {"MatMul", "", {i == 0 ? "x" : "p" + std::to_string(i), "w"}, {"p" + std::to_string(i + 1)}, {}});
    Graph shared = graph_of({1, 256}, products);
    shared.constants["w"] = {{256, 256}, std::vector<float>(1 << 16), {}};
    EXPECT_NE(line(shared).find(words), std::string::npos);
    std::vector<GraphNode> turns;
    for (int i = 0; i < 1000; ++i)
        turns.push_back({"Transpose",
                         "",
                         {i == 0 ? "x" : "t" + std::to_string(i)},
                         {"t" + std::to_string(i + 1)},
                         {{"perm", List{0, 2, 1}}}});
    EXPECT_NE(line(graph_of({1, 1024, 1024}, turns)).find(words), std::string::npos);
}

TEST(Lowering, ErrorsAreOneLineWhateverNamesAre) {
    const auto line = [](const Graph& graph) { return test::error_line([&] { lower(graph); }); };
    Graph unknown = graph_of({1, 4}, {node("No\nsuch", {"x"}, "y")});
    unknown.nodes[0].name = "a\nb";
    EXPECT_NE(line(unknown).find("node 'a?b' (No?such)"), std::string::npos) << line(unknown);
    Graph free = graph_of({1, 4}, {node("Reshape", {"x", "s\nt"}, "y")});
    Graph endless = graph_of({1, -1}, {node("Relu", {"x"}, "y")});
    endless.inputs[0].name = endless.nodes[0].inputs[0] = "p\nq";
    Graph fixed = graph_of({1, 4}, {node("Identity", {"c"}, "o\nut")});
    fixed.constants["c"] = {{1}, {1}, {}};
    for (const Graph& graph : {free, endless, fixed}) {
        EXPECT_NE(line(graph), "");
        EXPECT_EQ(line(graph).find('\n'), std::string::npos) << line(graph);
    }
}

TEST(Lowering, DataMovementLeavesNoLayer) {
    using List = std::vector<std::int64_t>;
    // Channels last, as TensorFlow has it: turned before the pool, and turned back before it is made flat.
    Graph graph = graph_of(
        {-1, 4, 4, 2}, {node("Transpose", {"x"}, "n", {{"perm", List{0, 3, 1, 2}}}),
                        node("MaxPool", {"n"}, "p", {{"kernel_shape", List{2, 2}}, {"strides", List{2, 2}}}),
                        node("Transpose", {"p"}, "l", {{"perm", List{0, 2, 3, 1}}}),
                        node("Flatten", {"l"}, "f"), node("MatMul", {"f", "w"}, "y")});
    GraphTensor weights{{8, 3}, {}, {}};
    for (int i = 0; i < 24; ++i) weights.values.push_back(static_cast<float>(i % 7) - 3);
    graph.constants["w"] = weights;
    const Lowered lowered = lower(graph);
    EXPECT_EQ(lowered.model.architecture.nodes.size(), 3u) << "the input, the pool, the matrix";
    std::vector<float> array;
    for (int i = 0; i < 32; ++i) array.push_back(static_cast<float>(i * i % 11));
    nn::Workspace workspace(lowered.model.architecture);
    load_input(lowered.input, array, workspace.input());
    forward(lowered.model, workspace);
    std::vector<float> expected(3);
    for (int row = 0; row < 2; ++row)
        for (int column = 0; column < 2; ++column)
            for (int map = 0; map < 2; ++map) {
                float largest = -1;
                for (int i = 0; i < 2; ++i)
                    for (int j = 0; j < 2; ++j)
                        largest = std::max(
                            largest,
                            array[static_cast<std::size_t>(((2 * row + i) * 4 + 2 * column + j) * 2 + map)]);
                const int at = (row * 2 + column) * 2 + map;
                for (int k = 0; k < 3; ++k)
                    expected[static_cast<std::size_t>(k)] +=
                        largest * weights.values[static_cast<std::size_t>(at * 3 + k)];
            }
    EXPECT_EQ(result_of(lowered.output, workspace), expected);
}

}  // namespace
}  // namespace convoscope::models
