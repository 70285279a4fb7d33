#include <gtest/gtest.h>

#include <cmath>

#include "nn/backward.h"
#include "nn/readings.h"
#include "support/allocation_counter.h"

namespace convoscope::nn {
namespace {

std::vector<ModelPtr> networks() {
    std::vector<ModelPtr> models = test::random_models();
    models.push_back(test::random_model("graph", test::graph_network()));
    return models;
}

void read_noise(const Model& model, std::uint64_t seed, Workspace& workspace) {
    const auto input = test::random_values<float>(workspace.input().size(), seed);
    std::ranges::copy(input, workspace.input().begin());
    forward(model, workspace);
}

/// The way back of training, with the parameters' gradients, gives the same bits.
TEST(BackwardFromUnit, IsTheGradientThatTrainingComputes) {
    for (const ModelPtr& model : networks()) {
        SCOPED_TRACE(model->name);
        Workspace workspace(model->architecture);
        read_noise(*model, 7, workspace);
        const int last = static_cast<int>(model->architecture.nodes.size()) - 1;
        std::vector<float> one_hot(workspace.output().size());
        const Unit unit{last, 1, 0, 0};
        one_hot[static_cast<std::size_t>(index_of(model->architecture, unit))] = 1;
        Gradients gradients(model->architecture);
        BackwardWorkspace whole(model->architecture);
        backward(*model, workspace, one_hot, gradients, whole, InputGradient::Compute);
        BackwardWorkspace own(model->architecture);
        const auto got = backward_from_unit(*model, workspace, unit, false, 0, ReluRule::Gradient, own);
        EXPECT_TRUE(std::ranges::equal(got, whole.input_gradient()));
        for (int index = 0; index <= last; ++index)
            EXPECT_TRUE(std::ranges::equal(own.pre_activation_gradients(index),
                                           whole.pre_activation_gradients(index)))
                << index;
    }
}

/// Up from a changed activation of `from`, without that layer: central differences of the unit's value.
float slope_of(const Model& model, Workspace& workspace, int from, std::size_t at, const Unit& unit,
               bool before) {
    constexpr float kStep = 1e-2f;
    const auto activations = workspace.activations(from);
    float* value = const_cast<float*>(activations.data()) + at;
    const float kept = *value;
    float ends[2];
    for (int side = 0; side < 2; ++side) {
        *value = kept + (side == 0 ? -kStep : kStep);
        for (int layer = from + 1; layer <= unit.node; ++layer) forward_layer(model, layer, workspace);
        const auto values = before ? workspace.pre_activations(unit.node) : workspace.activations(unit.node);
        ends[side] = values[static_cast<std::size_t>(index_of(model.architecture, unit))];
    }
    *value = kept;
    for (int layer = from + 1; layer <= unit.node; ++layer) forward_layer(model, layer, workspace);
    return (ends[1] - ends[0]) / (2 * kStep);
}

/// Smooth non-linearities, so that differences are derivatives; layers that branch and meet.
Architecture smooth_network() {
    std::vector<test::Node> nodes{
        test::input_node(),
        test::window_node("first", ops::conv, 0, 4, {3, 3, 1, 1}, Activation::Tanh),
        test::window_node("side", ops::conv, 1, 4, {3, 3, 1, 1}, Activation::Sigmoid),
        test::graph_node("sum", ops::add, {1, 2}, Activation::Tanh),
        test::window_node("mean", ops::average_pool, 3, 0, {2, 2, 2, 0}),
        test::linear_node("hidden", 4, 7, Activation::ScaledTanh),
        test::linear_node("out", 5, 3, Activation::Softmax)};
    return test::network({2, 6, 6}, std::move(nodes), 3);
}

TEST(BackwardFromUnit, IsADerivativeByEveryLayerOnTheWay) {
    const ModelPtr model = test::random_model("smooth", smooth_network());
    Workspace workspace(model->architecture);
    read_noise(*model, 3, workspace);
    BackwardWorkspace own(model->architecture);
    for (const Unit unit : {Unit{6, 2, 0, 0}, Unit{5, 3, 0, 0}, Unit{3, 1, 2, 3}})
        for (const bool before : {true, false})
            for (int to = 0; to < unit.node; ++to) {
                const auto got =
                    backward_from_unit(*model, workspace, unit, before, to, ReluRule::Gradient, own);
                const std::vector<float> slopes(got.begin(), got.end());
                for (std::size_t at = 0; at < slopes.size(); at += 5)
                    EXPECT_NEAR(slopes[at], slope_of(*model, workspace, to, at, unit, before), 2e-3)
                        << unit.node << before << " " << to << " " << at;
            }
}

TEST(BackwardFromUnit, IsZeroInLayersThatDoNotLeadToTheUnit) {
    const ModelPtr model = test::random_model("odd", test::odd_network());
    Workspace workspace(model->architecture);
    read_noise(*model, 5, workspace);
    BackwardWorkspace own(model->architecture);
    const int branch = model->architecture.find("branch");
    backward_from_unit(*model, workspace, {branch, 1, 1, 1}, true, 0, ReluRule::Gradient, own);
    const auto got =
        backward_from_unit(*model, workspace, {7, 1, 0, 0}, true, branch, ReluRule::Gradient, own);
    for (const float value : got) EXPECT_EQ(value, 0.0f);
}

TEST(BackwardFromUnit, AllocatesNothing) {
    const ModelPtr model = test::random_model("lenet5", lenet5());
    Workspace workspace(model->architecture);
    read_noise(*model, 5, workspace);
    BackwardWorkspace own(model->architecture);
    const auto before = test::allocations();
    for (const ReluRule rule : {ReluRule::Gradient, ReluRule::Guided, ReluRule::Deconvolution})
        backward_from_unit(*model, workspace, {7, 1, 0, 0}, true, 0, rule, own);
    EXPECT_EQ(test::allocations(), before);
}

}  // namespace
}  // namespace convoscope::nn
