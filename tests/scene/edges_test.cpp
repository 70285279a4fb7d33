#include "scene/edges.h"

#include <gtest/gtest.h>

#include <algorithm>
#include <cmath>
#include <set>
#include <utility>

#include "nn/ops/operator.h"
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

constexpr Viewport kWindow{0, 0, 1280, 720};
using Value = EdgeView::Value;
using Direction = EdgeView::Direction;
constexpr EdgeView kAllWeights{Value::Weight, Direction::Incoming, false};
constexpr EdgeView kAllOutgoing{Value::Weight, Direction::Outgoing, false};

class EdgesOf : public ::testing::Test {
  protected:
    /// Every unit of the layer that `node` hears has a value of its own.
    explicit EdgesOf(nn::Model model = numbered()) : model_(std::move(model)) {
        nn::Workspace workspace(model_.architecture);
        auto input = workspace.input();
        for (std::size_t i = 0; i < input.size(); ++i) input[i] = static_cast<float>(i % 97) / 97.0f;
        nn::forward(model_, workspace);
        values_.set_target(workspace);
        values_.settle();
    }
    Edges edges(const nn::Unit& unit, const EdgeView& view = kAllWeights) const {
        return edges_of(model_, values_, unit, view);
    }
    float shown(const nn::Unit& unit) const {
        return values_.layer(unit.node)[nn::index_of(model_.architecture, unit)];
    }
    std::vector<Ribbon> ribbons(const Edges& edges) const {
        return edge_ribbons(model_, layout_, edges, Theme::Dark);
    }

    nn::Model model_;
    ShownValues values_{model_.architecture};
    Layout layout_ = make_layout(model_.architecture, {Arrangement::Stage, 1.5f});
};

TEST_F(EdgesOf, LeadFromWhatIsHeardToTheUnit) {
    const nn::Unit unit{3, 9, 3, 4};
    const Edges found = edges(unit);
    EXPECT_FLOAT_EQ(found.scale.strongest, static_cast<float>((9 * 6 + 6) * 25));
    const auto lines = ribbons(found);
    ASSERT_EQ(lines.size(), 150u);
    const Vector3 target = *layout_.position(model_.architecture, unit);
    for (const Ribbon& line : lines) {
        EXPECT_FLOAT_EQ(line.to[0], target.x());
        EXPECT_FLOAT_EQ(line.to[2], target.z());
        EXPECT_LT(line.from[1], line.to[1]);
        EXPECT_LE(line.from_colour[3], line.to_colour[3]);
        EXPECT_EQ(line.hollow, 0);
    }
    // The strongest (the last kernel entry of the last map) comes last: pool1/5/7/8.
    const Vector3 strongest = *layout_.position(model_.architecture, {2, 5, 7, 8});
    EXPECT_FLOAT_EQ(lines.back().from[0], strongest.x());
    EXPECT_FLOAT_EQ(lines.back().from[2], strongest.z());
}

TEST_F(EdgesOf, ContributionsAreWeightTimesWhatIsHeard) {
    const Edges found = edges({3, 9, 3, 4}, {Value::Contribution, Direction::Incoming, false});
    float largest = 0;
    for (const Edge& edge : found.edges) {
        EXPECT_FLOAT_EQ(edge.contribution, edge.weight * shown(edge.source));
        EXPECT_GE(std::abs(edge.contribution), largest);
        largest = std::abs(edge.contribution);
    }
    EXPECT_FLOAT_EQ(found.scale.strongest, largest);
}

TEST_F(EdgesOf, OutgoingOnesLeadToWhomItTalksTo) {
    const nn::Unit unit{2, 4, 6, 5};  // pool1/4/6/5 is under 5 x 5 places of 16 maps
    const Edges found = edges(unit, kAllOutgoing);
    ASSERT_EQ(found.edges.size(), 16u * 25);
    const Vector3 source = *layout_.position(model_.architecture, unit);
    for (const Ribbon& line : ribbons(found)) {
        EXPECT_FLOAT_EQ(line.to[0], source.x());
        EXPECT_GE(line.to_colour[3], line.from_colour[3]);
    }
    for (const Edge& edge : found.edges) {
        EXPECT_EQ(edge.source, unit);
        EXPECT_EQ(edge.target.node, 3);
    }
}

TEST_F(EdgesOf, AMaxPoolHasOneWinner) {
    const Edges found = edges({2, 4, 3, 5});
    ASSERT_EQ(found.edges.size(), 4u);
    EXPECT_FALSE(found.scale.weighted());
    float largest = 0;
    for (const Edge& edge : found.edges) largest = std::max(largest, shown(edge.source));
    for (std::size_t i = 0; i < 3; ++i) EXPECT_EQ(found.edges[i].weight, 0);
    EXPECT_EQ(found.edges.back().weight, 1);
    EXPECT_EQ(shown(found.edges.back().source), largest);
}

TEST_F(EdgesOf, SignDecidesTheColourAndTheEnd) {
    model_.edit([](std::vector<nn::Parameters>& parameters) {
        for (float& weight : parameters[7].weight) weight = -weight;
    });
    const auto lines = ribbons(edges({7, 3, 0, 0}));
    ASSERT_EQ(lines.size(), 84u);
    for (const Ribbon& line : lines) EXPECT_GT(line.from_colour[2], line.from_colour[0]);  // cold
    const auto curves = ribbons(edges({7, 3, 0, 0}, {Value::Weight, Direction::Incoming, true}));
    ASSERT_EQ(curves.size(), kStrongest * kCurvePieces);
    for (std::size_t i = 0; i < curves.size(); ++i)
        EXPECT_EQ(curves[i].hollow, (i + 1) % kCurvePieces == 0 ? 1 : 0) << i;
}

TEST_F(EdgesOf, TheStrongestAreTheLastOfAll) {
    const Edges all = edges({5, 17, 0, 0});
    const Edges some = edges({5, 17, 0, 0}, {Value::Weight, Direction::Incoming, true});
    ASSERT_EQ(all.edges.size(), 400u);
    ASSERT_EQ(some.edges.size(), kStrongest);
    for (std::size_t i = 0; i < kStrongest; ++i)
        EXPECT_EQ(some.edges[i].source, all.edges[400 - kStrongest + i].source);
    EXPECT_EQ(some.scale, all.scale) << "the scale is that of all";
}

TEST_F(EdgesOf, WhatContributesNothingHasNone) {
    values_.rest();
    values_.settle();
    EXPECT_TRUE(edges({3, 9, 3, 4}, {}).edges.empty());
    EXPECT_EQ(edges({3, 9, 3, 4}).edges.size(), 150u) << "its weights are there";
    EXPECT_TRUE(ribbons(edges({3, 9, 3, 4}, {})).empty());
}

TEST_F(EdgesOf, OfAMaxPoolsContributionsOneIsThere) { EXPECT_EQ(edges({2, 4, 3, 5}, {}).edges.size(), 1u); }

TEST_F(EdgesOf, CurvesJoinTheirUnitsAndLeaveAMapTogether) {
    const nn::Unit unit{3, 9, 3, 4};
    const Vector3 target = *layout_.position(model_.architecture, unit);
    const auto curve = [&](int row, int column) {
        return edge_curve(model_.architecture, layout_, {2, 5, row, column}, unit);
    };
    const auto a = curve(3, 4);
    const auto b = curve(7, 8);
    ASSERT_EQ(a.size(), static_cast<std::size_t>(kCurvePieces) + 1);
    EXPECT_FLOAT_EQ(a.back().x(), target.x());
    EXPECT_FLOAT_EQ(a.back().z(), target.z());
    EXPECT_FLOAT_EQ(a.front().x(), layout_.position(model_.architecture, {2, 5, 3, 4})->x());
    // Half of the way up they are nearer to one another than straight lines would be.
    const auto apart = [](const Vector3& p, const Vector3& q) { return (p - q).head<1>().norm(); };
    EXPECT_LT(apart(a[kCurvePieces / 2], b[kCurvePieces / 2]), 0.4f * apart(a.front(), b.front()));
    for (std::size_t i = 1; i < a.size(); ++i) EXPECT_GT(a[i].y(), a[i - 1].y());
}

TEST_F(EdgesOf, TheInputHasNone) { EXPECT_TRUE(edges({0, 0, 3, 3}).edges.empty()); }

TEST_F(EdgesOf, HaveNoEndInAHiddenLayerAndMeetInAFoldedOne) {
    LayoutOptions options{Arrangement::Stage, 1.5f};
    options.displays.assign(8, LayerDisplay::Shown);
    options.displays[2] = LayerDisplay::Hidden;
    layout_ = make_layout(model_.architecture, options);
    for (const Ribbon& line : ribbons(edges({3, 9, 3, 4}))) EXPECT_EQ(line.to_colour[3], 0);
    options.displays[2] = LayerDisplay::Folded;
    layout_ = make_layout(model_.architecture, options);
    const auto lines = ribbons(edges({3, 9, 3, 4}));
    std::set<std::pair<float, float>> ends;
    for (const Ribbon& line : lines) ends.emplace(line.from[0], line.from[2]);
    EXPECT_EQ(lines.size(), 6u * 25);
    EXPECT_EQ(ends.size(), 25u);
}

TEST_F(EdgesOf, AreFoundByAPixel) {
    const auto lines = ribbons(edges({7, 3, 0, 0}));
    const Camera camera = preset_camera(Preset::Stage, layout_, kWindow.aspect());
    // A third of the way along the weakest, and far from all.
    const Ribbon& line = lines.front();
    const Vector3 a = camera.project({line.from[0], line.from[1], line.from[2]}, kWindow);
    const Vector3 b = camera.project({line.to[0], line.to[1], line.to[2]}, kWindow);
    const Vector2 on = a.head<2>() + 0.3f * (b - a).head<2>();
    const auto found = pick_edge(lines, camera, kWindow, on, 1);
    ASSERT_TRUE(found);
    const auto near = pick_edge({line}, camera, kWindow, on + Vector2(0, 3), 4);
    EXPECT_TRUE(near);
    EXPECT_FALSE(pick_edge({line}, camera, kWindow, on + Vector2(0, 9), 4));
    EXPECT_FALSE(pick_edge(lines, camera, kWindow, {1, 1}, 4));
}

TEST_F(EdgesOf, PiecesBehindALayerLieWithinItAndAreNotDoubled) {
    const auto lines = ribbons(edges({7, 3, 0, 0}));
    const Camera camera = preset_camera(Preset::Stage, layout_, kWindow.aspect());
    EXPECT_TRUE(pieces_behind(lines, layout_, {}, camera, kWindow).empty());
    // Twice the same layer covers no more than once.
    const auto once = pieces_behind(lines, layout_, {7}, camera, kWindow);
    const auto twice = pieces_behind(lines, layout_, {7, 7}, camera, kWindow);
    EXPECT_EQ(once.size(), twice.size());
    for (const Ribbon& piece : once) {
        EXPECT_LT(piece.part[0], piece.part[1]);
        EXPECT_GE(piece.part[0], 0);
        EXPECT_LE(piece.part[1], 1);
    }
    // From straight above, the layer that the edges lead up to covers their upper ends.
    Camera above = camera;
    above.pitch = 90;
    const auto covered = pieces_behind(lines, layout_, {7}, above, kWindow);
    ASSERT_EQ(covered.size(), lines.size());
    for (const Ribbon& piece : covered) EXPECT_FLOAT_EQ(piece.part[1], 1);
}

/// A convolution that feeds a mean and, past it, the last layer.
nn::Model forked() {
    nn::Architecture architecture;
    architecture.input.shape = {1, 8, 8};
    nn::Node input;
    input.name = "input";
    nn::Node conv;
    conv.name = "conv";
    conv.op = &nn::ops::conv;
    conv.inputs = {0};
    conv.channels = 2;
    conv.kernel_height = conv.kernel_width = 3;
    nn::Node mean;
    mean.name = "mean";
    mean.op = &nn::ops::average_pool;
    mean.inputs = {1};
    mean.kernel_height = mean.kernel_width = 2;
    mean.stride = 2;
    nn::Node out;
    out.name = "out";
    out.op = &nn::ops::linear;
    out.inputs = {1};
    out.channels = 3;
    architecture.nodes = {input, conv, mean, out};
    architecture.classes = {"0", "1", "2"};
    architecture.resolve();
    nn::Model model = nn::empty_model(architecture);
    model.edit([](std::vector<nn::Parameters>& all) {
        std::fill(all[1].weight.begin(), all[1].weight.end(), 1.0f);
        for (std::size_t i = 0; i < all[3].weight.size(); ++i)
            all[3].weight[i] = -10.0f * static_cast<float>(i + 1);
    });
    return model;
}

class ForkedEdges : public EdgesOf {
  protected:
    ForkedEdges() : EdgesOf(forked()) {}
};

TEST_F(ForkedEdges, AreMeasuredLayerByLayer) {
    const nn::Unit unit{1, 1, 2, 3};
    const Edges found = edges(unit, kAllOutgoing);
    ASSERT_EQ(found.layers.size(), 2u);
    EXPECT_EQ(found.layers[0], (EdgesTo{2, nn::EdgeMeaning::Averaged, 0.25f}));
    const float largest =
        10.0f * static_cast<float>(3 * 72 - 72 + nn::index_of(model_.architecture, unit) + 1);
    EXPECT_EQ(found.layers[1], (EdgesTo{3, nn::EdgeMeaning::Weighted, largest}));
    EXPECT_EQ(found.scale, found.layers[1]) << "a legend shows what has a scale";
    for (const int node : {1, 2, 3}) EXPECT_TRUE(found.join(node)) << node;
    EXPECT_FALSE(found.join(0));
    ASSERT_EQ(found.edges.size(), 4u);
    const auto lines = ribbons(found);
    for (std::size_t i = 0; i < lines.size(); ++i) {
        const bool mean = found.edges[i].target.node == 2;
        EXPECT_EQ(lines[i].from_colour[2] > 1.2f * lines[i].from_colour[0], !mean)
            << "a mean's share has no sign";
        if (mean) {
            EXPECT_FLOAT_EQ(lines[i].width, lines.back().width) << "as strong as it can be there";
        }
    }
}

TEST(ForkedLayout, WhatHearsTheSameLayerStandsSideBySide) {
    nn::Architecture architecture = forked().architecture;
    std::swap(architecture.nodes[2], architecture.nodes[3]);
    architecture.nodes[2].name = "between";
    architecture.classes.assign(2 * 3 * 3, "x");
    architecture.resolve();
    const Layout layout = make_layout(architecture, {Arrangement::Original, 1.5f});
    const LayerPlace& between = layout.layers[2];
    const LayerPlace& pool = layout.layers[3];
    EXPECT_GT(between.low.y(), layout.layers[1].high.y()) << "above what they hear";
    EXPECT_GT(pool.low.y(), layout.layers[1].high.y());
    EXPECT_TRUE(pool.low.x() > between.high.x() || between.low.x() > pool.high.x())
        << "none stands in another";
}

}  // namespace
}  // namespace convoscope::scene
