#include "nn/walk.h"

#include <gtest/gtest.h>

#include <string>

#include "nn/networks.h"
#include "nn/zoo.h"

namespace convoscope::nn {
namespace {

std::string from(const Architecture& architecture, const std::string& address, Step step) {
    return format_address(architecture, walk(architecture, *parse_address(architecture, address), step));
}

TEST(WalkTest, ArrowsMoveWithinAMap) {
    const Architecture lenet = lenet5();
    EXPECT_EQ(from(lenet, "conv2/9/3/4", Step::Left), "conv2/9/3/3");
    EXPECT_EQ(from(lenet, "conv2/9/3/4", Step::Right), "conv2/9/3/5");
    EXPECT_EQ(from(lenet, "conv2/9/3/4", Step::Up), "conv2/9/2/4");
    EXPECT_EQ(from(lenet, "conv2/9/3/4", Step::Down), "conv2/9/4/4");
}

TEST(WalkTest, SidewaysGoesOverTheBorderIntoTheNextMap) {
    const Architecture lenet = lenet5();
    EXPECT_EQ(from(lenet, "conv2/9/3/9", Step::Right), "conv2/10/3/0");
    EXPECT_EQ(from(lenet, "conv2/9/3/0", Step::Left), "conv2/8/3/9");
    EXPECT_EQ(from(lenet, "conv2/15/3/9", Step::Right), "conv2/15/3/9");
    EXPECT_EQ(from(lenet, "conv2/0/3/0", Step::Left), "conv2/0/3/0");
}

TEST(WalkTest, UpAndDownStayInTheMap) {
    const Architecture lenet = lenet5();
    EXPECT_EQ(from(lenet, "conv2/9/0/4", Step::Up), "conv2/9/0/4");
    EXPECT_EQ(from(lenet, "conv2/9/9/4", Step::Down), "conv2/9/9/4");
}

TEST(WalkTest, FlatLayersAreALine) {
    const Architecture lenet = lenet5();
    EXPECT_EQ(from(lenet, "fc1/17", Step::Left), "fc1/16");
    EXPECT_EQ(from(lenet, "fc1/17", Step::Right), "fc1/18");
    EXPECT_EQ(from(lenet, "fc1/17", Step::Up), "fc1/17");
    EXPECT_EQ(from(lenet, "fc1/17", Step::Down), "fc1/17");
    EXPECT_EQ(from(lenet, "fc1/0", Step::Left), "fc1/0");
    EXPECT_EQ(from(lenet, "fc1/119", Step::Right), "fc1/119");
}

TEST(WalkTest, MapsKeepThePlaceAndEnd) {
    const Architecture lenet = lenet5();
    EXPECT_EQ(from(lenet, "conv2/9/3/4", Step::NextMap), "conv2/10/3/4");
    EXPECT_EQ(from(lenet, "conv2/9/3/4", Step::PreviousMap), "conv2/8/3/4");
    EXPECT_EQ(from(lenet, "conv2/15/3/4", Step::NextMap), "conv2/15/3/4");
    EXPECT_EQ(from(lenet, "conv2/0/3/4", Step::PreviousMap), "conv2/0/3/4");
    EXPECT_EQ(from(lenet, "fc1/17", Step::NextMap), "fc1/18");
}

TEST(WalkTest, LayersKeepTheRelativePlace) {
    const Architecture lenet = lenet5();
    EXPECT_EQ(from(lenet, "conv1/3/13/20", Step::NextLayer), "pool1/3/6/10") << "the unit that pools it";
    EXPECT_EQ(from(lenet, "pool1/3/6/10", Step::PreviousLayer), "conv1/3/13/21");
    EXPECT_EQ(from(lenet, "pool1/0/0/0", Step::NextLayer), "conv2/1/0/0") << "6 maps become 16";
    EXPECT_EQ(from(lenet, "pool1/5/13/13", Step::NextLayer), "conv2/14/9/9");
    EXPECT_EQ(from(lenet, "pool2/8/2/2", Step::NextLayer), "fc1/63");
    EXPECT_EQ(from(lenet, "fc1/63", Step::PreviousLayer), "pool2/8/2/2") << "the middle of the map";
    EXPECT_EQ(from(lenet, "output/3", Step::NextLayer), "output/3");
    EXPECT_EQ(from(lenet, "input/0/4/4", Step::PreviousLayer), "input/0/4/4");
}

TEST(WalkTest, LayersFollowTheNetworkAndNotTheList) {
    const Architecture odd = test::odd_network();  // pool.1 -> conv_2 -> pool2, and pool.1 -> branch
    EXPECT_EQ(walk(odd, {4, 0, 0, 0}, Step::PreviousLayer).node, 2);
    EXPECT_EQ(walk(odd, {4, 0, 0, 0}, Step::NextLayer).node, 4) << "a dead end";
    EXPECT_EQ(walk(odd, {3, 0, 0, 0}, Step::NextLayer).node, 5);
    EXPECT_EQ(walk(odd, {5, 0, 0, 0}, Step::PreviousLayer).node, 3);
}

/// From every unit, every step leads to a unit that exists, and Left undoes Right.
TEST(WalkTest, NeverLeavesTheNetwork) {
    for (const Architecture& architecture : {lenet5(), test::odd_network(), templates()})
        for (int node = 0; node < static_cast<int>(architecture.nodes.size()); ++node) {
            const Shape& shape = architecture.nodes[static_cast<std::size_t>(node)].output;
            for (int map = 0; map < shape.channels; ++map)
                for (int row = 0; row < shape.height; ++row)
                    for (int column = 0; column < shape.width; ++column) {
                        const Unit unit{node, map, row, column};
                        for (const Step step : {Step::Left, Step::Right, Step::Up, Step::Down, Step::NextMap,
                                                Step::PreviousMap, Step::NextLayer, Step::PreviousLayer}) {
                            const Unit next = walk(architecture, unit, step);
                            ASSERT_EQ(parse_address(architecture, format_address(architecture, next)), next);
                        }
                        const Unit right = walk(architecture, unit, Step::Right);
                        if (right != unit) {
                            ASSERT_EQ(walk(architecture, right, Step::Left), unit);
                        }
                    }
        }
}

}  // namespace
}  // namespace convoscope::nn
