// Networks that are no chain: branches that meet, and the operators that only they and other programs'
// networks have. Each against the reference, and the reference against finite differences.

#include <gtest/gtest.h>

#include <algorithm>
#include <functional>
#include <map>
#include <set>

#include "nn/backward.h"
#include "nn/bends.h"
#include "nn/calculation.h"
#include "nn/connections.h"
#include "nn/initialise.h"
#include "nn/networks.h"
#include "nn/receptive_field.h"

namespace convoscope::nn {
namespace {

using test::agree;
using test::random_values;
using Vector = std::vector<double>;

/// Random parameters, and a random input's values.
struct Read {
    Model model;
    Workspace workspace;

    explicit Read(const Architecture& architecture)
        : model(empty_model(architecture)), workspace(architecture) {
        initialise(model, 7);
        model.edit([](std::vector<Parameters>& all) {
            Random random(8);
            for (Parameters& one : all) {
                for (float& value : one.bias) value = static_cast<float>(random.between(-0.5, 0.5));
                for (float& value : one.mean) value = static_cast<float>(random.between(-0.5, 0.5));
                for (float& value : one.variance) value = static_cast<float>(random.between(0.5, 2));
                if (one.weight.size() == one.bias.size())  // a norm, a scale, slopes
                    for (float& value : one.weight) value = static_cast<float>(random.between(0.5, 2));
            }
        });
        std::ranges::copy(random_values<float>(workspace.input().size(), 9), workspace.input().begin());
        forward(model, workspace);
    }

    reference::Pass<double> exact() const {
        return reference::forward(model.architecture, test::reference_weights<double>(model),
                                  test::converted<double>(workspace.activations(0)));
    }
};

TEST(Graph, ForwardAgreesWithTheReference) {
    const Read read(test::graph_network());
    const auto exact = read.exact();
    for (int node = 0; node < static_cast<int>(exact.before.size()); ++node) {
        SCOPED_TRACE(read.model.architecture.nodes[static_cast<std::size_t>(node)].name);
        EXPECT_TRUE(
            agree(read.workspace.pre_activations(node), exact.before[static_cast<std::size_t>(node)]));
        EXPECT_TRUE(agree(read.workspace.activations(node), exact.after[static_cast<std::size_t>(node)]));
    }
}

TEST(Graph, BackwardAgreesWithTheReference) {
    const Read read(test::graph_network());
    const Vector output_gradient{0.3, -1.2, 0.5, 2};
    const auto exact = reference::backward(
        read.model.architecture, test::reference_weights<double>(read.model), read.exact(), output_gradient);
    Gradients gradients(read.model.architecture);
    BackwardWorkspace backward_workspace(read.model.architecture);
    backward(read.model, read.workspace, test::converted<float>(output_gradient), gradients,
             backward_workspace, InputGradient::Compute);
    for (std::size_t node = 0; node < exact.before.size(); ++node) {
        const Node& of = read.model.architecture.nodes[node];
        if (of.name == "whole") continue;  // nobody hears it
        SCOPED_TRACE(of.name);
        EXPECT_TRUE(agree(backward_workspace.pre_activation_gradients(static_cast<int>(node)),
                          exact.before[node], 1e-4));
        if (gradients.parameters[node].weight.empty()) continue;
        EXPECT_TRUE(agree(gradients.parameters[node].weight, exact.parameters[node].weight, 1e-4));
        EXPECT_TRUE(agree(gradients.parameters[node].bias, exact.parameters[node].bias, 1e-4));
    }
}

/// d(loss)/d(values), by central differences.
Vector differences(Vector& values, const std::function<double()>& loss) {
    constexpr double kStep = 1e-5;
    Vector result;
    for (double& value : values) {
        const double kept = value;
        value = kept + kStep;
        const double above = loss();
        value = kept - kStep;
        const double below = loss();
        value = kept;
        result.push_back((above - below) / (2 * kStep));
    }
    return result;
}

TEST(Graph, TheReferenceAgreesWithFiniteDifferences) {
    const Read read(test::graph_network());
    const Architecture& architecture = read.model.architecture;
    auto weights = test::reference_weights<double>(read.model);
    Vector input = test::converted<double>(read.workspace.activations(0));
    const Vector c{0.3, -1.2, 0.5, 2};
    const auto loss = [&] {
        const auto pass = reference::forward(architecture, weights, input);
        double sum = 0;
        for (std::size_t i = 0; i < c.size(); ++i) sum += c[i] * pass.after.back()[i];
        return sum;
    };
    const auto gradients =
        reference::backward(architecture, weights, reference::forward(architecture, weights, input), c);
    EXPECT_TRUE(agree(gradients.before[0], differences(input, loss), 1e-6));
    for (std::size_t node = 0; node < weights.size(); ++node) {
        if (weights[node].weight.empty()) continue;
        SCOPED_TRACE(architecture.nodes[node].name);
        EXPECT_TRUE(agree(gradients.parameters[node].weight, differences(weights[node].weight, loss), 1e-6));
        EXPECT_TRUE(agree(gradients.parameters[node].bias, differences(weights[node].bias, loss), 1e-6));
    }
}

template <class Visit>
void each_unit(const Architecture& architecture, int node, Visit visit) {
    const Shape& shape = architecture.nodes[static_cast<std::size_t>(node)].output;
    for (int map = 0; map < shape.channels; ++map)
        for (int row = 0; row < shape.height; ++row)
            for (int column = 0; column < shape.width; ++column) visit(Unit{node, map, row, column});
}

TEST(Graph, OutgoingIsTheTransposeOfIncoming) {
    const Read read(test::graph_network());
    const Architecture& architecture = read.model.architecture;
    using End = std::pair<int, int>;
    std::multimap<std::pair<End, End>, float> heard;
    std::multimap<std::pair<End, End>, float> said;
    const auto end = [&](const Unit& unit) { return End(unit.node, index_of(architecture, unit)); };
    for (int node = 0; node < static_cast<int>(architecture.nodes.size()); ++node)
        each_unit(architecture, node, [&](const Unit& unit) {
            for (const Connection& one : incoming(read.model, unit))
                heard.emplace(std::pair(end(one.source), end(unit)), one.weight);
            for (const OutgoingConnection& one : outgoing(read.model, unit))
                said.emplace(std::pair(end(unit), end(one.target)), one.weight);
        });
    EXPECT_GT(heard.size(), 5000u);
    EXPECT_TRUE(heard == said);
}

TEST(Graph, AReceptiveFieldHoldsAllThatIsHeardAndNothingBeyond) {
    const Read read(test::graph_network());
    const Architecture& architecture = read.model.architecture;
    for (int node = 1; node + 2 < static_cast<int>(architecture.nodes.size()); ++node)
        each_unit(architecture, node, [&](const Unit& unit) {
            if (index_of(architecture, unit) % 7 != 0) return;
            std::map<int, std::set<int>> seen;  // units of each layer
            seen[unit.node].insert(index_of(architecture, unit));
            std::map<int, Field> box;
            for (int at = unit.node; at > 0; --at)
                each_unit(architecture, at, [&](const Unit& other) {
                    if (!seen[at].contains(index_of(architecture, other))) return;
                    for (const Connection& one : incoming(read.model, other))
                        seen[one.source.node].insert(index_of(architecture, one.source));
                });
            for (const Field& field : receptive_fields(architecture, unit)) {
                each_unit(architecture, field.node, [&](const Unit& other) {
                    if (!seen[field.node].contains(index_of(architecture, other))) return;
                    ASSERT_TRUE(field.maps[static_cast<std::size_t>(other.map)] &&
                                other.row >= field.first_row && other.row < field.last_row &&
                                other.column >= field.first_column && other.column < field.last_column)
                        << format_address(architecture, unit) << " hears "
                        << format_address(architecture, other);
                });
            }
        });
}

/// What the parts say that the pre-activation is.
double from_parts(const Operator* op, const Calculation& calculation) {
    double value = calculation.parts.empty() ? 0 : static_cast<double>(calculation.parts[0].value);
    for (std::size_t i = 1; i < calculation.parts.size(); ++i) {
        const double other = calculation.parts[i].value;
        if (op == &ops::add) value += other;
        if (op == &ops::subtract) value -= other;
        if (op == &ops::multiply) value *= other;
        if (op == &ops::divide) value /= other;
    }
    if (const auto& norm = calculation.norm)
        value = (norm->value - norm->mean) / std::sqrt(norm->variance + norm->epsilon) * norm->factor +
                norm->shift;
    if (op == &ops::softmax) {
        double sum = 0;
        for (const Part& part : calculation.parts) sum += std::exp(static_cast<double>(part.value));
        const auto own = static_cast<std::size_t>(calculation.unit.map);
        return std::exp(static_cast<double>(calculation.parts[own].value)) / sum;
    }
    if (op == &ops::average_pool)
        return static_cast<double>(calculation.window.sum) / calculation.window.counted;
    if (op == &ops::max_pool)
        return calculation.window.values[static_cast<std::size_t>(calculation.window.winner)];
    if (op == &ops::conv || op == &ops::linear) return calculation.weighted_sum + calculation.bias;
    const bool in_margin = op == &ops::pad && calculation.parts.empty();
    return op == &ops::lrn || in_margin ? calculation.pre_activation : value;
}

TEST(Graph, ACalculationAddsUp) {
    const Read read(test::graph_network());
    const Architecture& architecture = read.model.architecture;
    for (int node = 1; node < static_cast<int>(architecture.nodes.size()); ++node)
        each_unit(architecture, node, [&](const Unit& unit) {
            const Calculation calculation = calculate(read.model, read.workspace, unit);
            const Operator* op = architecture.nodes[static_cast<std::size_t>(node)].op;
            ASSERT_NEAR(from_parts(op, calculation), calculation.pre_activation,
                        1e-5 * std::max(1.0f, std::abs(calculation.pre_activation)))
                << format_address(architecture, unit);
        });
}

TEST(Graph, EveryBendHasItsSlope) {
    for (int kind = 0; kind <= static_cast<int>(Activation::Erf); ++kind) {
        const auto activation = static_cast<Activation>(kind);
        if (activation == Activation::Softmax) continue;
        const bool positive = activation == Activation::Log || activation == Activation::Sqrt ||
                              activation == Activation::Reciprocal;
        const bool other_alpha = activation == Activation::Gelu;
        for (const double alpha : {other_alpha ? 0.0 : 0.3, other_alpha ? 1.0 : 1.0})
            for (double x = positive ? 0.113 : -4.387; x < 4.5; x += 0.25) {
                const double beta = 1.2;
                const auto f = [&](double at) { return bend(activation, alpha, beta, at); };
                const double slope = (f(x + 1e-6) - f(x - 1e-6)) / 2e-6;
                EXPECT_NEAR(bend_slope(activation, alpha, beta, x, f(x)), slope, 1e-6) << kind << " at " << x;
            }
    }
}

TEST(Graph, RoundingIsToStepsWithinLimitsAndItsGradientPassesStraightThrough) {
    Node rounded = test::graph_node("rounded", ops::quantise, {0});
    rounded.numbers = {0.5f, -2, 3};
    const Architecture architecture = test::network({8, 1, 1}, {test::input_node(), rounded}, 8);
    const Model model = empty_model(architecture);
    Workspace workspace(architecture);
    std::ranges::copy(std::vector<float>{0.2f, 0.25f, 0.75f, -0.6f, -1.2f, -1.3f, 1.7f, 9},
                      workspace.input().begin());
    forward(model, workspace);
    const auto output = workspace.output();
    EXPECT_EQ(std::vector<float>(output.begin(), output.end()),
              (std::vector<float>{0, 0, 1, -0.5f, -1, -1, 1.5f, 1.5f}))
        << "half to even";
    Gradients gradients(architecture);
    BackwardWorkspace passed(architecture);
    const std::vector<float> gradient{1, 2, 3, 4, 5, 6, 7, 8};
    backward(model, workspace, gradient, gradients, passed, InputGradient::Compute);
    const auto below = passed.input_gradient();
    EXPECT_EQ(std::vector<float>(below.begin(), below.end()), (std::vector<float>{1, 2, 3, 4, 5, 0, 7, 0}));
    const auto exact =
        reference::backward(architecture, test::reference_weights<double>(model),
                            reference::forward(architecture, test::reference_weights<double>(model),
                                               test::converted<double>(workspace.activations(0))),
                            test::converted<double>(gradient));
    EXPECT_EQ(exact.before[0], test::converted<double>(below));
    rounded.numbers = {0, -2, 3};
    EXPECT_THROW(test::network({8, 1, 1}, {test::input_node(), rounded}, 8), std::exception);
}

TEST(Graph, ShapesThatDoNotFitAreRefused) {
    Architecture architecture = test::graph_network();
    architecture.nodes[4].channels = 5;  // 6 and 5 maps to be added
    EXPECT_THROW(architecture.resolve(), std::exception);
    architecture = test::graph_network();
    architecture.nodes[1].groups = 2;  // 3 maps below
    EXPECT_THROW(architecture.resolve(), std::exception);
    architecture = test::graph_network();
    architecture.nodes[15].order[3] = 180;
    EXPECT_THROW(architecture.resolve(), std::exception);
    architecture = test::graph_network();
    architecture.nodes[8].padding = {3, 0, 0, 1};
    EXPECT_THROW(architecture.resolve(), std::exception) << "a window in the padding alone";
}

}  // namespace
}  // namespace convoscope::nn
