#include "nn/forward.h"

#include <gtest/gtest.h>

#include <stdexcept>

#include "base/error.h"
#include "nn/initialise.h"
#include "nn/networks.h"
#include "nn/zoo.h"
#include "support/allocation_counter.h"

namespace convoscope::nn {
namespace {

using test::agree;
using test::random_values;

void fill_input(Workspace& workspace, std::uint64_t seed) {
    const auto values = random_values<float>(workspace.input().size(), seed);
    std::copy(values.begin(), values.end(), workspace.input().begin());
}

void expect_reference_values(const Architecture& architecture, Isa isa) {
    SCOPED_TRACE(name_of(isa));
    Model model = empty_model(architecture);
    initialise(model, 1);
    Workspace workspace(architecture, isa);
    EXPECT_EQ(workspace.isa(), isa);
    fill_input(workspace, 2);
    forward(model, workspace);
    const auto pass = reference::forward(architecture, test::reference_weights<double>(model),
                                         test::converted<double>(workspace.input()));
    for (std::size_t index = 0; index < architecture.nodes.size(); ++index) {
        SCOPED_TRACE(architecture.nodes[index].name);
        EXPECT_TRUE(agree(workspace.pre_activations(static_cast<int>(index)), pass.before[index]));
        EXPECT_TRUE(agree(workspace.activations(static_cast<int>(index)), pass.after[index]));
    }
    EXPECT_TRUE(agree(workspace.output(), pass.after.back()));
}

TEST(ForwardTest, AgreesWithTheReferenceOnEveryInstructionSet) {
    for (const Isa isa : available_isas()) {
        expect_reference_values(lenet5(), isa);
        expect_reference_values(test::odd_network(), isa);
    }
}

TEST(ForwardTest, ALayerAloneComesOutTheSame) {
    Model model = empty_model(test::odd_network());
    initialise(model, 1);
    Workspace whole(model.architecture);
    Workspace parts(model.architecture);
    fill_input(whole, 2);
    fill_input(parts, 2);
    forward(model, whole);
    for (int index = 1; index < 8; ++index) forward_layer(model, index, parts);
    EXPECT_TRUE(std::equal(whole.output().begin(), whole.output().end(), parts.output().begin()));
}

TEST(ForwardTest, FollowsAChangeOfTheWeights) {
    Model model = empty_model(lenet5());
    initialise(model, 1);
    Workspace workspace(model.architecture);
    fill_input(workspace, 2);
    forward(model, workspace);
    const float before = workspace.pre_activations(7)[4];
    model.edit([](std::vector<Parameters>& parameters) { parameters[7].bias[4] += 1.0f; });
    forward(model, workspace);
    EXPECT_NEAR(workspace.pre_activations(7)[4], before + 1.0f, 1e-5f);
    EXPECT_THROW(model.edit([](std::vector<Parameters>& parameters) {
        parameters[7].bias[4] += 1.0f;
        throw std::runtime_error("half-way");
    }),
                 std::runtime_error);
    forward(model, workspace);
    EXPECT_NEAR(workspace.pre_activations(7)[4], before + 2.0f, 1e-5f) << "what was changed is packed";
}

TEST(ForwardTest, AllocatesNothing) {
    for (const Isa isa : available_isas())
        for (const Architecture& architecture : {lenet5(), test::odd_network()}) {
            Model model = empty_model(architecture);
            initialise(model, 1);
            Workspace workspace(architecture, isa);
            const std::size_t before = test::allocations();
            forward(model, workspace);
            EXPECT_EQ(test::allocations(), before);
        }
    const std::size_t before = test::allocations();
    ::operator delete(::operator new(1));  // a call: an allocation in a new-expression may be left out
    EXPECT_EQ(test::allocations(), before + 1) << "the counter counts";
}

TEST(ForwardTest, TheSameInputGivesTheSameBitsAgain) {
    Model model = empty_model(test::odd_network());
    initialise(model, 1);
    Workspace used(model.architecture);
    fill_input(used, 3);
    forward(model, used);
    fill_input(used, 2);
    forward(model, used);
    Workspace fresh(model.architecture);
    fill_input(fresh, 2);
    forward(model, fresh);
    EXPECT_TRUE(std::equal(used.output().begin(), used.output().end(), fresh.output().begin()));
}

TEST(ForwardTest, EveryLayerStartsOnACacheLine) {
    const Architecture architecture = lenet5();
    const Workspace workspace(architecture);
    for (int index = 0; index < 8; ++index)
        EXPECT_EQ(reinterpret_cast<std::uintptr_t>(workspace.activations(index).data()) % 64, 0u);
}

TEST(LoadInputTest, CentresPadsAndMapsToTheRange) {
    InputSpec spec;
    spec.shape = {2, 3, 5};
    spec.low = -0.5f;
    spec.high = 1.5f;
    std::vector<float> target(30, NAN);
    const float picture[3] = {0.0f, 0.5f, 1.0f};
    load_input(spec, picture, 1, 3, target);
    const float p = -0.5f;
    const std::vector<float> map{p, p, p, p, p, p, -0.5f, 0.5f, 1.5f, p, p, p, p, p, p};
    EXPECT_EQ(std::vector<float>(target.begin(), target.begin() + 15), map);
    EXPECT_EQ(std::vector<float>(target.begin() + 15, target.end()), map);
}

TEST(LoadInputTest, EachChannelHasItsOwnRange) {
    InputSpec spec;
    spec.shape = {2, 1, 3};
    spec.channels = {{0, 10}, {1, -1}};
    std::vector<float> target(6, NAN);
    const float picture[1] = {0.25f};
    load_input(spec, picture, 1, 1, target);
    EXPECT_EQ(target, (std::vector<float>{0, 2.5f, 0, 1, 0.5f, 1}));
    // Colours go from dark to light, whichever the ink is.
    load_colours(spec, std::vector<float>{0, 0.5f, 1, 0, 0.5f, 1}, target);
    EXPECT_EQ(target, (std::vector<float>{0, 5, 10, -1, 0, 1}));
}

TEST(LoadInputTest, RefusesALargerPicture) {
    const InputSpec spec;
    std::vector<float> target(32 * 32);
    const std::vector<float> picture(33 * 32);
    EXPECT_THROW(load_input(spec, picture, 33, 32, target), Error);
    EXPECT_THROW(load_input(spec, picture, 32, 33, target), Error);
}

TEST(JudgeTest, NamesTheMostProbableClassOrIsUnsure) {
    Architecture architecture = lenet5();
    architecture.unsure_below = 0.6f;
    std::vector<float> probabilities(10, 0.02f);
    probabilities[7] = 0.6f;
    EXPECT_EQ(judge(architecture, probabilities).kind, VerdictKind::Class);
    EXPECT_EQ(judge(architecture, probabilities).best, 7);
    EXPECT_EQ(judge(architecture, probabilities).probability, 0.6f);
    probabilities[7] = 0.59f;
    EXPECT_EQ(judge(architecture, probabilities).kind, VerdictKind::Unsure);
    EXPECT_EQ(judge(architecture, probabilities).best, 7);
    std::ranges::fill(probabilities, std::nanf(""));
    EXPECT_EQ(judge(architecture, probabilities).kind, VerdictKind::Unsure);
}

TEST(ForwardTest, ALayerTooLargeToBeHeldTwiceIsComputedFromItsWeightsAsTheyAre) {
    constexpr int kUnits = 2053;  // no multiple of any vector's width
    Model model =
        empty_model(test::network({kUnits, 1, 1},
                                  {test::input_node(), test::linear_node("fc", 0, kUnits, Activation::Relu),
                                   test::linear_node("out", 1, 3, Activation::Softmax)},
                                  3));
    initialise(model, 3);
    EXPECT_EQ(model.packed(1).weight.size(), 0u);
    EXPECT_NE(model.packed(2).weight.size(), 0u);
    Workspace workspace(model.architecture);
    const auto input = test::random_values<float>(kUnits, 5);
    std::copy(input.begin(), input.end(), workspace.input().begin());
    forward(model, workspace);
    const Node& node = model.architecture.nodes[1];
    const reference::Weights<double> weights{test::converted<double>(model.parameters()[1].weight),
                                             test::converted<double>(model.parameters()[1].bias)};
    EXPECT_TRUE(test::agree(workspace.pre_activations(1),
                            reference::linear(node, test::converted<double>(input), weights), 1e-5));
}

}  // namespace
}  // namespace convoscope::nn
