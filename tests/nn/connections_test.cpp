#include "nn/connections.h"

#include <gtest/gtest.h>

#include <algorithm>
#include <map>

#include "nn/readings.h"

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
    return static_cast<float>(model.architecture.nodes[node].op == &ops::max_pool ? largest : sum);
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

/// Weight of a connection, by the positions of its ends in their layers: (layer, from), (layer, to).
using Ends = std::pair<std::pair<int, int>, std::pair<int, int>>;
using Weights = std::map<Ends, float>;

TEST(ConnectionsTest, OutgoingIsTheTransposeOfIncoming) {
    std::vector<ModelPtr> models = test::random_models();
    models.push_back(test::random_model("1998", lenet5_1998()));
    for (const ModelPtr& model : models) {
        SCOPED_TRACE(model->name);
        const Architecture& architecture = model->architecture;
        const auto end = [&](const Unit& unit) { return std::pair(unit.node, index_of(architecture, unit)); };
        Weights heard;
        Weights said;
        for (int node = 0; node < static_cast<int>(architecture.nodes.size()); ++node)
            test::each_unit(architecture, node, [&](const Unit& unit) {
                for (const Connection& one : incoming(*model, unit))
                    ASSERT_TRUE(heard.emplace(Ends{end(one.source), end(unit)}, one.weight).second);
                std::pair<int, int> last{-1, -1};
                for (const OutgoingConnection& one : outgoing(*model, unit)) {
                    ASSERT_LT(last, end(one.target)) << "storage order";
                    last = end(one.target);
                    ASSERT_TRUE(said.emplace(Ends{end(unit), last}, one.weight).second);
                }
            });
        EXPECT_GT(heard.size(), 1000u);
        EXPECT_TRUE(heard == said);
    }
}

TEST(ConnectionsTest, NobodyHearsTheLastLayer) {
    const ModelPtr model = test::random_model("odd", test::odd_network());
    EXPECT_TRUE(outgoing(*model, {7, 0, 0, 0}).empty());
    EXPECT_TRUE(outgoing(*model, {4, 0, 0, 0}).empty()) << "the side branch ends";
    bool branch = false;
    bool way_on = false;
    for (const OutgoingConnection& one : outgoing(*model, {2, 0, 1, 1})) {
        branch = branch || one.target.node == 4;
        way_on = way_on || one.target.node == 3;
    }
    EXPECT_TRUE(branch && way_on) << "both layers above are there";
}

}  // namespace
}  // namespace convoscope::nn
