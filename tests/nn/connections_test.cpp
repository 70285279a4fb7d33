#include "nn/connections.h"

#include <gtest/gtest.h>

#include <algorithm>

#include "nn/forward.h"
#include "nn/initialise.h"
#include "nn/networks.h"
#include "nn/zoo.h"

namespace convoscope::nn {
namespace {

/// What the unit's connections say that its pre-activation is.
float from_connections(const Model& model, const Workspace& workspace, const Unit& unit) {
    const std::size_t node = static_cast<std::size_t>(unit.node);
    double sum = model.parameters()[node].bias.empty()
                     ? 0.0
                     : model.parameters()[node].bias[static_cast<std::size_t>(unit.map)];
    double largest = -INFINITY;
    for (const Connection& connection : incoming(model, unit)) {
        const float value = workspace.activations(connection.source.node)[static_cast<std::size_t>(
            index_of(model.architecture, connection.source))];
        sum += connection.weight * value;
        largest = std::max(largest, static_cast<double>(value));
    }
    return static_cast<float>(model.architecture.nodes[node].op == Op::MaxPool ? largest : sum);
}

TEST(ConnectionsTest, ExplainEveryPreActivation) {
    for (const Architecture& architecture : {lenet5(), test::odd_network()}) {
        Model model = empty_model(architecture);
        initialise(model, 1);
        Workspace workspace(architecture);
        const auto input = test::random_values<float>(workspace.input().size(), 2);
        std::copy(input.begin(), input.end(), workspace.input().begin());
        forward(model, workspace);
        for (int node = 1; node < static_cast<int>(architecture.nodes.size()); ++node) {
            const Shape& shape = architecture.nodes[static_cast<std::size_t>(node)].output;
            std::vector<float> values;
            for (int map = 0; map < shape.channels; ++map)
                for (int row = 0; row < shape.height; ++row)
                    for (int column = 0; column < shape.width; ++column)
                        values.push_back(from_connections(model, workspace, {node, map, row, column}));
            EXPECT_TRUE(test::agree(values, workspace.pre_activations(node)))
                << architecture.nodes[static_cast<std::size_t>(node)].name;
        }
    }
}

TEST(ConnectionsTest, ComeInStorageOrderAndOnlyWhereAKernelExists) {
    const Architecture architecture = test::odd_network();
    const Model model = empty_model(architecture);
    EXPECT_TRUE(incoming(model, {0, 0, 0, 0}).empty());
    const std::vector<Connection> connections = incoming(model, {3, 0, 3, 3});
    const auto before = [&](const Connection& a, const Connection& b) {
        return index_of(architecture, a.source) < index_of(architecture, b.source);
    };
    EXPECT_TRUE(std::is_sorted(connections.begin(), connections.end(), before));
    for (const Connection& connection : connections)
        EXPECT_EQ(architecture.nodes[3].connections[static_cast<std::size_t>(connection.source.map)], 1);
    EXPECT_EQ(connections.size() % 6, 0u);
}

}  // namespace
}  // namespace convoscope::nn
