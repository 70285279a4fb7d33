#include "nn/initialise.h"

#include <gtest/gtest.h>

#include "nn/networks.h"

namespace convoscope::nn {
namespace {

TEST(RandomTest, IsSplitmix64) {
    // The first numbers from seed 1234567, as Vigna's splitmix64.c prints them.
    Random random(1234567);
    EXPECT_EQ(random.next(), 6457827717110365317u);
    EXPECT_EQ(random.next(), 3203168211198807973u);
    EXPECT_EQ(random.next(), 9817491932198370423u);
}

TEST(RandomTest, StaysWithinItsLimits) {
    Random random(1);
    std::vector<int> seen(7);
    for (int draw = 0; draw < 7000; ++draw) {
        const double value = random.between(-2.0, 3.0);
        EXPECT_TRUE(value >= -2.0 && value < 3.0);
        ++seen.at(random.below(7));
    }
    for (int count : seen) EXPECT_NEAR(count, 1000, 200);
}

/// Checks that a row of weights fills [-limit, limit] and does not leave it.
void expect_limit(const std::vector<float>& weights, double limit) {
    const auto [least, most] = std::minmax_element(weights.begin(), weights.end());
    EXPECT_GE(*least, -limit);
    EXPECT_LE(*most, limit);
    EXPECT_LT(*least, -0.9 * limit);
    EXPECT_GT(*most, 0.9 * limit);
}

TEST(InitialiseTest, FillsHesAndLecunsRanges) {
    Model model = empty_model(lenet5());
    model.parameters[5].bias[0] = 1.0f;
    initialise(model, 42);
    expect_limit(model.parameters[1].weight, std::sqrt(6.0 / 25));
    expect_limit(model.parameters[3].weight, std::sqrt(6.0 / 150));
    expect_limit(model.parameters[7].weight, std::sqrt(3.0 / 84));
    EXPECT_EQ(model.parameters[5].bias, std::vector<float>(120, 0.0f));
}

TEST(InitialiseTest, CountsOnlyKernelsThatExist) {
    Model model = empty_model(test::odd_network());
    initialise(model, 42);
    const Node& node = model.architecture.nodes[3];
    const std::vector<float>& weight = model.parameters[3].weight;
    std::size_t count = 0;
    for (std::size_t index = 0; index < weight.size(); ++index) {
        EXPECT_EQ(weight[index] != 0.0f, node.connections[index / 6] == 1);
        if (index < 5 * 6) count += node.connections[index / 6];  // fan-in of the first map
    }
    const std::vector<float> first_map(weight.begin(), weight.begin() + 30);
    const double limit = std::sqrt(3.0 / static_cast<double>(count));
    for (float value : first_map) EXPECT_LE(std::abs(value), limit);
}

TEST(InitialiseTest, TheSeedDecides) {
    Model one = empty_model(lenet5());
    Model same = empty_model(lenet5());
    Model other = empty_model(lenet5());
    initialise(one, 1);
    initialise(same, 1);
    initialise(other, 2);
    EXPECT_EQ(one.parameters[5].weight, same.parameters[5].weight);
    EXPECT_NE(one.parameters[5].weight, other.parameters[5].weight);
    // Kept numbers: they may not change from one machine, compiler or version to the next.
    EXPECT_EQ(one.parameters[1].weight[0], 0.065216757f);
}

}  // namespace
}  // namespace convoscope::nn
