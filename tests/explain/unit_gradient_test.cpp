// The way back from any layer's units to the input.
#include "explain/unit_gradient.h"

#include <gtest/gtest.h>

#include <algorithm>
#include <numeric>

#include "explain/aim.h"
#include "nn/backward.h"
#include "nn/initialise.h"
#include "nn/networks.h"
#include "nn/zoo.h"

namespace convoscope::explain {
namespace {

using Values = nn::reference::Values<double>;

nn::Model initialised(nn::Architecture architecture, std::uint64_t seed) {
    nn::Model model = nn::empty_model(std::move(architecture));
    nn::initialise(model, seed);
    return model;
}

/// What each layer's gradient has to be: of sum(seed x pre-activations), by central differences in double
/// precision. One entry a node.
std::vector<Values> differences(const nn::Model& model, const std::vector<float>& input,
                                const std::vector<std::vector<float>>& seeds) {
    constexpr double kStep = 1e-6;
    const auto weights = test::reference_weights<double>(model);
    std::vector<Values> result(seeds.size(), Values(input.size()));
    Values x = test::converted<double>(input);
    for (std::size_t at = 0; at < x.size(); ++at) {
        const double here = x[at];
        for (const double side : {1.0, -1.0}) {
            x[at] = here + side * kStep;
            const auto pass = nn::reference::forward<double>(model.architecture, weights, x);
            for (std::size_t node = 0; node < seeds.size(); ++node)
                result[node][at] += side / (2 * kStep) *
                                    std::inner_product(seeds[node].begin(), seeds[node].end(),
                                                       pass.before[node].begin(), 0.0);
        }
        x[at] = here;
    }
    return result;
}

void expect_differences(const nn::Model& model) {
    const auto input = test::random_values<float>(model.architecture.input.shape.size(), 7);
    std::vector<std::vector<float>> seeds;
    for (const nn::Node& node : model.architecture.nodes)
        seeds.push_back(test::random_values<float>(node.output.size(), 8 + seeds.size()));
    const std::vector<Values> expected = differences(model, input, seeds);
    for (std::size_t node = 0; node < seeds.size(); ++node) {
        SCOPED_TRACE(model.architecture.nodes[node].name);
        UnitGradient gradient(model, static_cast<int>(node));
        std::ranges::copy(input, gradient.input().begin());
        gradient.forward();
        for (int again = 0; again < 2; ++again)
            EXPECT_TRUE(test::agree(gradient.backward(seeds[node]), expected[node], 2e-4));
    }
}

TEST(UnitGradient, OfEveryLayerIsThatOfFiniteDifferences) {
    expect_differences(initialised(test::odd_network(), 3));
}

TEST(UnitGradient, TakesBranchesAndEveryOperator) {
    nn::Model model = initialised(test::graph_network(), 5);
    expect_differences(model);
}

TEST(UnitGradient, ComputesWhatTheLayerDependsOnAlone) {
    const nn::Architecture architecture = test::odd_network();
    EXPECT_EQ(layers_below(architecture, architecture.find("branch")), (std::vector<int>{1, 2, 4}));
    EXPECT_EQ(layers_below(architecture, architecture.find("out")), (std::vector<int>{1, 2, 3, 5, 6, 7}));
    EXPECT_TRUE(layers_below(architecture, 0).empty());
}

/// Against nn::backward(), which begins at the output: a softmax's logarithm.
TEST(Aim, OfASoftmaxIsClimbedByItsLogarithm) {
    const nn::Model model = initialised(nn::lenet5(), 3);
    const Aim aim = parse_aim(model.architecture, "output/3").value();
    UnitGradient gradient(model, aim.target.unit.node);
    std::ranges::copy(test::random_values<float>(gradient.input().size(), 4), gradient.input().begin());
    gradient.forward();
    std::vector<float> seed(10);
    seed_ascent(model.architecture, gradient.values(), aim, seed);
    std::vector<float> of_probability(10);
    of_probability[3] = 1 / gradient.values().output()[3];  // d(log p)/dp
    nn::Gradients parameters(model.architecture);
    nn::BackwardWorkspace backward(model.architecture);
    nn::Workspace workspace(model.architecture);
    std::ranges::copy(gradient.input(), workspace.input().begin());
    nn::forward(model, workspace);
    nn::backward(model, workspace, of_probability, parameters, backward, nn::InputGradient::Compute);
    EXPECT_TRUE(test::agree(gradient.backward(seed), backward.input_gradient(), 1e-4));
}

TEST(Aim, IsAUnitAMapsMiddleOrAMap) {
    const nn::Architecture lenet = nn::lenet5();
    const Aim middle = parse_aim(lenet, "conv2.pre/9").value();
    EXPECT_EQ(format_target(lenet, middle.target), "conv2.pre/9/5/5");
    EXPECT_FALSE(middle.whole_map);
    EXPECT_TRUE(parse_aim(lenet, "conv2/9", true)->whole_map);
    EXPECT_EQ(format_target(lenet, parse_aim(lenet, "fc1/17")->target), "fc1/17");
    for (const char* none : {"conv2", "conv2/16", "conv2/9/3", "fc1/120", "", "nothing/0"})
        EXPECT_FALSE(parse_aim(lenet, none)) << none;
}

TEST(Aim, IsClimbedBeforeTheNonLinearityWhereThatIsFlat) {
    nn::Architecture architecture = test::network(
        {1, 4, 4},
        {test::input_node(), test::window_node("conv", nn::ops::conv, 0, 1, {3, 3}, nn::Activation::Relu)},
        4);
    nn::Model model = nn::empty_model(architecture);
    model.edit([](auto& parameters) { parameters[1].bias[0] = -1; });
    const Aim aim = parse_aim(architecture, "conv/0", true).value();
    nn::Workspace workspace(architecture);
    nn::forward(model, workspace);
    std::vector<float> seed(4);
    seed_ascent(architecture, workspace, aim, seed);
    EXPECT_EQ(seed, std::vector<float>(4, 0.25f));
    EXPECT_EQ(value_of(architecture, workspace, aim), 0.0f);
}

}  // namespace
}  // namespace convoscope::explain
