#include "nn/initialise.h"

#include <gtest/gtest.h>

#include "nn/networks.h"
#include "nn/zoo.h"

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
    model.edit([](std::vector<Parameters>& parameters) { parameters[5].bias[0] = 1.0f; });
    initialise(model, 42);
    expect_limit(model.parameters()[1].weight, std::sqrt(6.0 / 25));
    expect_limit(model.parameters()[3].weight, std::sqrt(6.0 / 150));
    expect_limit(model.parameters()[7].weight, std::sqrt(3.0 / 84));
    EXPECT_EQ(model.parameters()[5].bias, std::vector<float>(120, 0.0f));
}

TEST(InitialiseTest, CountsOnlyKernelsThatExist) {
    std::vector<Node> nodes{test::input_node(), test::window_node("conv", ops::conv, 0, 8, {5, 5})};
    nodes[1].connections.assign(8 * 4, 0);
    for (std::size_t map = 0; map < 8; ++map) nodes[1].connections[map * 4 + map % 4] = 1;  // one in four
    Model model = empty_model(test::network({4, 5, 5}, nodes, 8));
    initialise(model, 42);
    std::vector<float> existing;
    for (std::size_t index = 0; index < model.parameters()[1].weight.size(); ++index) {
        const float weight = model.parameters()[1].weight[index];
        EXPECT_EQ(weight != 0.0f, nodes[1].connections[index / 25] == 1);
        if (weight != 0.0f) existing.push_back(weight);
    }
    expect_limit(existing, std::sqrt(3.0 / 25));
}

TEST(InitialiseTest, TheSeedDecides) {
    Model one = empty_model(lenet5());
    Model same = empty_model(lenet5());
    Model other = empty_model(lenet5());
    initialise(one, 1);
    initialise(same, 1);
    initialise(other, 2);
    EXPECT_EQ(one.parameters()[5].weight, same.parameters()[5].weight);
    EXPECT_NE(one.parameters()[5].weight, other.parameters()[5].weight);
    // Kept numbers: they may not change from one machine, compiler or version to the next.
    EXPECT_EQ(one.parameters()[1].weight[0], 0.065216757f);
}

}  // namespace
}  // namespace convoscope::nn
