#include "explain/ledger.h"

#include <gtest/gtest.h>

#include <cmath>
#include <map>

#include "base/error.h"
#include "explain/parts.h"
#include "explain/signal.h"
#include "nn/class_mean.h"
#include "nn/readings.h"
#include "support/bundled.h"

namespace convoscope::explain {
namespace {

struct Read {
    nn::ModelPtr model;
    nn::Workspace workspace;
};

Read noise_read_by(const nn::ModelPtr& model, std::uint64_t seed) {
    Read read{model, nn::Workspace(model->architecture)};
    const auto input = test::random_values<float>(read.workspace.input().size(), seed);
    std::ranges::copy(input, read.workspace.input().begin());
    nn::forward(*model, read.workspace);
    return read;
}

Read digit_read_by(const std::string& name, std::size_t which) {
    const nn::ModelPtr model = test::bundled_model(name);
    Read read{model, nn::Workspace(model->architecture)};
    test::read(*model, test::pictures()[which], read.workspace);
    return read;
}

double total_of(const Ledger& ledger) {
    double sum = static_cast<double>(ledger.bias);
    for (const Contribution& line : ledger.contributions) sum += static_cast<double>(line.value);
    return sum;
}

double scale_of(const Ledger& ledger) {
    double sum = std::abs(static_cast<double>(ledger.bias));
    for (const Contribution& line : ledger.contributions) sum += std::abs(static_cast<double>(line.value));
    return std::max(sum, 1e-3);
}

TEST(Ledger, SumsToTheLogitAgainstTheMean) {
    for (const std::string name : {"lenet5", "lenet5-1998", "mlp", "harley"}) {
        const Read read = digit_read_by(name, 4);
        const nn::Architecture& architecture = read.model->architecture;
        const int last = static_cast<int>(architecture.nodes.size()) - 1;
        const auto logits = read.workspace.pre_activations(last);
        double mean = 0;
        for (const float logit : logits) mean += static_cast<double>(logit) / 10;
        double all = 0;
        for (int digit = 0; digit < 10; ++digit) {
            const Ledger one = ledger(*read.model, read.workspace, logit_of(architecture, digit));
            EXPECT_EQ(one.value, logits[static_cast<std::size_t>(digit)]);
            EXPECT_NEAR(one.mean, mean, 1e-5);
            EXPECT_NEAR(total_of(one), static_cast<double>(one.value) - mean, 1e-6 * scale_of(one)) << name;
            EXPECT_NEAR(one.residual, static_cast<double>(one.value) - mean - total_of(one),
                        1e-6 * scale_of(one));
            all += total_of(one);
        }
        EXPECT_NEAR(all, 0, 1e-3);
    }
}

TEST(Ledger, IsTheInspectorsCalculationAgainstTheMean) {
    const Read read = digit_read_by("lenet5-1998", 2);
    const Target target = winner(read.model->architecture, read.workspace);
    const Ledger one = ledger(*read.model, read.workspace, target);
    const nn::Calculation calculation = nn::against_mean(
        nn::calculate(*read.model, read.workspace, target.unit), nn::class_mean(*read.model).value());
    EXPECT_NEAR(one.bias, calculation.bias, 1e-6);
    ASSERT_EQ(one.contributions.size(), calculation.terms.size());
    for (std::size_t i = 0; i < calculation.terms.size(); ++i) {
        EXPECT_EQ(nn::index_of(read.model->architecture, one.contributions[i].unit),
                  calculation.terms[i].source);
        EXPECT_NEAR(one.contributions[i].value, calculation.terms[i].contribution, 1e-5);
    }
}

TEST(Ledger, AgainstAnotherClassIsTheDifferenceOfTwo) {
    const Read read = digit_read_by("lenet5", 3);
    const nn::Architecture& architecture = read.model->architecture;
    const Ledger both = ledger(*read.model, read.workspace, logit_of(architecture, 3), 8);
    const Ledger three = ledger(*read.model, read.workspace, logit_of(architecture, 3));
    const Ledger eight = ledger(*read.model, read.workspace, logit_of(architecture, 8));
    EXPECT_EQ(both.mean, 0);
    EXPECT_NEAR(both.value, three.value - eight.value, 1e-5);
    EXPECT_NEAR(both.bias, three.bias - eight.bias, 1e-5);
    EXPECT_NEAR(total_of(both), both.value, 1e-6 * scale_of(both));
    for (std::size_t i = 0; i < both.contributions.size(); ++i) {
        EXPECT_EQ(both.contributions[i].unit, three.contributions[i].unit);
        EXPECT_NEAR(both.contributions[i].value, three.contributions[i].value - eight.contributions[i].value,
                    1e-5);
    }
    EXPECT_THROW(ledger(*read.model, read.workspace, {{3, 1, 1, 1}, true}, 8), Error);
}

/// Every kind of layer, some units of each: what is no sum says so.
TEST(Ledger, SumsInEveryLayerOrSaysThatThereIsNoSum) {
    std::map<std::string, int> summed;
    std::map<std::string, int> refused;
    std::vector<nn::ModelPtr> models = test::random_models();
    models.push_back(test::random_model("graph", test::graph_network()));
    for (const nn::ModelPtr& model : models) {
        const Read read = noise_read_by(model, 11);
        const nn::Architecture& architecture = model->architecture;
        for (int node = 1; node < static_cast<int>(architecture.nodes.size()); ++node) {
            const nn::Node& layer = architecture.nodes[static_cast<std::size_t>(node)];
            for (const nn::Unit& unit : test::some_units(architecture, node, 10)) {
                const Target target{unit, true};
                if (!adds_up(layer)) {
                    EXPECT_THROW(ledger(*model, read.workspace, target), Error) << layer.name;
                    ++refused[layer.op->name];
                    continue;
                }
                const Ledger one = ledger(*model, read.workspace, target);
                const double left = static_cast<double>(one.value) - static_cast<double>(one.mean);
                EXPECT_NEAR(total_of(one), left, 2e-6 * scale_of(one)) << layer.name;
                ++summed[layer.op->name];
            }
        }
    }
    for (const char* op : {"conv", "linear", "max_pool", "average_pool", "batch_norm", "scale", "add",
                           "subtract", "concat", "reorder", "bend"})
        EXPECT_GT(summed[op], 0) << op;
    for (const char* op : {"multiply", "divide", "lrn"}) EXPECT_GT(refused[op], 0) << op;
}

TEST(Ledger, SumsThroughALearnedLeakyReluAndAMargin) {
    test::Node pad = test::graph_node("pad", nn::ops::pad, {0});
    pad.padding = 1;
    pad.numbers[0] = 0.75f;
    test::Node prelu = test::graph_node("prelu", nn::ops::prelu, {1});
    prelu.channels = 2;
    const nn::ModelPtr model =
        test::random_model("margin", test::network({2, 2, 2}, {test::input_node(), pad, prelu}, 2 * 4 * 4));
    nn::Model changed = *model;
    changed.edit([](std::vector<nn::Parameters>& all) { all[2].weight = {0.25f, -0.5f}; });
    const Read read = noise_read_by(std::make_shared<const nn::Model>(changed), 4);
    for (int node = 1; node <= 2; ++node)
        for (const nn::Unit& unit : test::some_units(model->architecture, node, 20)) {
            const Ledger one = ledger(*read.model, read.workspace, {unit, true});
            EXPECT_NEAR(total_of(one), static_cast<double>(one.value) - static_cast<double>(one.mean), 1e-5);
        }
}

TEST(Ledger, ActivationsHaveOneWhereTheyAreTheirSum) {
    const Read read = digit_read_by("lenet5", 3);
    const nn::Architecture& architecture = read.model->architecture;
    const int fc1 = architecture.find("fc1");
    int passing = 0;
    for (int unit = 0; unit < 120; ++unit) {
        const Target after{{fc1, unit, 0, 0}, false};
        if (value_of(architecture, read.workspace, after) > 0) {
            const Ledger one = ledger(*read.model, read.workspace, after);
            EXPECT_NEAR(total_of(one), one.value, 1e-6 * scale_of(one));
            ++passing;
        } else {
            EXPECT_THROW(ledger(*read.model, read.workspace, after), Error);
        }
    }
    EXPECT_GT(passing, 5);
    EXPECT_THROW(ledger(*read.model, read.workspace, {{7, 3, 0, 0}, false}), Error);  // a probability
    EXPECT_THROW(ledger(*read.model, read.workspace, {{0, 0, 9, 9}, false}), Error);  // a pixel
}

/// All chains below a unit, one by one: the numbers on them and where they end.
void walk(const Read& read, const nn::Unit& unit, double product, std::vector<double>& values) {
    const nn::Architecture& architecture = read.model->architecture;
    const float value = value_of(architecture, read.workspace, {unit, false});
    if (unit.node == 0) {
        if (product * static_cast<double>(value) != 0) values.push_back(product * static_cast<double>(value));
        return;
    }
    const nn::Node& node = architecture.nodes[static_cast<std::size_t>(unit.node)];
    const float before = value_of(architecture, read.workspace, {unit, true});
    const double passed = before == 0 ? 0 : static_cast<double>(value) / static_cast<double>(before);
    bool found = false;
    for (const nn::Connection& heard : nn::incoming(*read.model, unit)) {
        if (node.op == &nn::ops::max_pool) {
            if (found || value_of(architecture, read.workspace, {heard.source, false}) != before) continue;
            found = true;
        }
        walk(read, heard.source, product * passed * static_cast<double>(heard.weight), values);
    }
}

nn::ModelPtr small_network(nn::Activation activation) {
    std::vector<test::Node> nodes{test::input_node(),
                                  test::window_node("conv", nn::ops::conv, 0, 3, {3, 3, 1, 0}, activation),
                                  test::window_node("pool", nn::ops::max_pool, 1, 0, {2, 2, 2, 0}),
                                  test::graph_node("twice", nn::ops::add, {2, 2}),
                                  test::linear_node("hidden", 3, 6, activation),
                                  test::linear_node("out", 4, 3, nn::Activation::Softmax)};
    nn::Model model = nn::empty_model(test::network({2, 6, 6}, std::move(nodes), 3));
    nn::initialise(model, 4);
    return std::make_shared<const nn::Model>(std::move(model));
}

TEST(Paths, AreTheStrongestOfAllChains) {
    for (const nn::Activation activation : {nn::Activation::Relu, nn::Activation::Tanh}) {
        const Read read = noise_read_by(small_network(activation), 6);
        const Ledger one =
            ledger(*read.model, read.workspace, winner(read.model->architecture, read.workspace));
        std::vector<double> all;
        for (const Contribution& line : one.contributions)
            walk(read, line.unit, static_cast<double>(line.weight), all);
        double sum = 0;
        for (const double value : all) sum += value;
        EXPECT_NEAR(sum, one.value - one.mean, 1e-5) << "there are no biases";
        std::ranges::sort(all, std::greater(), [](double value) { return std::abs(value); });
        const std::vector<Path> paths = strongest_paths(*read.model, read.workspace, one, 200);
        ASSERT_EQ(paths.size(), 200u);
        for (std::size_t i = 0; i < paths.size(); ++i)
            EXPECT_NEAR(std::abs(static_cast<double>(paths[i].value)), std::abs(all[i]),
                        1e-5 * std::abs(all[0]));
        EXPECT_EQ(strongest_paths(*read.model, read.workspace, one, 1'000'000).size(), all.size());
    }
}

TEST(Paths, GoFromTheLogitToAPixelUnitByUnit) {
    const Read read = digit_read_by("lenet5", 3);
    const Ledger one = ledger(*read.model, read.workspace, winner(read.model->architecture, read.workspace));
    for (const Path& path : strongest_paths(*read.model, read.workspace, one, 20)) {
        ASSERT_EQ(path.units.size(), read.model->architecture.nodes.size());
        EXPECT_EQ(path.units.front(), one.target.unit);
        double product = 1;
        for (std::size_t i = 0; i + 1 < path.units.size(); ++i) {
            const auto heard = nn::incoming(*read.model, path.units[i]);
            const auto found = std::ranges::find(heard, path.units[i + 1], &nn::Connection::source);
            ASSERT_NE(found, heard.end());
            if (i == 0)
                product = static_cast<double>(
                    std::ranges::find(one.contributions, path.units[1], &Contribution::unit)->weight);
            else
                product *= static_cast<double>(found->weight);
        }
        product *= static_cast<double>(
            value_of(read.model->architecture, read.workspace, {path.units.back(), false}));
        EXPECT_NEAR(path.value, product, 1e-5 * std::abs(product));
    }
}

TEST(Paths, SayWhichLayerTheyCannotPass) {
    const nn::ModelPtr model = test::random_model("graph", test::graph_network());
    const Read read = noise_read_by(model, 3);
    const Ledger one = ledger(*model, read.workspace, {{model->architecture.find("sum"), 0, 0, 0}, true});
    EXPECT_FALSE(strongest_paths(*model, read.workspace, one, 3).empty());
    const int after = model->architecture.find("difference");
    const Ledger other = ledger(*model, read.workspace, {{after, 0, 0, 0}, true});
    EXPECT_THROW(strongest_paths(*model, read.workspace, other, 3), Error);
}

}  // namespace
}  // namespace convoscope::explain
