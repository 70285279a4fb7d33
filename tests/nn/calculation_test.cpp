#include "nn/calculation.h"

#include <gtest/gtest.h>

#include <map>

#include "nn/readings.h"

namespace convoscope::nn {
namespace {

using test::agree;

/// Double-precision values of a whole pass, computed by the formulas in nn/reference.h from the same input.
reference::Pass<double> exact_pass(const Model& model, const Workspace& workspace) {
    return reference::forward(model.architecture, test::reference_weights<double>(model),
                              test::converted<double>(workspace.activations(0)));
}

double largest(const std::vector<double>& values) {
    double result = 0;
    for (const double value : values) result = std::max(result, std::abs(value));
    return result;
}

const Node& node_of(const Model& model, const Unit& unit) {
    return model.architecture.nodes[static_cast<std::size_t>(unit.node)];
}

const Shape& shape_below(const Model& model, const Unit& unit) {
    return model.architecture.nodes[static_cast<std::size_t>(node_of(model, unit).inputs[0])].output;
}

/// What the parts say that the pre-activation is.
double from_parts(const Model& model, const Calculation& calculation) {
    double sum = calculation.bias;
    const auto area = static_cast<double>(calculation.window.values.size());
    const Operator* const op = node_of(model, calculation.unit).op;
    if (op == &ops::conv)
        for (const KernelTerm& term : calculation.kernels)
            for (const float product : term.products) sum += product;
    if (op == &ops::linear)
        for (const LinearTerm& term : calculation.terms) sum += term.contribution;
    if (op == &ops::conv || op == &ops::linear) return sum;
    if (op == &ops::max_pool)
        return calculation.window.values.at(static_cast<std::size_t>(calculation.window.winner));
    if (op == &ops::average_pool) return calculation.window.sum / area;
    return calculation.pre_activation;
}

TEST(CalculationTest, AddsUpToThePassAndToAnExactOne) {
    int checked = 0;
    test::each_read_model([&](const Model& model, const Workspace& workspace) {
        const auto exact = exact_pass(model, workspace);
        for (int index = 0; index < static_cast<int>(model.architecture.nodes.size()); ++index) {
            const auto& before = exact.before[static_cast<std::size_t>(index)];
            const auto& after = exact.after[static_cast<std::size_t>(index)];
            const double tolerance = 1e-5 * largest(before);
            for (const Unit& unit : test::some_units(model.architecture, index, 30)) {
                SCOPED_TRACE(format_address(model.architecture, unit));
                const Calculation calculation = calculate(model, workspace, unit);
                const auto at = static_cast<std::size_t>(index_of(model.architecture, unit));
                EXPECT_EQ(calculation.unit, unit);
                EXPECT_EQ(calculation.pre_activation, workspace.pre_activations(index)[at]);
                EXPECT_EQ(calculation.activation, workspace.activations(index)[at]);
                EXPECT_NEAR(from_parts(model, calculation), calculation.pre_activation, tolerance);
                EXPECT_NEAR(from_parts(model, calculation), before[at], tolerance);
                EXPECT_NEAR(calculation.activation, after[at], 1e-5 * largest(after));
                const Activation activation = node_of(model, unit).activation;
                if (activation != Activation::Softmax) {
                    EXPECT_NEAR(bend(node_of(model, unit), calculation.pre_activation), after[at],
                                1e-5 * largest(after));
                }
                ++checked;
            }
        }
    });
    EXPECT_GT(checked, 1500);
}

TEST(CalculationTest, SumsAreOfTheirProducts) {
    test::each_read_model([](const Model& model, const Workspace& workspace) {
        for (int index = 1; index < static_cast<int>(model.architecture.nodes.size()); ++index)
            for (const Unit& unit : test::some_units(model.architecture, index, 5)) {
                SCOPED_TRACE(format_address(model.architecture, unit));
                const Calculation calculation = calculate(model, workspace, unit);
                double total = 0;
                for (const KernelTerm& term : calculation.kernels) {
                    double sum = 0;
                    for (std::size_t place = 0; place < term.products.size(); ++place) {
                        EXPECT_EQ(term.products[place], term.patch[place] * term.kernel[place]);
                        sum += term.products[place];
                    }
                    EXPECT_EQ(term.sum, static_cast<float>(sum));
                    total += sum;
                }
                for (const LinearTerm& term : calculation.terms) {
                    EXPECT_EQ(term.contribution, term.activation * term.weight);
                    total += term.contribution;
                }
                EXPECT_FLOAT_EQ(calculation.weighted_sum, static_cast<float>(total));
                const Operator* const op = node_of(model, unit).op;
                if (op == &ops::conv || op == &ops::linear) {
                    const auto& bias = model.parameters()[static_cast<std::size_t>(index)].bias;
                    EXPECT_EQ(calculation.bias, bias[static_cast<std::size_t>(unit.map)]);
                }
            }
    });
}

/// For each unit of a layer, what reference.h multiplies: (index below, index among the weights).
using Products = std::map<std::size_t, std::vector<std::pair<std::size_t, std::size_t>>>;

/// The patch and the kernel of one term, filled in from the reference's products alone.
void expect_term(const Model& model, const Unit& unit, std::span<const float> values,
                 const std::vector<std::pair<std::size_t, std::size_t>>& products, const KernelTerm& term) {
    const Node& node = node_of(model, unit);
    const auto area = static_cast<std::size_t>(node.kernel_height * node.kernel_width);
    const auto maps = static_cast<std::size_t>(shape_below(model, unit).channels);
    const std::vector<float>& weights = model.parameters()[static_cast<std::size_t>(unit.node)].weight;
    std::vector<float> patch(area);  // what no product touches is padding
    for (const auto& [from, weight] : products)
        if (weight / area % maps == static_cast<std::size_t>(term.map)) patch[weight % area] = values[from];
    EXPECT_EQ(term.patch, patch) << "map " << term.map;
    const auto first =
        weights.begin() +
        static_cast<std::ptrdiff_t>(
            (static_cast<std::size_t>(unit.map) * maps + static_cast<std::size_t>(term.map)) * area);
    EXPECT_EQ(term.kernel, std::vector<float>(first, first + static_cast<std::ptrdiff_t>(area)))
        << "map " << term.map;
}

TEST(CalculationTest, KernelsAndPatchesAreTheOnesThatAreMultiplied) {
    test::each_read_model([](const Model& model, const Workspace& workspace) {
        for (int index = 1; index < static_cast<int>(model.architecture.nodes.size()); ++index) {
            const Node& node = model.architecture.nodes[static_cast<std::size_t>(index)];
            if (node.op != &ops::conv) continue;
            const Shape& below = shape_below(model, {index, 0, 0, 0});
            Products products;
            reference::each_product(node, below, [&](std::size_t to, std::size_t from, std::size_t weight) {
                products[to].push_back({from, weight});
            });
            for (const Unit& unit : test::some_units(model.architecture, index, 40)) {
                SCOPED_TRACE(format_address(model.architecture, unit));
                const Calculation calculation = calculate(model, workspace, unit);
                EXPECT_EQ(calculation.source, node.inputs[0]);
                EXPECT_EQ(calculation.window_row, unit.row * node.stride.rows - node.padding.top);
                EXPECT_EQ(calculation.window_column, unit.column * node.stride.columns - node.padding.left);
                std::vector<int> maps;
                for (const KernelTerm& term : calculation.kernels) {
                    maps.push_back(term.map);
                    expect_term(model, unit, workspace.activations(node.inputs[0]),
                                products[static_cast<std::size_t>(index_of(model.architecture, unit))], term);
                }
                std::vector<int> expected;
                for (int map = 0; map < below.channels; ++map)
                    if (reference::connected(node, below, unit.map, map)) expected.push_back(map);
                EXPECT_EQ(maps, expected);
            }
        }
    });
}

/// A network small enough to write down what must come out. Its input is 1 2 3 / 4 5 6 / 7 8 9, its kernel
/// 10 20 / 30 40: a transposed or a turned one gives other products.
TEST(CalculationTest, IsACrossCorrelation) {
    Model model = empty_model(
        test::network({1, 3, 3},
                      {test::input_node(), test::window_node("conv", ops::conv, 0, 1, {2, 2, 1, 1}),
                       test::linear_node("out", 1, 2)},
                      2));
    model.edit([](std::vector<Parameters>& all) {
        all[1].weight = {10, 20, 30, 40};
        all[1].bias = {5};
    });
    Workspace workspace(model.architecture);
    for (std::size_t index = 0; index < 9; ++index) workspace.input()[index] = static_cast<float>(index + 1);
    forward(model, workspace);
    const Calculation inner = calculate(model, workspace, {1, 0, 1, 2});
    ASSERT_EQ(inner.kernels.size(), 1u);
    EXPECT_EQ(inner.kernels[0].patch, (std::vector<float>{2, 3, 5, 6}));
    EXPECT_EQ(inner.kernels[0].kernel, (std::vector<float>{10, 20, 30, 40}));
    EXPECT_EQ(inner.kernels[0].products, (std::vector<float>{20, 60, 150, 240}));
    EXPECT_EQ(inner.weighted_sum, 470.0f);
    EXPECT_EQ(inner.pre_activation, 475.0f);
    const Calculation corner = calculate(model, workspace, {1, 0, 3, 0});
    EXPECT_EQ(corner.window_row, 2);
    EXPECT_EQ(corner.window_column, -1);
    EXPECT_EQ(corner.kernels.at(0).patch, (std::vector<float>{0, 7, 0, 0}));
    EXPECT_EQ(corner.weighted_sum, 140.0f);
}

TEST(CalculationTest, LinearTermsRunOverTheLayerBelow) {
    test::each_read_model([](const Model& model, const Workspace& workspace) {
        for (int index = 1; index < static_cast<int>(model.architecture.nodes.size()); ++index) {
            const Node& node = model.architecture.nodes[static_cast<std::size_t>(index)];
            if (node.op != &ops::linear) continue;
            const auto values = workspace.activations(node.inputs[0]);
            const auto& weights = model.parameters()[static_cast<std::size_t>(index)].weight;
            for (const Unit& unit : test::some_units(model.architecture, index, 5)) {
                const Calculation calculation = calculate(model, workspace, unit);
                EXPECT_EQ(calculation.source, node.inputs[0]);
                ASSERT_EQ(calculation.terms.size(), values.size());
                for (std::size_t from = 0; from < values.size(); ++from) {
                    const LinearTerm& term = calculation.terms[from];
                    EXPECT_EQ(term.source, static_cast<int>(from));
                    EXPECT_EQ(term.activation, values[from]);
                    EXPECT_EQ(term.weight,
                              weights[static_cast<std::size_t>(unit.map) * values.size() + from]);
                }
            }
        }
    });
}

/// The places of a pool's window that are inside, in order, as reference.h visits them.
TEST(CalculationTest, PoolWindowsHoldWhatThePoolSees) {
    test::each_read_model([](const Model& model, const Workspace& workspace) {
        for (int index = 1; index < static_cast<int>(model.architecture.nodes.size()); ++index) {
            const Node& node = model.architecture.nodes[static_cast<std::size_t>(index)];
            if (node.op != &ops::max_pool && node.op != &ops::average_pool) continue;
            const Shape& below = shape_below(model, {index, 0, 0, 0});
            const auto values = workspace.activations(node.inputs[0]);
            std::map<std::size_t, std::vector<float>> seen;
            reference::each_pooled(
                node, below, [&](std::size_t to, std::size_t from) { seen[to].push_back(values[from]); });
            for (const Unit& unit : test::some_units(model.architecture, index, 40)) {
                SCOPED_TRACE(format_address(model.architecture, unit));
                const Calculation calculation = calculate(model, workspace, unit);
                const PoolWindow& window = calculation.window;
                ASSERT_EQ(window.values.size(),
                          static_cast<std::size_t>(node.kernel_height * node.kernel_width));
                ASSERT_EQ(window.inside.size(), window.values.size());
                std::vector<float> inside;
                for (std::size_t place = 0; place < window.values.size(); ++place)
                    if (window.inside[place])
                        inside.push_back(window.values[place]);
                    else
                        EXPECT_EQ(window.values[place], 0.0f);
                const auto& expected = seen[static_cast<std::size_t>(index_of(model.architecture, unit))];
                EXPECT_EQ(inside, expected);
                if (node.op == &ops::average_pool) {
                    EXPECT_EQ(window.winner, -1);
                    continue;
                }
                ASSERT_GE(window.winner, 0);
                const auto winner = static_cast<std::size_t>(window.winner);
                EXPECT_TRUE(window.inside[winner]);
                EXPECT_EQ(window.values[winner], *std::max_element(expected.begin(), expected.end()));
                EXPECT_EQ(window.values[winner], calculation.pre_activation);
                for (std::size_t place = 0; place < winner; ++place)
                    EXPECT_TRUE(!window.inside[place] || window.values[place] < window.values[winner])
                        << "the first of the largest wins";
            }
        }
    });
}

TEST(CalculationTest, EachPlaceOfAWindowIsAUnitOrPadding) {
    int padding = 0;
    test::each_read_model([&](const Model& model, const Workspace& workspace) {
        for (int index = 1; index < static_cast<int>(model.architecture.nodes.size()); ++index)
            for (const Unit& unit : test::some_units(model.architecture, index, 10)) {
                const Calculation calculation = calculate(model, workspace, unit);
                const auto below = workspace.activations(calculation.source);
                for (const KernelTerm& term : calculation.kernels)
                    for (int place = 0; place < static_cast<int>(term.patch.size()); ++place) {
                        const auto source = unit_in_window(model.architecture, calculation, term.map, place);
                        const float heard = term.patch[static_cast<std::size_t>(place)];
                        padding += !source;
                        const auto at =
                            source ? static_cast<std::size_t>(index_of(model.architecture, *source)) : 0;
                        EXPECT_EQ(heard, source ? below[at] : 0.0f);
                    }
            }
    });
    EXPECT_GT(padding, 0) << "some of the networks have padding";
}

TEST(CalculationTest, PaddingNeverWinsAMaxPool) {
    Model model = empty_model(
        test::network({1, 4, 4},
                      {test::input_node(), test::window_node("pool", ops::max_pool, 0, 0, {2, 2, 2, 1}),
                       test::linear_node("out", 1, 2)},
                      2));
    Workspace workspace(model.architecture);
    for (std::size_t index = 0; index < 16; ++index)
        workspace.input()[index] = -1.0f - static_cast<float>(index);
    forward(model, workspace);
    const Calculation corner = calculate(model, workspace, {1, 0, 0, 0});
    EXPECT_EQ(corner.window.values, (std::vector<float>{0, 0, 0, -1}));
    EXPECT_EQ(corner.window.inside, (std::vector<char>{0, 0, 0, 1}));
    EXPECT_EQ(corner.window.winner, 3);
    const Calculation top = calculate(model, workspace, {1, 0, 0, 1});
    EXPECT_EQ(top.window.values, (std::vector<float>{0, 0, -2, -3}));
    EXPECT_EQ(top.window.winner, 2);
}

TEST(CalculationTest, SoftmaxShowsHowLogitsBecomeProbabilities) {
    int checked = 0;
    test::each_read_model([&](const Model& model, const Workspace& workspace) {
        const int last = static_cast<int>(model.architecture.nodes.size()) - 1;
        const auto exact = exact_pass(model, workspace);
        for (int index = 0; index <= last; ++index) {
            const SoftmaxTerms terms = calculate(model, workspace, {index, 0, 0, 0}).softmax;
            if (model.architecture.nodes[static_cast<std::size_t>(index)].activation != Activation::Softmax) {
                EXPECT_TRUE(terms.logits.empty());
                continue;
            }
            ++checked;
            EXPECT_EQ(terms.temperature, model.architecture.temperature);
            const std::vector<double>& logits = exact.before.back();
            const double top = *std::max_element(logits.begin(), logits.end());
            std::vector<double> exponentials;
            double sum = 0;
            for (const double logit : logits) {
                exponentials.push_back(std::exp((logit - top) / static_cast<double>(terms.temperature)));
                sum += exponentials.back();
            }
            EXPECT_TRUE(agree(terms.logits, logits));
            EXPECT_TRUE(agree(terms.exponentials, exponentials));
            EXPECT_NEAR(terms.sum, sum, 1e-5 * sum);
            EXPECT_TRUE(agree(terms.probabilities, exact.after.back()));
            for (std::size_t unit = 0; unit < terms.logits.size(); ++unit)
                EXPECT_NEAR(terms.probabilities[unit], terms.exponentials[unit] / terms.sum, 1e-6);
        }
    });
    EXPECT_GE(checked, 8);
}

TEST(CalculationTest, TheInputHasNothingBelow) {
    Model model = empty_model(lenet5());
    Workspace workspace(model.architecture);
    workspace.input()[32 + 7] = 0.25f;
    forward(model, workspace);
    const Calculation calculation = calculate(model, workspace, {0, 0, 1, 7});
    EXPECT_EQ(calculation.source, -1);
    EXPECT_EQ(calculation.activation, 0.25f);
    EXPECT_EQ(calculation.pre_activation, 0.25f);
    EXPECT_TRUE(calculation.kernels.empty());
    EXPECT_TRUE(calculation.terms.empty());
    EXPECT_TRUE(calculation.window.values.empty());
}

TEST(ApplyTest, IsTheReferencesNonLinearity) {
    for (const Activation activation : {Activation::Identity, Activation::Relu, Activation::Tanh,
                                        Activation::ScaledTanh, Activation::Sigmoid}) {
        std::vector<float> actual;
        std::vector<double> before;
        for (double x = -6; x <= 6; x += 0.125) {
            before.push_back(x);
            actual.push_back(bend(activation, 0.0f, 0.0f, static_cast<float>(x)));
        }
        EXPECT_TRUE(agree(actual, reference::activate(activation, 1.0, before), 1e-6));
    }
}

}  // namespace
}  // namespace convoscope::nn
