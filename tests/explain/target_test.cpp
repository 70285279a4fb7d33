#include "explain/target.h"

#include <gtest/gtest.h>

#include <algorithm>

#include "nn/initialise.h"
#include "nn/networks.h"
#include "nn/zoo.h"

namespace convoscope::explain {
namespace {

TEST(Target, IsAnActivationOrAPreActivation) {
    const nn::Architecture lenet = nn::lenet5();
    const auto after = parse_target(lenet, "conv2/9/3/4");
    ASSERT_TRUE(after);
    EXPECT_FALSE(after->before);
    const auto before = parse_target(lenet, "conv2.pre/9/3/4");
    ASSERT_TRUE(before);
    EXPECT_TRUE(before->before);
    EXPECT_EQ(before->unit, after->unit);
    for (const char* address : {"conv2/9/3/4", "conv2.pre/9/3/4", "fc1/17", "output.pre/3"})
        EXPECT_EQ(format_target(lenet, parse_target(lenet, address).value()), address);
    for (const char* address : {"", ".pre", ".pre/3", "conv2", "conv2.pre", "conv9.pre/0", "output.pre/10"})
        EXPECT_FALSE(parse_target(lenet, address)) << address;
}

TEST(Target, IsTheWinnersLogitUnlessSaid) {
    nn::Model model = nn::empty_model(nn::lenet5());
    nn::initialise(model, 3);
    nn::Workspace workspace(model.architecture);
    const auto values = test::random_values<float>(workspace.input().size(), 4);
    std::ranges::copy(values, workspace.input().begin());
    nn::forward(model, workspace);
    const auto output = workspace.output();
    const auto best = static_cast<int>(std::ranges::max_element(output) - output.begin());
    const Target target = winner(model.architecture, workspace);
    EXPECT_EQ(format_target(model.architecture, target), "output.pre/" + std::to_string(best));
    const auto logits = workspace.pre_activations(static_cast<int>(model.architecture.nodes.size()) - 1);
    EXPECT_EQ(value_of(model.architecture, workspace, target), logits[static_cast<std::size_t>(best)]);
}

}  // namespace
}  // namespace convoscope::explain
