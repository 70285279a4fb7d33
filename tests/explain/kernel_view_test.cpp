// Kernels seen through the layers before them.
#include "explain/kernel_view.h"

#include <gtest/gtest.h>

#include <algorithm>

#include "base/error.h"
#include "nn/initialise.h"
#include "nn/networks.h"
#include "nn/zoo.h"

namespace convoscope::explain {
namespace {

using Values = nn::reference::Values<double>;

nn::Model initialised(nn::Architecture architecture) {
    nn::Model model = nn::empty_model(std::move(architecture));
    nn::initialise(model, 3);
    return model;
}

/// Strides, padding, a connection table, a pool, branches that meet; no non-linearity and no max pool.
nn::Architecture linear_network() {
    std::vector<nn::Node> nodes{test::input_node(),
                                test::window_node("conv", nn::ops::conv, 0, 5, {3, 4, 1, 1}),
                                test::window_node("pool", nn::ops::average_pool, 1, 0, {2, 2, 2, 0}),
                                test::window_node("left", nn::ops::conv, 2, 3, {3, 3, 1, 1}),
                                test::window_node("right", nn::ops::conv, 2, 3, {1, 1, 1, 0}),
                                test::graph_node("sum", nn::ops::add, {3, 4}),
                                test::linear_node("out", 5, 4)};
    nodes[3].connections = test::sparse_connections(3, 5);
    return test::network({2, 11, 13}, std::move(nodes), 4);
}

/// How the unit's pre-activation changes with each pixel: it is linear, so a step of 1 says it exactly.
Values row_of(const nn::Model& model, const nn::Unit& unit) {
    const auto weights = test::reference_weights<double>(model);
    Values x(static_cast<std::size_t>(model.architecture.input.shape.size()));
    const auto value = [&] {
        const auto pass = nn::reference::forward<double>(model.architecture, weights, x);
        return pass.before[static_cast<std::size_t>(unit.node)]
                          [static_cast<std::size_t>(nn::index_of(model.architecture, unit))];
    };
    const double blank = value();
    Values row;
    for (double& pixel : x) {
        pixel = 1;
        row.push_back(value() - blank);
        pixel = 0;
    }
    return row;
}

/// The view put back into a blank input.
Values spread(const nn::Shape& shape, const KernelView& view) {
    Values values(static_cast<std::size_t>(shape.size()));
    std::size_t at = 0;
    for (int channel = 0; channel < shape.channels; ++channel)
        for (int row = view.field.first_row; row < view.field.last_row; ++row)
            for (int column = view.field.first_column; column < view.field.last_column; ++column)
                values[static_cast<std::size_t>((channel * shape.height + row) * shape.width + column)] =
                    static_cast<double>(view.weights.at(at++));
    EXPECT_EQ(at, view.weights.size());
    return values;
}

TEST(KernelView, OfALinearNetworkIsItsMap) {
    const nn::Model model = initialised(linear_network());
    for (const char* address : {"conv/2/0/0", "pool/4/3/2", "left/2/4/5", "sum/1/2/3", "out/3"}) {
        SCOPED_TRACE(address);
        const nn::Unit unit = nn::parse_address(model.architecture, address).value();
        const KernelView view = LinearView(model, unit.node).of(unit);
        EXPECT_TRUE(test::agree(spread(model.architecture.input.shape, view), row_of(model, unit)));
    }
}

TEST(KernelView, OfTheFirstLayerIsItsKernel) {
    const nn::Model model = initialised(nn::lenet5());
    const nn::Unit unit = nn::parse_address(model.architecture, "conv1/4/10/11").value();
    const KernelView view = LinearView(model, unit.node).of(unit);
    const auto& weight = model.parameters()[1].weight;
    EXPECT_TRUE(
        test::agree(view.weights, std::vector<float>(weight.begin() + 4 * 25, weight.begin() + 5 * 25)));
    EXPECT_EQ(view.field.first_row, unit.row);
    EXPECT_EQ(view.field.first_column, unit.column);
}

/// Behind ReLU and max pooling: written out for conv2, whose kernels reach over means of 2 x 2 units of
/// conv1.
TEST(KernelView, PassesOverNonLinearitiesAndTakesPoolsForMeans) {
    const nn::Model model = initialised(nn::lenet5());
    const nn::Architecture& architecture = model.architecture;
    const auto& first = model.parameters()[static_cast<std::size_t>(architecture.find("conv1"))].weight;
    const auto& second = model.parameters()[static_cast<std::size_t>(architecture.find("conv2"))].weight;
    const nn::Unit unit = nn::parse_address(architecture, "conv2/9/2/3").value();
    std::vector<double> expected(14 * 14);
    for (int map = 0; map < 6; ++map)
        for (int i = 0; i < 5 * 5; ++i)
            for (int j = 0; j < 2 * 2; ++j)
                for (int k = 0; k < 5 * 5; ++k) {
                    const int row = 2 * (i / 5) + j / 2 + k / 5;
                    const int column = 2 * (i % 5) + j % 2 + k % 5;
                    expected[static_cast<std::size_t>(row * 14 + column)] +=
                        static_cast<double>(second[static_cast<std::size_t>((9 * 6 + map) * 25 + i)]) *
                        static_cast<double>(first[static_cast<std::size_t>(map * 25 + k)]) / 4;
                }
    const KernelView view = LinearView(model, unit.node).of(unit);
    EXPECT_EQ(view.field.last_row - view.field.first_row, 14);
    EXPECT_TRUE(test::agree(view.weights, expected));
    EXPECT_EQ(LinearView(model, unit.node).of({unit.node, 9, 0, 0}).weights.size(), 14u * 14u);
}

TEST(KernelView, OneViewServesAllUnitsOfALayer) {
    const nn::Model model = initialised(nn::lenet5());
    const int node = model.architecture.find("fc1");
    LinearView view(model, node);
    const KernelView of_3 = view.of({node, 3, 0, 0});
    const KernelView of_4 = view.of({node, 4, 0, 0});
    EXPECT_NE(of_3.weights, of_4.weights);
    EXPECT_EQ(view.of({node, 3, 0, 0}).weights, of_3.weights);
}

TEST(KernelView, OfAnyNetworkUnlessItMultipliesLayers) {
    const nn::Model model = initialised(test::graph_network());
    const nn::Architecture& architecture = model.architecture;
    for (const char* address : {"plain/2/1/3", "sum/5/0/0"}) {
        const nn::Unit unit = nn::parse_address(architecture, address).value();
        const KernelView view = LinearView(model, unit.node).of(unit);
        EXPECT_TRUE(test::agree(spread(architecture.input.shape, view), row_of(linear_model(model), unit)));
    }
    EXPECT_THROW(LinearView(model, architecture.find("product")), Error);
    EXPECT_THROW(LinearView(model, architecture.find("out")), Error);
    const nn::Model odd = initialised(test::odd_network());
    const nn::Unit unit{odd.architecture.find("out"), 2, 0, 0};
    EXPECT_TRUE(test::agree(spread(odd.architecture.input.shape, LinearView(odd, unit.node).of(unit)),
                            row_of(linear_model(odd), unit)));
}

}  // namespace
}  // namespace convoscope::explain
