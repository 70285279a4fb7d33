// Networks whose numbers were rounded to few bits: what they compute with, and what is rounded here, too.
#include <gtest/gtest.h>

#include "models/lowering.h"
#include "models/small_graphs.h"
#include "nn/networks.h"
#include "nn/ops/operator.h"
#include "support/error_line.h"

namespace convoscope::models {
namespace {

using test::graph_of;
using test::kInputX;
using test::node;
using test::Numbers;
using test::result_on_x;
using test::whole;

constexpr std::int64_t kInt8 = 3;  // of TensorProto's types

/// x in steps of a half, as "q"; then these nodes.
Graph quantised_graph(const std::vector<GraphNode>& more) {
    std::vector<GraphNode> nodes{
        node("QuantizeLinear", {"x", "step", "zero"}, "q", {{"output_dtype", kInt8}})};
    nodes.insert(nodes.end(), more.begin(), more.end());
    Graph graph = graph_of(nodes, {{"step", {0.5f}}});
    graph.constants["zero"] = whole({0});
    return graph;
}

TEST(LoweringRounding, OfQuantisedActivations) {
    Graph graph =
        quantised_graph({node("DequantizeLinear", {"q", "step", "zero"}, "d"), node("Relu", {"d"}, "y")});
    graph.constants["zero"] = whole({-124});
    const Lowered lowered = lower(graph);
    ASSERT_EQ(lowered.model.architecture.nodes.size(), 2u);
    EXPECT_EQ(lowered.model.architecture.nodes[1].op, &nn::ops::quantise);
    EXPECT_TRUE(lowered.notes.empty());
    EXPECT_EQ(result_on_x(lowered), (Numbers{0, 0, 0, 0, 1, 3}));
    // -128 stands for -2.
    graph.nodes.pop_back();
    graph.outputs = {"d"};
    EXPECT_EQ(result_on_x(lower(graph)), (Numbers{-2, -1, 0, 0, 1, 3}));
    // A step for each map.
    graph.constants["step"] = {{2}, {0.5f, 0.25f}, {}};
    EXPECT_TRUE(lower(graph).notes.empty());
    EXPECT_EQ(result_on_x(lower(graph)), (Numbers{-2, -1, 0, 0.25f, 1, 3}));
    // One that the picture makes is not known.
    graph.nodes[0].inputs[1] = "x";
    EXPECT_EQ(lower(graph).notes.size(), 1u);
    EXPECT_EQ(result_on_x(lower(graph)), kInputX);
}

TEST(LoweringRounding, HalfToEven) {
    EXPECT_EQ(result_on_x(lower(graph_of({node("Round", {"x"}, "y")}))), (Numbers{-2, -1, 0, 0, 1, 3}));
}

TEST(LoweringRounding, WhatTheFileEndsWithIsWhole) {
    Graph graph = quantised_graph({});
    graph.constants["zero"] = whole({-124});
    EXPECT_EQ(result_on_x(lower(graph)), (Numbers{-128, -126, -124, -124, -122, -118}));
    graph.constants["step"] = {{2}, {0.5f, 0.25f}, {}};
    graph.constants["zero"] = whole({-124, 120});
    EXPECT_EQ(result_on_x(lower(graph)), (Numbers{-128, -126, -124, 121, 124, 127}));
}

TEST(LoweringRounding, APictureOfWholeNumbersIsTakenBack) {
    Graph graph = graph_of({node("DequantizeLinear", {"x", "step", "zero"}, "y")}, {{"step", {0.5f}}});
    graph.constants["zero"] = whole({1});
    EXPECT_TRUE(test::agree(result_on_x(lower(graph)), Numbers{-1.75f, -0.875f, -0.55f, -0.4f, -0.05f, 1}));
    graph.constants["step"] = {{2}, {2, 3}, {}};
    graph.constants["zero"] = whole({1, -1});
    EXPECT_TRUE(test::agree(result_on_x(lower(graph)), Numbers{-7, -3.5f, -2.2f, 3.6f, 5.7f, 12}));
    graph.nodes[0].attributes["axis"] = std::int64_t{2};
    EXPECT_NE(test::error_line([&] { lower(graph); }).find("node 'y' (DequantizeLinear)"), std::string::npos);
}

TEST(LoweringQuantised, AConvolutionOnWholeNumbers) {
    Graph graph =
        quantised_graph({node("QLinearConv", {"q", "step", "zero", "w", "ws", "wz", "step", "zero", "b"}, "c",
                              {{"output_dtype", kInt8}}),
                         node("DequantizeLinear", {"c", "step", "zero"}, "y")});
    graph.constants["w"] = {{2, 2, 1}, {}, {2, 4, 1, -1}};
    graph.constants["ws"] = {{2}, {0.5f, 2}, {}};
    graph.constants["wz"] = whole({0, 0});
    graph.constants["b"] = whole({4, -1});
    const Lowered lowered = lower(graph);
    // The picture's rows become the convolution's channels.
    ASSERT_EQ(lowered.model.architecture.nodes.size(), 5u);
    EXPECT_EQ(lowered.model.architecture.nodes[2].op, &nn::ops::reorder);
    EXPECT_EQ(lowered.model.architecture.nodes[3].op, &nn::ops::conv);
    EXPECT_EQ(lowered.model.architecture.nodes[4].op, &nn::ops::quantise);
    EXPECT_EQ(lowered.origins, (std::vector<std::string>{"x", "q", "c.order", "c", "c.rounded"}));
    EXPECT_TRUE(lowered.notes.empty());
    EXPECT_EQ(result_on_x(lowered), (Numbers{-1.5f, 2, 7, -6, -5, -7}));
    graph.nodes[1].inputs.resize(6);
    EXPECT_NE(test::error_line([&] { lower(graph); }).find("node 'c' (QLinearConv)"), std::string::npos);
}

TEST(LoweringQuantised, AMatrixOfWholeNumbers) {
    Graph graph =
        quantised_graph({node("QLinearMatMul", {"q", "step", "zero", "w", "ws", "wz", "fine", "zero"}, "m",
                              {{"output_dtype", kInt8}}),
                         node("DequantizeLinear", {"m", "fine", "zero"}, "y")});
    graph.constants["w"] = {{3, 2}, {}, {2, 5, 4, 1, -2, 3}};
    graph.constants["ws"] = {{2}, {0.5f, 0.25f}, {}};
    graph.constants["wz"] = whole({0, 1});
    graph.constants["fine"] = {{}, {1.0f / 32}, {}};
    EXPECT_EQ(result_on_x(lower(graph)), (Numbers{-4, -2.5f, -1, 1.5f})) << "-4.5 is cut off";
}

TEST(LoweringQuantised, OnnxRuntimesOperators) {
    Graph graph = quantised_graph(
        {node("com.microsoft.QLinearAdd", {"q", "step", "zero", "q", "step", "zero", "step", "zero"}, "a",
              {{"output_dtype", kInt8}}),
         node("com.microsoft.QLinearLeakyRelu", {"a", "step", "zero", "step", "zero"}, "l",
              {{"alpha", 0.5}, {"output_dtype", kInt8}}),
         node("com.microsoft.QLinearConcat", {"step", "zero", "l", "step", "zero", "q", "step", "zero"}, "k",
              {{"axis", std::int64_t{1}}, {"output_dtype", kInt8}}),
         node("com.microsoft.DequantizeLinear", {"k", "step", "zero"}, "y")});
    EXPECT_EQ(result_on_x(lower(graph)), (Numbers{-2.5f, -1, 0, 0, 2, 6, -2.5f, -1, 0, 0, 1, 3}));
    Graph gemm = graph_of({node("Flatten", {"x"}, "f"),
                           node("QuantizeLinear", {"f", "step", "zero"}, "q", {{"output_dtype", kInt8}}),
                           node("com.microsoft.QGemm", {"q", "step", "zero", "w", "ws", "zero", "b"}, "y",
                                {{"transB", std::int64_t{1}}, {"alpha", 1.0}})},
                          {{"step", {0.5f}}, {"ws", {0.25f}}});
    gemm.constants["zero"] = whole({0});
    gemm.constants["w"] = {{2, 6}, {}, {4, 0, 0, 0, 0, 4, 0, 4, 0, 0, 8, 0}};
    gemm.constants["b"] = whole({8, -8});
    EXPECT_EQ(result_on_x(lower(gemm)), (Numbers{1.5f, 0}));
}

TEST(LoweringQuantised, ScalesThatThePictureMakesAreLeftOut) {
    GraphNode dynamic = node("DynamicQuantizeLinear", {"x"}, "q");
    dynamic.outputs = {"q", "s", "z"};
    Graph graph = graph_of({dynamic, node("MatMulInteger", {"q", "w", "z", "wz"}, "m"),
                            node("Cast", {"m"}, "f", {{"to", std::int64_t{1}}}),
                            node("Mul", {"s", "ws"}, "k"), node("Mul", {"f", "k"}, "y")},
                           {{"ws", {0.5f}}});
    graph.constants["w"] = {{3, 2}, {}, {2, 5, 4, 1, -2, 3}};
    graph.constants["wz"] = whole({1});
    const Lowered lowered = lower(graph);
    EXPECT_EQ(lowered.notes.size(), 1u);
    EXPECT_TRUE(test::agree(result_on_x(lowered), Numbers{-2.225f, -5.1f, -3.05f, 3.4f}));
    // What was rounded with a scale that is known is no longer a whole number here.
    graph.nodes[0] = node("QuantizeLinear", {"x", "ws"}, "q");
    graph.nodes[1].inputs[2] = "wz";
    graph.nodes[3] = node("Mul", {"ws", "ws"}, "k");
    const std::string line = test::error_line([&] { lower(graph); });
    EXPECT_NE(line.find("node 'm' (MatMulInteger)"), std::string::npos) << line;
    EXPECT_NE(line.find("what its whole numbers stand for"), std::string::npos) << line;
}

TEST(LoweringQuantised, WithoutInputsTheyAreRefused) {
    for (const char* op :
         {"QLinearConv", "QLinearMatMul", "ConvInteger", "MatMulInteger", "com.microsoft.QGemm",
          "com.microsoft.QLinearConcat", "QuantizeLinear", "DequantizeLinear"})
        EXPECT_NE(test::error_line([&] { lower(graph_of({node(op, {}, "y")})); }).find("node 'y'"),
                  std::string::npos)
            << op;
    EXPECT_NE(test::error_line([] { lower(graph_of({node("DynamicQuantizeLinear", {"x"}, "y")})); }), "");
}

}  // namespace
}  // namespace convoscope::models
