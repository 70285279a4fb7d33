// Which layers become of small graphs: non-linearities that a file writes as several operations, rounding,
// softmaxes, means.
#include <gtest/gtest.h>

#include <algorithm>
#include <cmath>

#include "models/lowering.h"
#include "nn/bends.h"
#include "nn/forward.h"
#include "nn/networks.h"
#include "nn/ops/operator.h"
#include "support/error_line.h"

namespace convoscope::models {
namespace {

using List = std::vector<std::int64_t>;
using Numbers = std::vector<float>;

GraphNode node(const char* op, std::vector<std::string> inputs, const char* output,
               std::map<std::string, Attribute> attributes = {}) {
    return {op, output, std::move(inputs), {output}, std::move(attributes)};
}

/// A graph of these nodes on x [1, 2, 3], whose last node's output is wanted.
Graph graph_of(std::vector<GraphNode> nodes, std::map<std::string, Numbers> constants = {}) {
    Graph graph;
    graph.inputs = {{"x", {1, 2, 3}}};
    graph.outputs = {nodes.back().outputs[0]};
    graph.nodes = std::move(nodes);
    for (auto& [name, numbers] : constants) {
        const List shape = numbers.size() == 1 ? List{} : List{static_cast<std::int64_t>(numbers.size())};
        graph.constants[name] = {shape, std::move(numbers), {}};
    }
    return graph;
}

const Numbers kX{-2.5f, -0.75f, -0.1f, 0.2f, 0.9f, 3};

Numbers result_on_x(const Lowered& lowered) {
    nn::Workspace workspace(lowered.model.architecture);
    load_input(lowered.input, kX, workspace.input());
    nn::forward(lowered.model, workspace);
    return result_of(lowered.output, workspace);
}

/// The network is one layer with this non-linearity.
void expect_one_bend(const Graph& graph, nn::Activation activation, float alpha = 0) {
    const Lowered lowered = lower(graph);
    const auto& nodes = lowered.model.architecture.nodes;
    ASSERT_EQ(nodes.size(), 2u);
    EXPECT_EQ(nodes[1].activation, activation);
    EXPECT_EQ(nodes[1].alpha, alpha);
    Numbers expected;
    for (const float x : kX) expected.push_back(nn::bend(activation, alpha, 0.0f, x));
    EXPECT_TRUE(test::agree(result_on_x(lowered), expected));
}

TEST(LoweringBends, SwishIsXTimesItsSigmoid) {
    const auto sigmoid = node("Sigmoid", {"x"}, "s");
    expect_one_bend(graph_of({sigmoid, node("Mul", {"x", "s"}, "y")}), nn::Activation::Swish, 1);
    expect_one_bend(graph_of({sigmoid, node("Mul", {"s", "x"}, "y")}), nn::Activation::Swish, 1);
    expect_one_bend(
        graph_of({node("Mul", {"x", "a"}, "m"), node("Sigmoid", {"m"}, "s"), node("Mul", {"x", "s"}, "y")},
                 {{"a", {1.5f}}}),
        nn::Activation::Swish, 1.5f);
}

TEST(LoweringBends, GeluInTheFormsThatProgramsWrite) {
    const std::map<std::string, Numbers> constants{
        {"half", {0.5f}},       {"one", {1}},   {"root", {std::sqrt(2.0f)}},
        {"cubic", {0.044715f}}, {"three", {3}}, {"factor", {0.79788456f}}};
    const std::vector<GraphNode> erf{node("Div", {"x", "root"}, "d"), node("Erf", {"d"}, "e"),
                                     node("Add", {"e", "one"}, "p")};
    const auto with = [](std::vector<GraphNode> nodes, const std::vector<GraphNode>& more) {
        nodes.insert(nodes.end(), more.begin(), more.end());
        return nodes;
    };
    for (const auto& ending : {std::vector{node("Mul", {"x", "p"}, "m"), node("Mul", {"m", "half"}, "y")},
                               std::vector{node("Mul", {"x", "half"}, "m"), node("Mul", {"m", "p"}, "y")},
                               std::vector{node("Mul", {"half", "p"}, "m"), node("Mul", {"x", "m"}, "y")}})
        expect_one_bend(graph_of(with(erf, ending), constants), nn::Activation::Gelu);
    const std::vector<GraphNode> approximation{
        node("Mul", {"c", "cubic"}, "k"), node("Add", {"x", "k"}, "i"),   node("Mul", {"factor", "i"}, "f"),
        node("Tanh", {"f"}, "t"),         node("Add", {"one", "t"}, "p"), node("Mul", {"x", "p"}, "m"),
        node("Mul", {"half", "m"}, "y")};
    expect_one_bend(graph_of(with({node("Pow", {"x", "three"}, "c")}, approximation), constants),
                    nn::Activation::Gelu, 1);
    expect_one_bend(
        graph_of(with({node("Mul", {"x", "x"}, "q"), node("Mul", {"x", "q"}, "c")}, approximation),
                 constants),
        nn::Activation::Gelu, 1);
}

TEST(LoweringBends, LeCunsTanhAndTheHardSwish) {
    expect_one_bend(graph_of({node("Mul", {"x", "slope"}, "m"), node("Tanh", {"m"}, "t"),
                              node("Mul", {"gain", "t"}, "y")},
                             {{"slope", {2.0f / 3.0f}}, {"gain", {1.7159f}}}),
                    nn::Activation::ScaledTanh);
    expect_one_bend(graph_of({node("HardSigmoid", {"x"}, "h", {{"alpha", 1.0 / 6}, {"beta", 0.5}}),
                              node("Mul", {"x", "h"}, "y")}),
                    nn::Activation::HardSwish);
}

TEST(LoweringBends, WhatOnlyLooksLikeOneIsWhatItIs) {
    // Another gain, a gate of another value, a sigmoid that is wanted as well.
    const Lowered tanh = lower(graph_of(
        {node("Mul", {"x", "slope"}, "m"), node("Tanh", {"m"}, "t"), node("Mul", {"gain", "t"}, "y")},
        {{"slope", {2.0f / 3.0f}}, {"gain", {1.5f}}}));
    Numbers expected;
    for (const float x : kX) expected.push_back(1.5f * std::tanh(2 * x / 3));
    EXPECT_TRUE(test::agree(result_on_x(tanh), expected));
    const Lowered gate = lower(graph_of({node("Tanh", {"x"}, "t"), node("Sigmoid", {"t"}, "s"),
                                         node("Mul", {"x", "s"}, "m"), node("Add", {"m", "s"}, "y")}));
    expected.clear();
    for (const float x : kX) expected.push_back((x + 1) / (1 + std::exp(-std::tanh(x))));
    EXPECT_TRUE(test::agree(result_on_x(gate), expected));
}

TEST(LoweringBends, NodesThatHearNothingAreErrors) {
    for (const char* op : {"Sigmoid", "Tanh", "Erf", "HardSigmoid"}) {
        const Graph graph =
            graph_of({node(op, {}, "s"), node("Add", {"s", "one"}, "p"), node("Mul", {"x", "p"}, "m"),
                      node("Mul", {"m", "half"}, "q"), node("Mul", {"q", "s"}, "y")},
                     {{"one", {1}}, {"half", {0.5f}}});
        EXPECT_NE(test::error_line([&] { lower(graph); }), "") << op;
    }
    EXPECT_NE(test::error_line([] { lower(graph_of({node("Mul", {}, "y")})); }), "");
}

TEST(LoweringRounding, OfQuantisedActivations) {
    Graph graph =
        graph_of({node("QuantizeLinear", {"x", "step", "zero"}, "q", {{"output_dtype", std::int64_t{3}}}),
                  node("DequantizeLinear", {"q", "step", "zero"}, "d"), node("Relu", {"d"}, "y")},
                 {{"step", {0.5f}}});
    graph.constants["zero"] = {{}, {}, {-124}};
    const Lowered lowered = lower(graph);
    ASSERT_EQ(lowered.model.architecture.nodes.size(), 2u);
    EXPECT_EQ(lowered.model.architecture.nodes[1].op, &nn::ops::quantise);
    EXPECT_TRUE(lowered.notes.empty());
    EXPECT_EQ(result_on_x(lowered), (Numbers{0, 0, 0, 0, 1, 3}));
    // -128 stands for -2.
    graph.nodes.pop_back();
    graph.outputs = {"d"};
    EXPECT_EQ(result_on_x(lower(graph)), (Numbers{-2, -1, 0, 0, 1, 3}));
    // A step for each map is not known.
    graph.constants["step"] = {{2}, {0.5f, 0.25f}, {}};
    EXPECT_EQ(lower(graph).notes.size(), 1u);
    EXPECT_EQ(result_on_x(lower(graph)), kX);
}

TEST(LoweringRounding, HalfToEven) {
    EXPECT_EQ(result_on_x(lower(graph_of({node("Round", {"x"}, "y")}))), (Numbers{-2, -1, 0, 0, 1, 3}));
}

TEST(LoweringSoftmax, InTheMiddleItIsALayer) {
    Graph graph =
        graph_of({node("Flatten", {"x"}, "f"), node("Softmax", {"f"}, "s"), node("Mul", {"s", "two"}, "y")},
                 {{"two", {2}}});
    const Lowered lowered = lower(graph);
    EXPECT_EQ(lowered.model.architecture.nodes[1].op, &nn::ops::softmax);
    const Numbers result = result_on_x(lowered);
    double sum = 0;
    for (const float value : result) sum += value;
    EXPECT_NEAR(sum, 2, 1e-6);
    EXPECT_NEAR(std::log(result[5] / result[4]), 2.1, 1e-5);
}

TEST(LoweringSoftmax, AFactorBeforeTheLastOneIsATemperature) {
    Graph graph = graph_of({node("Flatten", {"x"}, "f"), node("MatMul", {"f", "w"}, "m"),
                            node("Div", {"m", "t"}, "d"), node("Softmax", {"d"}, "y")},
                           {{"t", {1.5f}}});
    graph.constants["w"] = {{6, 2}, {1, 0, 2, 1, 0, 1, 1, 1, 0, -1, 1, 2}, {}};
    const Lowered lowered = lower(graph);
    EXPECT_EQ(lowered.model.architecture.nodes.size(), 2u);
    EXPECT_FLOAT_EQ(lowered.model.architecture.temperature, 1.5f);
    const double first = -2.5 - 1.5 + 0.2 + 3;
    const double second = -0.75 - 0.1 + 0.2 - 0.9 + 6;
    const Numbers result = result_on_x(lowered);
    EXPECT_NEAR(std::log(result[1] / result[0]), (second - first) / 1.5, 1e-5);
    // A logarithm of it is of the logits as they are: there the factor stays a layer.
    graph.nodes[3].op = "LogSoftmax";
    EXPECT_EQ(lower(graph).model.architecture.temperature, 1);
    EXPECT_NEAR(result_on_x(lower(graph))[0], std::log(result[0]), 1e-5);
}

TEST(LoweringMeans, OverAnyAxes) {
    const auto mean = [](const List& axes, std::int64_t keeps) {
        const Lowered lowered =
            lower(graph_of({node("ReduceMean", {"x"}, "y", {{"axes", axes}, {"keepdims", keeps}})}));
        return std::pair(lowered.output.shape, result_on_x(lowered));
    };
    const auto [rows, over_rows] = mean({1}, 0);
    EXPECT_EQ(rows, (List{1, 3}));
    EXPECT_TRUE(test::agree(over_rows, Numbers{-1.15f, 0.075f, 1.45f}));
    const auto [columns, over_columns] = mean({-1}, 1);
    EXPECT_EQ(columns, (List{1, 2, 1}));
    EXPECT_TRUE(test::agree(over_columns, Numbers{-3.35f / 3, 4.1f / 3}));
    const auto [all, over_all] = mean({1, 2}, 1);
    EXPECT_EQ(all, (List{1, 1, 1}));
    EXPECT_TRUE(test::agree(over_all, Numbers{0.125f}));
    EXPECT_NE(test::error_line([&] { mean({1, 1}, 0); }), "");
}

}  // namespace
}  // namespace convoscope::models
