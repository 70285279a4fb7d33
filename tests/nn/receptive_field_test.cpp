#include "nn/receptive_field.h"

#include <gtest/gtest.h>

#include <set>

#include "nn/connections.h"
#include "nn/readings.h"

namespace convoscope::nn {
namespace {

/// Indices of the units that `unit` sees, layer by layer, found by following every connection.
std::vector<std::set<int>> followed(const Model& model, const Unit& unit) {
    const std::vector<Node>& nodes = model.architecture.nodes;
    std::vector<std::vector<char>> seen;
    for (const Node& node : nodes) seen.emplace_back(static_cast<std::size_t>(node.output.size()));
    std::vector<Unit> now{unit};
    while (!now.empty()) {
        std::vector<Unit> next;
        for (const Unit& one : now)
            for (const Connection& connection : incoming(model, one)) {
                char& known = seen[static_cast<std::size_t>(connection.source.node)]
                                  [static_cast<std::size_t>(index_of(model.architecture, connection.source))];
                if (!known) next.push_back(connection.source);
                known = 1;
            }
        now = std::move(next);
    }
    std::vector<std::set<int>> result(nodes.size());
    for (std::size_t node = 0; node < nodes.size(); ++node)
        for (std::size_t index = 0; index < seen[node].size(); ++index)
            if (seen[node][index]) result[node].insert(static_cast<int>(index));
    return result;
}

std::set<int> units_of(const Architecture& architecture, const Field& field) {
    std::set<int> units;
    for (std::size_t map = 0; map < field.maps.size(); ++map)
        for (int row = field.first_row; field.maps[map] && row < field.last_row; ++row)
            for (int column = field.first_column; column < field.last_column; ++column)
                units.insert(index_of(architecture, {field.node, static_cast<int>(map), row, column}));
    return units;
}

/// The smallest field that has all of these units of layer `node`.
Field around(const Architecture& architecture, int node, const std::set<int>& units) {
    const Shape& shape = architecture.nodes[static_cast<std::size_t>(node)].output;
    Field field{node, shape.height, 0, shape.width, 0, {}};
    field.maps.assign(static_cast<std::size_t>(shape.channels), 0);
    for (const int index : units) {
        const int row = index / shape.width % shape.height;
        const int column = index % shape.width;
        field.maps[static_cast<std::size_t>(index / shape.width / shape.height)] = 1;
        field.first_row = std::min(field.first_row, row);
        field.last_row = std::max(field.last_row, row + 1);
        field.first_column = std::min(field.first_column, column);
        field.last_column = std::max(field.last_column, column + 1);
    }
    return field;
}

enum class Gaps { None, Possible };

/// @param gaps  whether some stride is longer than its kernel, so that not all of the rectangle is heard
void expect_fields(const Model& model, int units_of_a_layer, Gaps gaps = Gaps::None) {
    const Architecture& architecture = model.architecture;
    for (int index = 0; index < static_cast<int>(architecture.nodes.size()); ++index)
        for (const Unit& unit : test::some_units(architecture, index, units_of_a_layer)) {
            SCOPED_TRACE(format_address(architecture, unit));
            std::vector<std::set<int>> expected = followed(model, unit);
            int below = index;
            for (const Field& field : receptive_fields(architecture, unit)) {
                below = architecture.nodes[static_cast<std::size_t>(below)].inputs.at(0);
                ASSERT_EQ(field.node, below) << "layers in order";
                const std::set<int>& heard = expected[static_cast<std::size_t>(below)];
                EXPECT_EQ(field, around(architecture, below, heard));
                if (gaps == Gaps::None) {
                    EXPECT_EQ(units_of(architecture, field), heard);
                }
            }
            EXPECT_EQ(below, 0) << "down to the input";
        }
}

TEST(ReceptiveFieldTest, IsWhatFollowingEveryConnectionFinds) {
    for (const ModelPtr& model : test::bundled_models()) {
        SCOPED_TRACE(model->name);
        expect_fields(*model, model->architecture.nodes.size() > 6 ? 3 : 1);
    }
    expect_fields(*test::random_model("odd", test::odd_network()), 10);
    expect_fields(*test::random_model("strided", test::strided_network()), 10, Gaps::Possible);
}

TEST(ReceptiveFieldTest, GrowsAsTheTextbookSays) {
    const Architecture architecture = lenet5();
    // conv2/9/3/4: 5x5 of pool1, 10x10 of conv1, 14x14 pixels; each of the six maps.
    const std::vector<Field> fields = receptive_fields(architecture, {3, 9, 3, 4});
    ASSERT_EQ(fields.size(), 3u);
    EXPECT_EQ(fields[0], (Field{2, 3, 8, 4, 9, std::vector<char>(6, 1)}));
    EXPECT_EQ(fields[1], (Field{1, 6, 16, 8, 18, std::vector<char>(6, 1)}));
    EXPECT_EQ(fields[2], (Field{0, 6, 20, 8, 22, {1}}));
    EXPECT_TRUE(receptive_fields(architecture, {0, 0, 5, 5}).empty());
}

TEST(ReceptiveFieldTest, ATableLeavesMapsOut) {
    const Architecture architecture = lenet5_1998();
    const std::vector<Field> fields = receptive_fields(architecture, {architecture.find("c3"), 0, 0, 0});
    ASSERT_FALSE(fields.empty());
    EXPECT_EQ(fields[0].maps, (std::vector<char>{1, 1, 1, 0, 0, 0}))
        << "C3's first map hears S2's first three";
}

/// Where the stride passes over units, the rectangle has them all the same.
TEST(ReceptiveFieldTest, CountsWhatAStridePassesOver) {
    const Architecture architecture =
        test::network({1, 9, 9},
                      {test::input_node(), test::window_node("a", ops::conv, 0, 1, {2, 2, 3, 0}),
                       test::window_node("b", ops::conv, 1, 1, {2, 2, 1, 0}), test::linear_node("out", 2, 2)},
                      2);
    const std::vector<Field> fields = receptive_fields(architecture, {2, 0, 0, 1});
    ASSERT_EQ(fields.size(), 2u);
    EXPECT_EQ(fields[1], (Field{0, 0, 5, 3, 8, {1}}));
}

}  // namespace
}  // namespace convoscope::nn
