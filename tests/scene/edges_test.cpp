#include "scene/edges.h"

#include <gtest/gtest.h>

#include <algorithm>
#include <cmath>
#include "nn/zoo.h"

namespace convoscope::scene {
namespace {

/// LeNet-5 whose every weight is different, so that a transposed kernel or a wrong input map shows.
nn::Model numbered() {
    nn::Model model = nn::empty_model(nn::lenet5());
    model.edit([](std::vector<nn::Parameters>& all) {
        for (nn::Parameters& parameters : all)
            for (std::size_t i = 0; i < parameters.weight.size(); ++i)
                parameters.weight[i] = static_cast<float>(i + 1);
    });
    return model;
}

TEST(Connections, ConvolutionHearsItsWindowInEveryMapUntransposed) {
    const nn::Model model = numbered();
    const nn::Unit unit{3, 9, 3, 4};  // conv2/9/3/4
    const auto heard = nn::incoming(model, unit);
    ASSERT_EQ(heard.size(), 6u * 5 * 5);
    for (const nn::Connection& connection : heard) {
        EXPECT_EQ(connection.source.node, 2);
        const int row = connection.source.row - unit.row;
        const int column = connection.source.column - unit.column;
        ASSERT_TRUE(row >= 0 && row < 5 && column >= 0 && column < 5);
        const int index = ((unit.map * 6 + connection.source.map) * 5 + row) * 5 + column;
        EXPECT_EQ(connection.weight, static_cast<float>(index + 1));
    }
}

TEST(Connections, LinearHearsEveryUnitWithItsOwnWeight) {
    const nn::Model model = numbered();
    const auto heard = nn::incoming(model, {5, 17, 0, 0});  // fc1/17 hears pool2, 16 x 5 x 5
    ASSERT_EQ(heard.size(), 400u);
    for (const nn::Connection& connection : heard) {
        const int from = (connection.source.map * 5 + connection.source.row) * 5 + connection.source.column;
        EXPECT_EQ(connection.weight, static_cast<float>(17 * 400 + from + 1));
    }
}

TEST(Connections, PoolHearsItsWindowInItsOwnMap) {
    const auto heard = nn::incoming(numbered(), {2, 4, 3, 5});  // pool1/4/3/5
    ASSERT_EQ(heard.size(), 4u);
    for (const nn::Connection& connection : heard) {
        EXPECT_EQ(connection.source.map, 4);
        EXPECT_TRUE(connection.source.row == 6 || connection.source.row == 7);
        EXPECT_TRUE(connection.source.column == 10 || connection.source.column == 11);
    }
}

TEST(Connections, PaddingHasNoUnits) {
    nn::Architecture architecture = nn::lenet5();
    architecture.nodes[1].padding = 2;
    architecture.nodes[1].stride = 2;
    architecture.resolve();
    const nn::Model model = nn::empty_model(architecture);
    EXPECT_EQ(nn::incoming(model, {1, 0, 0, 0}).size(), 9u);   // rows and columns 0..2 of -2..2
    EXPECT_EQ(nn::incoming(model, {1, 0, 1, 1}).size(), 25u);  // 0..4
    EXPECT_EQ(nn::incoming(model, {1, 0, 0, 0}).front().source, (nn::Unit{0, 0, 0, 0}));
}

TEST(Edges, LeadFromWhatIsHeardToTheUnit) {
    const nn::Model model = numbered();
    const Layout layout = make_layout(model.architecture, {Arrangement::Original, 1.5f});
    const nn::Unit unit{3, 9, 3, 4};
    const auto ribbons = edge_ribbons(model, layout, unit, Theme::Dark);
    ASSERT_EQ(ribbons.size(), 150u);
    const Vector3 target = *layout.position(model.architecture, unit);
    for (const Ribbon& ribbon : ribbons) {
        EXPECT_FLOAT_EQ(ribbon.to[0], target.x());
        EXPECT_FLOAT_EQ(ribbon.to[2], target.z());
        EXPECT_LT(ribbon.from[1], ribbon.to[1]);
        EXPECT_LE(ribbon.from_colour[3], ribbon.to_colour[3]);
    }
    // The strongest (the last kernel entry of the last map) comes last: pool1/5/7/8.
    const Vector3 strongest = *layout.position(model.architecture, {2, 5, 7, 8});
    EXPECT_FLOAT_EQ(ribbons.back().from[0], strongest.x());
    EXPECT_FLOAT_EQ(ribbons.back().from[2], strongest.z());
    EXPECT_FLOAT_EQ(strongest_edge(model, unit), static_cast<float>((9 * 6 + 6) * 25));
}

TEST(Edges, SignDecidesTheColour) {
    nn::Model model = numbered();
    model.edit([](std::vector<nn::Parameters>& parameters) {
        for (float& weight : parameters[7].weight) weight = -weight;
    });
    const Layout layout = make_layout(model.architecture, {Arrangement::Stage, 1.5f});
    const auto ribbons = edge_ribbons(model, layout, {7, 3, 0, 0}, Theme::Dark);
    ASSERT_EQ(ribbons.size(), 84u);
    for (const Ribbon& ribbon : ribbons) EXPECT_GT(ribbon.from_colour[2], ribbon.from_colour[0]);  // cold
}

TEST(Edges, TheInputHasNone) {
    const nn::Model model = numbered();
    const Layout layout = make_layout(model.architecture, {Arrangement::Stage, 1.5f});
    EXPECT_TRUE(edge_ribbons(model, layout, {0, 0, 3, 3}, Theme::Dark).empty());
    EXPECT_FALSE(outline_ribbons(model, layout, {0, 0, 3, 3}, {}, Theme::Dark).empty());
}

}  // namespace
}  // namespace convoscope::scene
