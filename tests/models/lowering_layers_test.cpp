// Which layers become of small graphs: non-linearities that a file writes as several operations, softmaxes,
// means, margins.
#include <gtest/gtest.h>

#include <algorithm>
#include <cmath>
#include <limits>

#include "models/lowering.h"
#include "models/small_graphs.h"
#include "nn/bends.h"
#include "nn/networks.h"
#include "nn/ops/operator.h"
#include "support/error_line.h"

namespace convoscope::models {
namespace {

using test::graph_of;
using test::kInputX;
using test::List;
using test::node;
using test::Numbers;
using test::result_on_x;

/// The network is one layer with this non-linearity.
void expect_one_bend(const Graph& graph, nn::Activation activation, float alpha = 0) {
    const Lowered lowered = lower(graph);
    const auto& nodes = lowered.model.architecture.nodes;
    ASSERT_EQ(nodes.size(), 2u);
    EXPECT_EQ(nodes[1].activation, activation);
    EXPECT_EQ(nodes[1].alpha, alpha);
    Numbers expected;
    for (const float x : kInputX) expected.push_back(nn::bend(activation, alpha, 0.0f, x));
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
    // As PyTorch's newer exporter has it: constants are cast to what they stand beside.
    const std::vector<GraphNode> cast{
        node("CastLike", {"root", "x"}, "r"), node("Div", {"x", "r"}, "d"), node("Erf", {"d"}, "e"),
        node("CastLike", {"one", "e"}, "o"),  node("Add", {"e", "o"}, "p"), node("Mul", {"x", "p"}, "m"),
        node("CastLike", {"half", "m"}, "h"), node("Mul", {"h", "m"}, "y")};
    expect_one_bend(graph_of(cast, constants), nn::Activation::Gelu);
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
    for (const float x : kInputX) expected.push_back(1.5f * std::tanh(2 * x / 3));
    EXPECT_TRUE(test::agree(result_on_x(tanh), expected));
    const Lowered gate = lower(graph_of({node("Tanh", {"x"}, "t"), node("Sigmoid", {"t"}, "s"),
                                         node("Mul", {"x", "s"}, "m"), node("Add", {"m", "s"}, "y")}));
    expected.clear();
    for (const float x : kInputX) expected.push_back((x + 1) / (1 + std::exp(-std::tanh(x))));
    EXPECT_TRUE(test::agree(result_on_x(gate), expected));
}

TEST(LoweringBends, AnAttemptThatFailsLeavesNoName) {
    // The gate itself is bent: it is tried as what is gated, too.
    const Lowered lowered =
        lower(graph_of({node("Sigmoid", {"x"}, "first"), node("Sigmoid", {"first"}, "gate"),
                        node("Mul", {"gate", "first"}, "y")}));
    EXPECT_EQ(lowered.origins, (std::vector<std::string>{"x", "first", "gate"}));
    Numbers expected;
    for (const float x : kInputX) {
        const float first = 1 / (1 + std::exp(-x));
        expected.push_back(first / (1 + std::exp(-first)));
    }
    EXPECT_TRUE(test::agree(result_on_x(lowered), expected));
}

TEST(LoweringBends, CeluOfAnyAlpha) {
    expect_one_bend(graph_of({node("Celu", {"x"}, "y")}), nn::Activation::Elu, 1);
    Numbers expected;
    for (const float x : kInputX) expected.push_back(x > 0 ? x : 2.5f * std::expm1(x / 2.5f));
    const Graph graph = graph_of({node("Celu", {"x"}, "y", {{"alpha", 2.5}})});
    EXPECT_TRUE(test::agree(result_on_x(lower(graph)), expected));
    EXPECT_NE(test::error_line([] { lower(graph_of({node("Celu", {"x"}, "y", {{"alpha", -1.0}})})); }), "");
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

TEST(LoweringMeans, AnOutputWithoutANameIsNobodys) {
    Graph graph = graph_of({node("ReduceMean", {"m"}, "y", {{"axes", List{2, 3}}})});
    graph.inputs = {{"m", {1, 2, 3, 1}}};
    graph.nodes[0].outputs = {"", "y"};
    EXPECT_NE(test::error_line([&] { lower(graph); }), "");
}

TEST(LoweringMeans, NoAxesAreAllOrNone) {
    Graph graph = graph_of({node("ReduceMean", {"x"}, "y")});
    EXPECT_TRUE(test::agree(result_on_x(lower(graph)), Numbers{0.125f}));
    graph.nodes[0].attributes["noop_with_empty_axes"] = std::int64_t{1};
    EXPECT_EQ(result_on_x(lower(graph)), kInputX);
    EXPECT_EQ(lower(graph).output.shape, (List{1, 2, 3}));
}

TEST(LoweringMoves, ArithmeticThatDoesNothingLeavesNoLayer) {
    const std::map<std::string, Numbers> constants{{"zero", {0}}, {"one", {1}}, {"ones", {1, 1, 1}}};
    const Graph nothing =
        graph_of({node("Add", {"zero", "x"}, "a"), node("Mul", {"a", "ones"}, "b"),
                  node("Sub", {"b", "zero"}, "c"), node("Div", {"c", "one"}, "d"), node("Relu", {"d"}, "y")},
                 constants);
    EXPECT_EQ(lower(nothing).model.architecture.nodes.size(), 2u);
    EXPECT_EQ(result_on_x(lower(nothing)), (Numbers{0, 0, 0, 0.2f, 0.9f, 3}));
    const Graph something =
        graph_of({node("Sub", {"zero", "x"}, "a"), node("Div", {"one", "a"}, "y")}, constants);
    Numbers expected;
    for (const float x : kInputX) expected.push_back(-1 / x);
    EXPECT_TRUE(test::agree(result_on_x(lower(something)), expected));
}

TEST(LoweringMoves, AReshapeToWhatNoNetworkHasIsRefused) {
    constexpr std::int64_t kMost = std::numeric_limits<std::int64_t>::max();
    for (const List& shape :
         {List{9, kMost / 2}, List{kMost, kMost}, List{kMost / 2, -1}, List{1 << 20, 1 << 20, 1 << 20, 64}}) {
        Graph graph = graph_of({node("Reshape", {"x", "shape"}, "y")});
        graph.constants["shape"] = test::whole(shape);
        EXPECT_NE(test::error_line([&] { lower(graph); }).find("node 'y' (Reshape)"), std::string::npos);
    }
}

TEST(LoweringMoves, MarginsThatRepeatWhatIsThere) {
    const auto padded = [](const char* mode, const List& pads) {
        Graph graph = graph_of({node("Pad", {"x", "pads"}, "y", {{"mode", std::string(mode)}})});
        graph.constants["pads"] = test::whole(pads);
        return lower(graph);
    };
    EXPECT_EQ(result_on_x(padded("reflect", {0, 0, 2, 0, 0, 1})),
              (Numbers{-0.1f, -0.75f, -2.5f, -0.75f, -0.1f, -0.75f, 3, 0.9f, 0.2f, 0.9f, 3, 0.9f}));
    EXPECT_EQ(padded("reflect", {0, 0, 2, 0, 0, 1}).output.shape, (List{1, 2, 6}));
    EXPECT_EQ(result_on_x(padded("reflect", {0, 0, -1, 0, 0, 1})),
              (Numbers{-0.75f, -0.1f, -0.75f, 0.9f, 3, 0.9f}));
    EXPECT_EQ(result_on_x(padded("edge", {0, 0, 1, 0, 0, 2})),
              (Numbers{-2.5f, -2.5f, -0.75f, -0.1f, -0.1f, -0.1f, 0.2f, 0.2f, 0.9f, 3, 3, 3}));
    EXPECT_EQ(result_on_x(padded("wrap", {0, 1, 1, 0, 0, 0})),
              (Numbers{3, 0.2f, 0.9f, 3, -0.1f, -2.5f, -0.75f, -0.1f, 3, 0.2f, 0.9f, 3}));
    const auto line = [&](const char* mode, const List& pads) {
        return test::error_line([&] { padded(mode, pads); });
    };
    EXPECT_NE(line("edge", {1, 0, 0, 0, 0, 0}).find("node 'y' (Pad): it mixes the pictures"),
              std::string::npos);
    EXPECT_NE(line("edge", {0, 0, -2, 0, 0, -1}).find("'pads'"), std::string::npos);
    EXPECT_NE(line("mirror", {0, 0, 1, 0, 0, 1}).find("'mode'"), std::string::npos);
    constexpr std::int64_t most = nn::kMaximumExtent;
    EXPECT_NE(line("wrap", {0, most, most, 0, most, most}).find("more neurons"), std::string::npos);
}

TEST(LoweringMoves, NumbersOfTheInputThatAreTakenTwiceLoseNoOthers) {
    Graph graph = graph_of({node("Gather", {"x", "places"}, "g", {{"axis", std::int64_t{1}}}),
                            node("Conv", {"g", "w"}, "c"), node("Add", {"c", "x"}, "y")});
    graph.constants["places"] = test::whole({0, 0});
    graph.constants["w"] = {{1, 2, 1}, {1, 2}, {}};
    EXPECT_TRUE(test::agree(result_on_x(lower(graph)), Numbers{-10, -3, -0.4f, -7.3f, -1.35f, 2.7f}));
}

}  // namespace
}  // namespace convoscope::models
