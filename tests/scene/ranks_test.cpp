#include "scene/ranks.h"

#include <gtest/gtest.h>

#include <algorithm>

#include "nn/zoo.h"
#include "support/graphs.h"

namespace convoscope::scene {
namespace {

class RanksTest : public ::testing::Test {
  protected:
    void rank(const nn::Architecture& architecture, const std::vector<std::string>& hidden = {}) {
        architecture_ = architecture;
        std::vector<bool> all(architecture.nodes.size(), false);
        for (const std::string& name : hidden) all[static_cast<std::size_t>(node(name))] = true;
        ranks_ = rank_layers(architecture_, all);
    }
    int node(const std::string& name) const { return architecture_.find(name); }
    const Spot& spot(const std::string& name) const {
        return ranks_.spots[static_cast<std::size_t>(node(name))];
    }
    int rank_of(const std::string& name) const { return spot(name).rank; }
    /// Ranks that the wire goes over; 0: there is none.
    int wire(const std::string& from, const std::string& to) const {
        for (const Wire& wire : ranks_.wires)
            if (wire.source == node(from) && wire.target == node(to)) return wire.ranks;
        return 0;
    }

    /// How many each bundle has.
    std::vector<int> columns() const {
        std::vector<int> columns;
        for (const Spot& each : ranks_.spots) {
            if (each.bundle < 0) continue;
            const auto bundle = static_cast<std::size_t>(each.bundle);
            if (columns.size() <= bundle) columns.resize(bundle + 1);
            columns[bundle] = std::max(columns[bundle], each.column + 1);
        }
        return columns;
    }

    nn::Architecture architecture_;
    Ranks ranks_;
};

TEST_F(RanksTest, AChainHasOneLayerARank) {
    rank(nn::lenet5());
    EXPECT_EQ(ranks_.count, 8);
    EXPECT_TRUE(columns().empty());
    for (int node = 0; node < 8; ++node) EXPECT_EQ(ranks_.spots[static_cast<std::size_t>(node)].rank, node);
    ASSERT_EQ(ranks_.wires.size(), 7u);
    for (const Wire& wire : ranks_.wires) EXPECT_EQ(wire.ranks, 1);
}

TEST_F(RanksTest, BranchesHaveColumnsFromWhereTheyPartToWhereTheyMeet) {
    rank(test::branching_network());
    EXPECT_EQ(rank_of("p"), 2);
    EXPECT_EQ(rank_of("q1"), 2);
    EXPECT_EQ(rank_of("r1"), 2);
    EXPECT_EQ(rank_of("q2"), 3);
    EXPECT_EQ(rank_of("joined"), 4);
    EXPECT_EQ(columns(), std::vector<int>{3});
    EXPECT_EQ(spot("q1").column, spot("q2").column);
    EXPECT_EQ(spot("r1").column, spot("r2").column);
    EXPECT_NE(spot("p").column, spot("q1").column);
    EXPECT_EQ(spot("stem").bundle, -1);
    EXPECT_EQ(spot("joined").bundle, -1);
    EXPECT_EQ(wire("p", "joined"), 2);
    EXPECT_EQ(wire("q2", "joined"), 1);
}

TEST_F(RanksTest, AShortCutPassesByAndALayerInItStandsBeside) {
    rank(test::residual_network());
    // The plain one: everything in the middle.
    EXPECT_EQ(wire("stem", "sum1"), 3);
    for (const char* name : {"stem", "a1", "a2", "sum1"}) EXPECT_EQ(spot(name).bundle, -1) << name;
    // The other: two columns, although b2 is alone in its rank.
    for (const char* name : {"b1", "b2", "cut"}) EXPECT_EQ(spot(name).bundle, 0) << name;
    EXPECT_EQ(spot("b1").column, spot("b2").column);
    EXPECT_NE(spot("b1").column, spot("cut").column);
    EXPECT_EQ(wire("cut", "sum2"), 2);
}

TEST_F(RanksTest, HiddenLayersAreHeardThrough) {
    rank(test::residual_network(), {"a1", "a2", "cut"});
    EXPECT_EQ(rank_of("a1"), -1);
    EXPECT_EQ(rank_of("sum1"), rank_of("stem") + 1);
    EXPECT_EQ(wire("stem", "sum1"), 1);
    EXPECT_EQ(wire("sum1", "sum2"), 3);
    EXPECT_EQ(spot("b1").bundle, -1);
}

TEST_F(RanksTest, WireCountsGrowWithTheNetworkAlone) {
    rank(test::deep_network(4, 10));
    EXPECT_EQ(ranks_.count, 123);
    EXPECT_EQ(ranks_.wires.size(), 40u * 4 + 2);
    EXPECT_TRUE(columns().empty());
}

}  // namespace
}  // namespace convoscope::scene
