// Large layers in blocks: on one thread, on several, in any order, and whole, all the same bits, and what the
// reference says.

#include "nn/layer_pass.h"

#include <gtest/gtest.h>

#include <algorithm>

#include "base/workers.h"
#include "nn/initialise.h"
#include "nn/isa_cases.h"
#include "nn/networks.h"
#include "nn/zoo.h"

namespace convoscope::nn {
namespace {

using test::agree;

/// Each operator that can be cut, large enough to be.
Architecture large_network() {
    Node stem = test::window_node("stem", ops::conv, 0, 64, {3, 3, 1, 1}, Activation::Relu);
    Node pool = test::window_node("pool", ops::max_pool, 1, 0, {3, 3, 1, 1});
    Node norm = test::graph_node("norm", ops::batch_norm, {2}, Activation::Swish);
    norm.numbers[0] = 1e-3f;
    Node scale = test::graph_node("scale", ops::scale, {3});
    scale.channels = 1;
    Node sum = test::graph_node("sum", ops::add, {2, 4}, Activation::LeakyRelu, 0.1f);
    Node bend = test::graph_node("bend", ops::bend, {5}, Activation::Sigmoid);
    Node prelu = test::graph_node("prelu", ops::prelu, {6});
    prelu.channels = 64;
    Node uneven = test::window_node("uneven", ops::max_pool, 7, 0, {3, 3, 1, 0});
    uneven.padding = {1, 0, 1, 2};
    Node mean = test::window_node("mean", ops::average_pool, 8, 0, {2, 3, 1, 0});
    mean.padding = {0, 1, 1, 1};
    mean.counts_padding = false;
    Node usual_mean = test::window_node("usual_mean", ops::average_pool, 9, 0, {3, 3, 1, 1});
    Node depthwise = test::window_node("depthwise", ops::conv, 10, 64, {3, 3, 1, 1});
    depthwise.groups = 64;
    Node strided = test::window_node("strided", ops::conv, 11, 70, {3, 3, 2, 1}, Activation::Tanh);
    strided.padding = {1, 1, 0, 0};
    Node small = test::window_node("small", ops::max_pool, 12, 0, {4, 4, 4, 0});
    return test::network(
        {3, 110, 100},
        {test::input_node(), stem, pool, norm, scale, sum, bend, prelu, uneven, mean, usual_mean, depthwise,
         strided, small, test::linear_node("fc", 13, 600, Activation::Relu),
         test::linear_node("out", 14, 4, Activation::Softmax)},
        4);
}

/// Apart, because a value near the middle between two steps is rounded as rounding errors will.
Architecture rounding_network() {
    Node steps = test::graph_node("steps", ops::quantise, {0});
    steps.numbers = {0.1f, -3, 4};
    Node small = test::window_node("small", ops::max_pool, 1, 0, {40, 40, 40, 0});
    return test::network(
        {8, 300, 300},
        {test::input_node(), steps, small, test::linear_node("out", 2, 4, Activation::Softmax)}, 4);
}

Model random_model(Architecture architecture) {
    Model model = empty_model(std::move(architecture));
    initialise(model, 7);
    model.edit([](std::vector<Parameters>& all) {
        Random random(8);
        for (Parameters& one : all) {
            for (float& value : one.bias) value = static_cast<float>(random.between(-0.5, 0.5));
            for (float& value : one.mean) value = static_cast<float>(random.between(-0.5, 0.5));
            for (float& value : one.variance) value = static_cast<float>(random.between(0.5, 2));
        }
    });
    return model;
}

Workspace with_input(const Model& model, Isa isa) {
    Workspace workspace(model.architecture, isa);
    const auto values = test::random_values<float>(workspace.input().size(), 9);
    std::ranges::copy(values, workspace.input().begin());
    return workspace;
}

void expect_same(const Model& model, const Workspace& one, const Workspace& other) {
    for (int node = 0; node < static_cast<int>(model.architecture.nodes.size()); ++node) {
        SCOPED_TRACE(model.architecture.nodes[static_cast<std::size_t>(node)].name);
        EXPECT_TRUE(std::ranges::equal(one.pre_activations(node), other.pre_activations(node)));
        EXPECT_TRUE(std::ranges::equal(one.activations(node), other.activations(node)));
    }
}

class LayerPassTest : public ::testing::TestWithParam<Isa> {
  protected:
    void SetUp() override { CONVOSCOPE_SKIP_UNLESS_AVAILABLE(GetParam()); }
};

void expect_same_bits(const Model& model, Isa isa) {
    Workspace plain = with_input(model, isa);
    forward(model, plain);
    for (const int threads : {1, 2, 5}) {
        SCOPED_TRACE(threads);
        Workspace shared = with_input(model, isa);
        Workers workers(threads);
        forward(model, shared, workers);
        expect_same(model, shared, plain);
    }
    Workspace backwards = with_input(model, isa);
    for (int node = 1; node < static_cast<int>(model.architecture.nodes.size()); ++node) {
        const LayerPass layer(model, node, backwards, 16);
        for (int block = layer.blocks() - 1; block >= 0; --block) layer.compute(block);
    }
    expect_same(model, backwards, plain);
}

TEST_P(LayerPassTest, BlocksOnManyThreadsAndInAnyOrderGiveTheSameBits) {
    expect_same_bits(random_model(large_network()), GetParam());
    const Model rounding = random_model(rounding_network());
    Workspace workspace(rounding.architecture, GetParam());
    EXPECT_GT(LayerPass(rounding, 1, workspace, 2).blocks(), 1);
    expect_same_bits(rounding, GetParam());
}

TEST_P(LayerPassTest, AgreesWithTheReference) {
    const Model model = random_model(large_network());
    Workspace workspace = with_input(model, GetParam());
    Workers workers(3);
    forward(model, workspace, workers);
    const auto exact = reference::forward(model.architecture, test::reference_weights<double>(model),
                                          test::converted<double>(workspace.input()));
    for (std::size_t node = 0; node < exact.before.size(); ++node) {
        SCOPED_TRACE(model.architecture.nodes[node].name);
        EXPECT_TRUE(agree(workspace.pre_activations(static_cast<int>(node)), exact.before[node], 1e-5));
        EXPECT_TRUE(agree(workspace.activations(static_cast<int>(node)), exact.after[node], 1e-5));
    }
}

INSTANTIATE_TEST_SUITE_P(Isa, LayerPassTest, test::kEveryIsa, test::isa_name);

TEST(LayerPass, LargeLayersFallApartAndSmallOnesDoNot) {
    const auto blocks = [](const Architecture& architecture, int threads) {
        const Model model = empty_model(architecture);
        Workspace workspace(architecture);
        std::vector<int> result;
        for (int node = 1; node < static_cast<int>(architecture.nodes.size()); ++node)
            result.push_back(LayerPass(model, node, workspace, threads).blocks());
        return result;
    };
    const std::vector<int> large = blocks(large_network(), 2);
    for (std::size_t node = 0; node + 3 < large.size(); ++node) EXPECT_GE(large[node], 8) << node + 1;
    EXPECT_EQ(large[12], 1) << "a small pool";
    EXPECT_GE(large[13], 8) << "a linear layer that is not packed";
    EXPECT_EQ(large[14], 1) << "a softmax hears all";
    EXPECT_EQ(blocks(lenet5(), 16), std::vector<int>(7, 1));
}

}  // namespace
}  // namespace convoscope::nn
