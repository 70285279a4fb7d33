// Ifs as the reader of ONNX files writes them: one node that hears the condition and what both branches give.
#include <gtest/gtest.h>

#include <cmath>

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

Numbers negative() {
    Numbers numbers;
    for (const float x : kInputX) numbers.push_back(-x);
    return numbers;
}
Numbers absolute() {
    Numbers numbers;
    for (const float x : kInputX) numbers.push_back(std::abs(x));
    return numbers;
}

const GraphNode kNegative = node("Neg", {"x"}, "n");
const GraphNode kAbsolute = node("Abs", {"x"}, "a");
const GraphNode kChoice = node("If", {"c", "n", "a"}, "y");

TEST(LoweringConditions, AConstantChooses) {
    Graph graph = graph_of({kNegative, kAbsolute, kChoice});
    graph.constants["c"] = whole({1});
    const Lowered lowered = lower(graph);
    EXPECT_EQ(lowered.model.architecture.nodes.size(), 2u);
    EXPECT_EQ(result_on_x(lowered), negative());
    graph.constants["c"] = whole({0});
    EXPECT_EQ(result_on_x(lower(graph)), absolute());
    // What is not chosen may be anything.
    graph.nodes[0].op = "NoSuchOperator";
    EXPECT_EQ(result_on_x(lower(graph)), absolute());
    graph.constants["c"] = whole({1});
    EXPECT_NE(test::error_line([&] { lower(graph); }).find("node 'n' (NoSuchOperator)"), std::string::npos);
}

TEST(LoweringConditions, AShapeChooses) {
    const std::vector<GraphNode> condition{node("Shape", {"x"}, "s"), node("Gather", {"s", "two"}, "g"),
                                           node("Equal", {"g", "columns"}, "c")};
    // The branches may stand before the condition.
    for (const bool branches_first : {false, true})
        for (const std::int64_t columns : {3, 4}) {
            std::vector<GraphNode> nodes = condition;
            nodes.insert(branches_first ? nodes.begin() : nodes.end(), {kNegative, kAbsolute});
            nodes.push_back(kChoice);
            Graph graph = graph_of(nodes);
            graph.constants["two"] = whole({2});
            graph.constants["columns"] = whole({columns});
            EXPECT_EQ(result_on_x(lower(graph)), columns == 3 ? negative() : absolute()) << branches_first;
        }
}

TEST(LoweringConditions, OnesInEachOther) {
    Graph graph = graph_of({node("Size", {"x"}, "size"), node("Greater", {"size", "five"}, "c"), kNegative,
                            kAbsolute, node("Relu", {"x"}, "r"), node("If", {"d", "n", "a"}, "inner"),
                            node("If", {"c", "inner", "r"}, "y")});
    graph.constants["five"] = whole({5});
    graph.constants["d"] = whole({0});
    EXPECT_EQ(result_on_x(lower(graph)), absolute());
    graph.constants["d"] = whole({1});
    EXPECT_EQ(result_on_x(lower(graph)), negative());
    graph.constants["five"] = whole({6});
    EXPECT_EQ(result_on_x(lower(graph)), (Numbers{0, 0, 0, 0.2f, 0.9f, 3}));
}

TEST(LoweringConditions, ConstantsAreChosenToo) {
    Graph graph =
        graph_of({node("If", {"c", "p", "q"}, "f"), node("Mul", {"x", "f"}, "y")}, {{"p", {-1}}, {"q", {3}}});
    graph.constants["c"] = whole({1});
    EXPECT_EQ(result_on_x(lower(graph)), negative());
}

TEST(LoweringConditions, WhatIsNotChosenHearsNothing) {
    // A non-linearity joins the matrix before it, and a softmax is the last layer's.
    Graph graph = graph_of({node("MatMul", {"x", "w"}, "m"), node("Shape", {"m"}, "s"),
                            node("Size", {"s"}, "rank"), node("Equal", {"rank", "three"}, "c"),
                            node("Relu", {"m"}, "n"), node("Sub", {"m", "x"}, "a"), kChoice});
    graph.constants["w"] = {{3, 3}, {1, 0, 0, 0, 1, 0, 0, 0, 1}, {}};
    graph.constants["three"] = whole({3});
    const Lowered lowered = lower(graph);
    const auto& nodes = lowered.model.architecture.nodes;
    EXPECT_EQ(nodes.back().activation, nn::Activation::Relu);
    EXPECT_NE(nodes.back().op, &nn::ops::bend);
    EXPECT_TRUE(test::agree(result_on_x(lowered), Numbers{0, 0, 0, 0.2f, 0.9f, 3}));
    Graph end = graph_of({node("Flatten", {"x"}, "f"), node("MatMul", {"f", "w"}, "m"),
                          node("Softmax", {"m"}, "n"), node("Squeeze", {"n"}, "a"), kChoice});
    end.constants["w"] = {{6, 2}, Numbers(12, 1), {}};
    end.constants["c"] = whole({1});
    EXPECT_EQ(lower(end).model.architecture.nodes.back().activation, nn::Activation::Softmax);
    EXPECT_EQ(lower(end).model.architecture.nodes.size(), 2u);
}

TEST(LoweringConditions, ConditionsAreWorkedOut) {
    Graph graph = graph_of({node("Shape", {"x"}, "s"), node("Size", {"s"}, "rank"),
                            node("LessOrEqual", {"rank", "three"}, "is_small"),
                            node("GreaterOrEqual", {"rank", "four"}, "is_large"),
                            node("Or", {"is_large", "no"}, "o"), node("Not", {"o"}, "p"),
                            node("And", {"is_small", "p"}, "c"), kNegative, kAbsolute, kChoice});
    graph.constants["three"] = whole({3});
    graph.constants["four"] = whole({4});
    graph.constants["no"] = whole({0});
    EXPECT_EQ(result_on_x(lower(graph)), negative());
    graph.constants["no"] = whole({1});
    EXPECT_EQ(result_on_x(lower(graph)), absolute());
}

TEST(LoweringConditions, ACastLikeAValueMakesDecimals) {
    Graph graph = graph_of(
        {node("CastLike", {"p", "x"}, "f"), node("Mul", {"x", "f"}, "m"), node("CastLike", {"m", "q"}, "y")},
        {{"q", {0.5f}}});
    graph.constants["p"] = whole({-1});
    EXPECT_EQ(result_on_x(lower(graph)), negative());
    graph.nodes[2].inputs[1] = "p";
    EXPECT_NE(test::error_line([&] { lower(graph); }).find("node 'y' (CastLike)"), std::string::npos);
}

TEST(LoweringConditions, WhatThePictureDecidesIsRefused) {
    Graph graph = graph_of({kNegative, kAbsolute, node("If", {"x", "n", "a"}, "y")});
    const std::string line = test::error_line([&] { lower(graph); });
    EXPECT_NE(line.find("node 'y' (If): which of its branches counts depends on the picture"),
              std::string::npos)
        << line;
    graph.nodes.back().inputs[0] = "several";
    graph.constants["several"] = whole({1, 0});
    EXPECT_NE(test::error_line([&] { lower(graph); }).find("node 'y' (If)"), std::string::npos);
}

}  // namespace
}  // namespace convoscope::models
