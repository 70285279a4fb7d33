#include "nn/backward.h"

#include <gtest/gtest.h>

#include "nn/initialise.h"
#include "nn/networks.h"
#include "nn/zoo.h"
#include "support/allocation_counter.h"

namespace convoscope::nn {
namespace {

using test::agree;
using test::converted;
using test::random_values;

/// A network with random weights after one forward pass, and everything that a backward pass needs.
struct Sample {
    explicit Sample(const Architecture& architecture, Isa isa = default_isa())
        : model(empty_model(architecture)),
          workspace(architecture, isa),
          gradients(architecture),
          backward_workspace(architecture, isa) {
        initialise(model, 1);
        const auto values = random_values<float>(workspace.input().size(), 2);
        std::copy(values.begin(), values.end(), workspace.input().begin());
        forward(model, workspace);
    }

    reference::PassGradients<double> expected(const std::vector<double>& output_gradient) const {
        const auto weights = test::reference_weights<double>(model);
        const auto pass =
            reference::forward(model.architecture, weights, converted<double>(workspace.activations(0)));
        return reference::backward(model.architecture, weights, pass, output_gradient);
    }

    void expect_gradients(const reference::PassGradients<double>& want) const {
        for (std::size_t index = 1; index < model.parameters().size(); ++index) {
            SCOPED_TRACE(model.architecture.nodes[index].name);
            const Parameters& got = gradients.parameters[index];
            EXPECT_TRUE(agree(got.weight, want.parameters[index].weight));
            EXPECT_TRUE(agree(got.bias, want.parameters[index].bias));
            EXPECT_TRUE(agree(backward_workspace.pre_activation_gradients(static_cast<int>(index)),
                              want.before[index]));
        }
    }

    Model model;
    Workspace workspace;
    Gradients gradients;
    BackwardWorkspace backward_workspace;
};

TEST(BackwardTest, AgreesWithTheReferenceOnEveryInstructionSet) {
    for (const Isa isa : available_isas())
        for (const Architecture& architecture : {lenet5(), test::odd_network()}) {
            SCOPED_TRACE(name_of(isa));
            Sample sample(architecture, isa);
            const auto output_gradient = random_values<float>(sample.workspace.output().size(), 3);
            backward(sample.model, sample.workspace, output_gradient, sample.gradients,
                     sample.backward_workspace, InputGradient::Compute);
            const auto expected = sample.expected(converted<double>(output_gradient));
            sample.expect_gradients(expected);
            EXPECT_TRUE(agree(sample.backward_workspace.input_gradient(), expected.before[0]));
        }
}

TEST(BackwardTest, CrossEntropyAgreesWithTheReference) {
    Sample sample(test::odd_network());
    const double s = 0.1;
    const std::vector<double> target{s / 4, s / 4, 1.0 - s + s / 4, s / 4};
    const float loss = backward_cross_entropy(sample.model, sample.workspace, test::smoothed(4, 2, 0.1f),
                                              sample.gradients, sample.backward_workspace);
    std::vector<double> output_gradient;
    for (std::size_t index = 0; index < 4; ++index)
        output_gradient.push_back(-target[index] / sample.workspace.output()[index]);
    sample.expect_gradients(sample.expected(output_gradient));
    EXPECT_NEAR(loss,
                reference::cross_entropy<double>(converted<double>(sample.workspace.pre_activations(7)),
                                                 sample.model.architecture.temperature, target),
                1e-6);
}

TEST(BackwardTest, AddsUp) {
    const auto after = [](std::initializer_list<int> labels) {
        Sample sample(test::odd_network());
        for (const int label : labels)
            backward_cross_entropy(sample.model, sample.workspace, test::smoothed(4, label), sample.gradients,
                                   sample.backward_workspace);
        return sample.gradients.parameters;
    };
    const auto first = after({0}), second = after({1}), both = after({0, 1});
    for (std::size_t index : {1u, 3u, 6u, 7u}) {
        std::vector<float> weight = first[index].weight;
        std::vector<float> bias = first[index].bias;
        for (std::size_t i = 0; i < weight.size(); ++i) weight[i] += second[index].weight[i];
        for (std::size_t i = 0; i < bias.size(); ++i) bias[i] += second[index].bias[i];
        EXPECT_TRUE(agree(both[index].weight, weight, 1e-6));
        EXPECT_TRUE(agree(both[index].bias, bias, 1e-6));
    }
}

TEST(BackwardTest, AllocatesNothing) {
    Sample sample(test::odd_network());
    const std::vector<float> output_gradient(4, 1.0f);
    const std::size_t before = test::allocations();
    backward(sample.model, sample.workspace, output_gradient, sample.gradients, sample.backward_workspace,
             InputGradient::Compute);
    backward_cross_entropy(sample.model, sample.workspace, output_gradient, sample.gradients,
                           sample.backward_workspace);
    EXPECT_EQ(test::allocations(), before);
}

TEST(BackwardTest, AHopelessSampleHasAFiniteLoss) {
    Sample sample(lenet5());
    // The other classes' probabilities are 0 in float.
    sample.model.edit([](std::vector<Parameters>& parameters) { parameters[7].bias[3] = 500.0f; });
    forward(sample.model, sample.workspace);
    ASSERT_EQ(sample.workspace.output()[4], 0.0f);
    const float loss = backward_cross_entropy(sample.model, sample.workspace, test::smoothed(10, 4),
                                              sample.gradients, sample.backward_workspace);
    EXPECT_NEAR(loss, 500.0f, 10.0f);
    EXPECT_NEAR(sample.gradients.parameters[7].bias[3], 1.0f, 1e-6f);
    EXPECT_NEAR(sample.gradients.parameters[7].bias[4], -1.0f, 1e-6f);
}

}  // namespace
}  // namespace convoscope::nn
