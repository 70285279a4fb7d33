#include "explain/silenced.h"

#include <gtest/gtest.h>

#include <algorithm>
#include <cmath>
#include <vector>

#include "base/fields_json.h"
#include "explain/pictures.h"
#include "nn/connections.h"
#include "nn/networks.h"
#include "nn/zoo.h"
#include "support/error_line.h"

namespace convoscope::explain {
namespace {

using test::random_model;

class SilencedTest : public ::testing::Test {
  protected:
    /// After a pass with these off, on a picture of noise.
    nn::Workspace without(const Silenced& silenced) const {
        const Silencer silencer(model_, silenced);
        nn::Workspace workspace = test::read(*model_, part_, 0);
        silencer.forward(workspace);
        return workspace;
    }
    /// The same of a model whose parameters were changed by hand.
    nn::Workspace with(const std::function<void(std::vector<nn::Parameters>&)>& change) const {
        nn::Model model = *model_;
        model.edit(change);
        return test::read(model, part_, 0);
    }
    void expect_same(const nn::Workspace& one, const nn::Workspace& other, int first_node) const {
        for (int node = first_node; node < static_cast<int>(model_->architecture.nodes.size()); ++node)
            EXPECT_TRUE(std::ranges::equal(one.activations(node), other.activations(node))) << node;
    }
    /// The largest of those that a unit hears.
    nn::Unit loudest(const nn::Unit& unit) const {
        const auto value = [&](const nn::Connection& connection) {
            const auto at = static_cast<std::size_t>(nn::index_of(model_->architecture, connection.source));
            return as_it_is_.activations(connection.source.node)[at];
        };
        return std::ranges::max(nn::incoming(*model_, unit), {}, value).source;
    }
    int node(const char* name) const { return model_->architecture.find(name); }

    nn::ModelPtr model_ = random_model(nn::lenet5(), 3);
    train::Part part_ = test::noise(model_->architecture, 1, 7);
    nn::Workspace as_it_is_ = test::read(*model_, part_, 0);
};

TEST_F(SilencedTest, NothingChangesNothing) {
    const Silencer silencer(model_);
    EXPECT_EQ(silencer.model(), model_) << "no copy";
    expect_same(without({}), as_it_is_, 0);
}

/// Behind a ReLU a map whose kernels and bias are zero is zero, and so is a unit of a linear layer.
TEST_F(SilencedTest, AMapThatIsOffIsAMapWithoutWeights) {
    const nn::Workspace off =
        without({{{SwitchKind::Map, "conv1/4", "", 0}, {SwitchKind::Unit, "fc1/7", "", 0}}});
    const nn::Workspace by_hand = with([&](std::vector<nn::Parameters>& parameters) {
        nn::Parameters& conv = parameters[static_cast<std::size_t>(node("conv1"))];
        std::fill_n(conv.weight.begin() + 4 * 25, 25, 0.0f);
        conv.bias[4] = 0;
        nn::Parameters& fc = parameters[static_cast<std::size_t>(node("fc1"))];
        std::fill_n(fc.weight.begin() + 7 * 400, 400, 0.0f);
        fc.bias[7] = 0;
    });
    expect_same(off, by_hand, 1);
    EXPECT_FALSE(std::ranges::equal(off.output(), as_it_is_.output())) << "they mattered";
}

TEST_F(SilencedTest, AUnitOfAMapIsOneValue) {
    const nn::Workspace off = without({{{SwitchKind::Unit, "conv2/9/3/4", "", 0}}});
    const int conv2 = node("conv2");
    const auto index = static_cast<std::size_t>(nn::index_of(model_->architecture, {conv2, 9, 3, 4}));
    std::vector<float> expected(as_it_is_.activations(conv2).begin(), as_it_is_.activations(conv2).end());
    expected[index] = 0;
    EXPECT_TRUE(std::ranges::equal(off.activations(conv2), expected));
}

/// Against the sum over all connections but one, in double precision.
TEST_F(SilencedTest, AnEdgeIsMissingFromItsUnitsSumAlone) {
    for (const char* address : {"conv2/9/3/4", "fc1/17"}) {
        const nn::Unit unit = nn::parse_address(model_->architecture, address).value();
        const nn::Unit from = loudest(unit);
        const std::string source = nn::format_address(model_->architecture, from);
        for (const float value : {0.0f, 0.25f}) {
            const nn::Workspace off = without({{{SwitchKind::Edge, address, source, value}}});
            double sum = model_->parameters()[static_cast<std::size_t>(unit.node)]
                             .bias[static_cast<std::size_t>(unit.map)];
            for (const nn::Connection& connection : nn::incoming(*model_, unit)) {
                const auto at =
                    static_cast<std::size_t>(nn::index_of(model_->architecture, connection.source));
                const float weight = connection.source == from ? value : connection.weight;
                sum += static_cast<double>(weight) * as_it_is_.activations(connection.source.node)[at];
            }
            const auto index = static_cast<std::size_t>(nn::index_of(model_->architecture, unit));
            EXPECT_NEAR(off.pre_activations(unit.node)[index], sum, 1e-6) << address;
            EXPECT_NEAR(off.activations(unit.node)[index], std::max(0.0, sum), 1e-6) << address;
            EXPECT_NE(off.pre_activations(unit.node)[index], as_it_is_.pre_activations(unit.node)[index]);
            std::vector<float> others(off.activations(unit.node).begin(), off.activations(unit.node).end());
            others[index] = as_it_is_.activations(unit.node)[index];
            EXPECT_TRUE(std::ranges::equal(others, as_it_is_.activations(unit.node))) << address;
        }
    }
}

TEST_F(SilencedTest, AWeightIsThatOfAllUnitsOfTheMap) {
    const Silencer silencer(model_, {{{SwitchKind::Weight, "conv2/9/3/4", "pool1/2/4/6", 0.5f}}});
    const int conv2 = node("conv2");
    const auto& before = model_->parameters()[static_cast<std::size_t>(conv2)].weight;
    const auto& after = silencer.model()->parameters()[static_cast<std::size_t>(conv2)].weight;
    std::size_t changed = 0;
    for (std::size_t i = 0; i < before.size(); ++i) changed += before[i] != after[i];
    EXPECT_EQ(changed, 1u);
    // Kernel 9's place for map 2, one row and two columns in: wherever the map's units are.
    EXPECT_EQ(after[((9 * 6 + 2) * 5 + 1) * 5 + 2], 0.5f);
    for (const nn::Connection& connection : nn::incoming(*silencer.model(), {conv2, 9, 0, 0}))
        if (connection.source == nn::Unit{node("pool1"), 2, 1, 2}) {
            EXPECT_EQ(connection.weight, 0.5f);
        }
}

/// Of every convolution and linear layer of a graph with strides, dilation, padding and groups.
TEST(Silenced, WeightsOfAnyGeometryAreFound) {
    for (const nn::Architecture& architecture : {test::odd_network(), test::graph_network()}) {
        const nn::ModelPtr model = random_model(architecture, 5);
        int tried = 0;
        for (int node = 1; node < static_cast<int>(architecture.nodes.size()); ++node) {
            const nn::Node& layer = architecture.nodes[static_cast<std::size_t>(node)];
            if (!layer.op->is_weighted()) continue;
            const nn::Unit unit{node, layer.output.channels - 1, layer.output.height / 2,
                                layer.output.width / 2};
            for (const nn::Connection& connection : nn::incoming(*model, unit)) {
                const Silencer silencer(model, {{{SwitchKind::Weight, nn::format_address(architecture, unit),
                                                  nn::format_address(architecture, connection.source), 9}}});
                for (const nn::Connection& now : nn::incoming(*silencer.model(), unit))
                    EXPECT_EQ(now.weight == 9, now.source == connection.source) << layer.name;
                ++tried;
            }
        }
        EXPECT_GT(tried, 10);
    }
}

TEST_F(SilencedTest, ABiasIsOffOrAnotherOne) {
    const nn::Workspace off =
        without({{{SwitchKind::Bias, "conv2/9", "", 0}, {SwitchKind::Bias, "fc2/3", "", 0.5f}}});
    const nn::Workspace by_hand = with([&](std::vector<nn::Parameters>& parameters) {
        parameters[static_cast<std::size_t>(node("conv2"))].bias[9] = 0;
        parameters[static_cast<std::size_t>(node("fc2"))].bias[3] = 0.5f;
    });
    expect_same(off, by_hand, 0);
}

TEST_F(SilencedTest, TheInputAndTheAnswerCanBeOff) {
    const nn::Workspace off =
        without({{{SwitchKind::Map, "input/0", "", 0}, {SwitchKind::Unit, "output/3", "", 0}}});
    EXPECT_TRUE(std::ranges::all_of(off.activations(0), [](float value) { return value == 0; }));
    EXPECT_EQ(off.output()[3], 0);
    EXPECT_GT(off.output()[4], 0);
}

TEST_F(SilencedTest, OfTwoTheLaterOneCounts) {
    const Switch edge{SwitchKind::Edge, "fc1/17", "pool2/3/1/2", 0};
    Switch other = edge;
    other.value = 0.25f;
    expect_same(without({{edge, other}}), without({{other}}), 0);
}

TEST_F(SilencedTest, WhatIsNotThereIsOneLine) {
    const auto line = [&](const Switch& one) { return test::error_line([&] { Silencer(model_, {{one}}); }); };
    EXPECT_NE(line({SwitchKind::Unit, "conv2/9", "", 0}).find("no such unit"), std::string::npos);
    EXPECT_NE(line({SwitchKind::Map, "conv2/16", "", 0}).find("no such map"), std::string::npos);
    EXPECT_NE(line({SwitchKind::Bias, "pool1/0", "", 0}).find("bias of 'pool1/0'"), std::string::npos);
    EXPECT_NE(line({SwitchKind::Edge, "conv2/9/3/4", "pool1/2/4/1", 0}).find("no connection"),
              std::string::npos);
    EXPECT_NE(line({SwitchKind::Weight, "pool1/0/0/0", "conv1/0/0/0", 0}).find("no connection"),
              std::string::npos);
}

TEST(Silenced, IsSavedAndReadAgain) {
    const Silenced silenced{
        {{SwitchKind::Map, "conv2/9", "", 0}, {SwitchKind::Weight, "fc1/17", "pool2/3/1/2", -0.5f}}};
    const fields::Json json = fields::to_json(silenced);
    EXPECT_EQ(json.dump(), R"({"switches":[{"address":"conv2/9","source":"","value":0.0,"what":"map"},)"
                           R"({"address":"fc1/17","source":"pool2/3/1/2","value":-0.5,"what":"weight"}]})");
    Silenced read;
    fields::read(json, "view", read);
    EXPECT_EQ(read, silenced);
}

TEST(Silenced, MapsHaveAddresses) {
    const nn::Architecture lenet = nn::lenet5();
    EXPECT_EQ(parse_map(lenet, "conv2/9"), (Map{3, 9}));
    EXPECT_EQ(parse_map(lenet, "conv2/9/3/4"), (Map{3, 9}));
    EXPECT_EQ(parse_map(lenet, "fc1/17"), (Map{5, 17}));
    for (const char* address : {"", "conv2", "conv2/16", "conv2/9/3", "fc1/17/0", "nowhere/0"})
        EXPECT_FALSE(parse_map(lenet, address)) << address;
    EXPECT_EQ(format_map(lenet, {3, 9}), "conv2/9");
}

}  // namespace
}  // namespace convoscope::explain
