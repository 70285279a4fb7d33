#include "nn/kernels.h"

#include <gtest/gtest.h>

#include "nn/networks.h"

namespace convoscope::nn {
namespace {

using test::agree;
using test::converted;
using test::random_values;
using test::WindowSettings;

// Sums of up to a thousand products in float against the same in double.
constexpr double kTolerance = 2e-6;

struct ConvCase {
    Shape input;
    int maps;
    WindowSettings window;
    bool sparse = false;
};

Node resolved(Op op, const Shape& input, int channels, const WindowSettings& window) {
    Architecture architecture;
    architecture.input.shape = input;
    architecture.nodes = {test::input_node(), test::window_node("layer", op, 0, channels, window)};
    const auto positions = [&](int extent, int kernel) {
        return (extent + 2 * window.padding - kernel) / window.stride + 1;
    };
    const int maps = op == Op::Conv ? channels : input.channels;
    const int outputs =
        maps * positions(input.height, window.kernel_height) * positions(input.width, window.kernel_width);
    for (int index = 0; index < outputs; ++index) architecture.classes.push_back("x");
    architecture.resolve();
    return architecture.nodes[1];
}

class ConvTest : public ::testing::TestWithParam<ConvCase> {
  protected:
    ConvTest() {
        const ConvCase& test = GetParam();
        shape_ = test.input;
        node_ = resolved(Op::Conv, shape_, test.maps, test.window);
        if (test.sparse) node_.connections = test::sparse_connections(test.maps, shape_.channels);
        window_ = kernels::window_of(node_, shape_);
        const std::size_t kernel =
            static_cast<std::size_t>(test.window.kernel_height) * test.window.kernel_width;
        weight_ = random_values<float>(kernel * shape_.channels * test.maps, 1);
        for (std::size_t index = 0; index < weight_.size(); ++index)
            if (test.sparse && node_.connections[index / kernel] == 0) weight_[index] = 0.0f;
        bias_ = random_values<float>(static_cast<std::size_t>(test.maps), 2);
        input_ = random_values<float>(static_cast<std::size_t>(shape_.size()), 3);
        output_gradient_ = random_values<float>(static_cast<std::size_t>(node_.output.size()), 4);
    }

    reference::Weights<double> reference_weights() const {
        return {converted<double>(weight_), converted<double>(bias_)};
    }

    Shape shape_;
    Node node_;
    kernels::Window window_;
    std::vector<float> weight_, bias_, input_, output_gradient_;
};

TEST_P(ConvTest, ForwardAgreesWithTheReference) {
    std::vector<float> scratch(kernels::conv_forward_scratch(window_), NAN);
    std::vector<float> output(static_cast<std::size_t>(node_.output.size()), NAN);
    kernels::conv_forward(window_, input_.data(), weight_.data(), bias_.data(), scratch.data(),
                          output.data());
    EXPECT_TRUE(agree(output, reference::conv(node_, shape_, converted<double>(input_), reference_weights()),
                      kTolerance));
}

TEST_P(ConvTest, BackwardAgreesWithTheReferenceAndAddsToParameters) {
    auto expected = reference::conv_backward(node_, shape_, converted<double>(input_), reference_weights(),
                                             converted<double>(output_gradient_));
    std::vector<float> scratch(kernels::conv_backward_scratch(window_), NAN);
    std::vector<float> weight_gradient(weight_.size(), 2.0f);
    std::vector<float> bias_gradient(bias_.size(), 3.0f);
    kernels::conv_weight_gradient(window_, input_.data(), output_gradient_.data(), scratch.data(),
                                  weight_gradient.data(), bias_gradient.data());
    for (double& value : expected.weights.weight) value += 2.0;
    for (double& value : expected.weights.bias) value += 3.0;
    EXPECT_TRUE(agree(weight_gradient, expected.weights.weight, kTolerance));
    EXPECT_TRUE(agree(bias_gradient, expected.weights.bias, kTolerance));

    std::fill(scratch.begin(), scratch.end(), NAN);
    std::vector<float> input_gradient(input_.size(), NAN);
    kernels::conv_input_gradient(window_, weight_.data(), output_gradient_.data(), scratch.data(),
                                 input_gradient.data());
    EXPECT_TRUE(agree(input_gradient, expected.x, kTolerance));
}

TEST_P(ConvTest, OnlyAbsentKernelsGetNoGradient) {
    std::vector<float> scratch(kernels::conv_backward_scratch(window_));
    std::vector<float> weight_gradient(weight_.size());
    std::vector<float> bias_gradient(bias_.size());
    kernels::conv_weight_gradient(window_, input_.data(), output_gradient_.data(), scratch.data(),
                                  weight_gradient.data(), bias_gradient.data());
    const std::vector<std::uint8_t>& table = node_.connections;
    const std::size_t kernel = weight_.size() / std::max<std::size_t>(1, table.size());
    for (std::size_t index = 0; index < weight_.size(); ++index)
        EXPECT_EQ(weight_gradient[index] != 0.0f, table.empty() || table[index / kernel] == 1);
}

// Widths around the tiles' 4, 8 and 16; numbers of maps around the blocks' 1, 2 and 4; rows that no window
// reaches.
INSTANTIATE_TEST_SUITE_P(
    Shapes, ConvTest,
    ::testing::Values(ConvCase{{1, 32, 32}, 6, {5, 5}}, ConvCase{{6, 14, 14}, 16, {5, 5}},
                      ConvCase{{6, 14, 14}, 16, {5, 5}, true}, ConvCase{{16, 5, 5}, 12, {5, 5}},
                      ConvCase{{3, 1, 1}, 5, {1, 1}}, ConvCase{{2, 7, 6}, 1, {3, 2}},
                      ConvCase{{2, 6, 7}, 2, {2, 4}}, ConvCase{{3, 9, 25}, 3, {3, 3, 1, 1}},
                      ConvCase{{2, 8, 21}, 7, {3, 3, 1, 2}}, ConvCase{{3, 6, 9}, 4, {3, 5, 2, 1}},
                      ConvCase{{2, 13, 17}, 5, {3, 4, 2, 1}, true}, ConvCase{{1, 11, 35}, 9, {2, 2, 3, 1}},
                      ConvCase{{2, 9, 9}, 2, {2, 2, 4, 0}}, ConvCase{{4, 5, 5}, 3, {5, 5, 1, 4}}));

struct PoolCase {
    Shape input;
    WindowSettings window;
};

class PoolTest : public ::testing::TestWithParam<PoolCase> {
  protected:
    /// Forward and backward of the kernels, to be compared with the reference's.
    void check(Op op) const {
        const Shape shape = GetParam().input;
        const Node node = resolved(op, shape, 0, GetParam().window);
        const kernels::Window window = kernels::window_of(node, shape);
        const auto input = random_values<float>(static_cast<std::size_t>(shape.size()), 5);
        const auto output_gradient = random_values<float>(static_cast<std::size_t>(node.output.size()), 6);
        std::vector<float> output(output_gradient.size(), NAN);
        std::vector<float> input_gradient(input.size(), NAN);
        if (op == Op::MaxPool) {
            kernels::max_pool_forward(window, input.data(), output.data());
            kernels::max_pool_backward(window, input.data(), output_gradient.data(), input_gradient.data());
        } else {
            kernels::average_pool_forward(window, input.data(), output.data());
            kernels::average_pool_backward(window, output_gradient.data(), input_gradient.data());
        }
        const auto x = converted<double>(input);
        EXPECT_TRUE(agree(output, reference::forward_op(node, shape, x, {}), kTolerance));
        EXPECT_TRUE(agree(input_gradient,
                          reference::backward_op(node, shape, x, {}, converted<double>(output_gradient)).x,
                          kTolerance));
    }
};

TEST_P(PoolTest, MaximumAgreesWithTheReference) { check(Op::MaxPool); }
TEST_P(PoolTest, AverageAgreesWithTheReference) { check(Op::AveragePool); }

INSTANTIATE_TEST_SUITE_P(Shapes, PoolTest,
                         ::testing::Values(PoolCase{{6, 28, 28}, {2, 2, 2}}, PoolCase{{3, 7, 9}, {2, 2, 2}},
                                           PoolCase{{2, 7, 9}, {3, 3, 2, 1}},
                                           PoolCase{{2, 7, 5}, {3, 2, 1, 1}}, PoolCase{{2, 9, 9}, {2, 2, 3}},
                                           PoolCase{{4, 1, 1}, {1, 1, 1}}));

class LinearTest : public ::testing::TestWithParam<std::pair<int, int>> {};

TEST_P(LinearTest, AgreesWithTheReference) {
    const auto [inputs, outputs] = GetParam();
    const std::size_t rows = static_cast<std::size_t>(outputs);
    const auto input = random_values<float>(static_cast<std::size_t>(inputs), 7);
    const auto weight = random_values<float>(rows * inputs, 8);
    const auto bias = random_values<float>(rows, 9);
    auto output_gradient = random_values<float>(rows, 10);
    output_gradient[rows / 2] = 0.0f;  // takes the short cut
    const Node node = test::linear_node("layer", 0, outputs);
    const reference::Weights<double> weights{converted<double>(weight), converted<double>(bias)};
    auto expected = reference::linear_backward(node, converted<double>(input), weights,
                                               converted<double>(output_gradient));

    std::vector<float> output(rows, NAN);
    std::vector<float> input_gradient(input.size(), NAN);
    std::vector<float> weight_gradient(weight.size(), 2.0f);
    std::vector<float> bias_gradient(bias.size(), 3.0f);
    kernels::linear_forward(inputs, outputs, input.data(), weight.data(), bias.data(), output.data());
    kernels::linear_weight_gradient(inputs, outputs, input.data(), output_gradient.data(),
                                    weight_gradient.data(), bias_gradient.data());
    kernels::linear_input_gradient(inputs, outputs, weight.data(), output_gradient.data(),
                                   input_gradient.data());
    for (double& value : expected.weights.weight) value += 2.0;
    for (double& value : expected.weights.bias) value += 3.0;
    EXPECT_TRUE(agree(output, reference::linear(node, converted<double>(input), weights), kTolerance));
    EXPECT_TRUE(agree(input_gradient, expected.x, kTolerance));
    EXPECT_TRUE(agree(weight_gradient, expected.weights.weight, kTolerance));
    EXPECT_TRUE(agree(bias_gradient, expected.weights.bias, kTolerance));
}

INSTANTIATE_TEST_SUITE_P(Shapes, LinearTest,
                         ::testing::Values(std::pair(400, 120), std::pair(84, 10), std::pair(1, 1),
                                           std::pair(3, 5), std::pair(7, 4), std::pair(13, 6),
                                           std::pair(8, 3)));

class ActivationTest : public ::testing::TestWithParam<Activation> {};

TEST_P(ActivationTest, AgreesWithTheReference) {
    constexpr float kTemperature = 2.5f;
    auto input = random_values<float>(37, 11);
    for (float& value : input) value *= 4.0f;
    const auto output_gradient = random_values<float>(input.size(), 12);
    std::vector<float> output(input.size(), NAN);
    std::vector<float> gradient = output_gradient;
    kernels::activate(GetParam(), kTemperature, input.size(), input.data(), output.data());
    kernels::activate_backward(GetParam(), kTemperature, input.size(), output.data(), gradient.data());
    const auto x = converted<double>(input);
    EXPECT_TRUE(agree(output, reference::activate<double>(GetParam(), kTemperature, x), kTolerance));
    EXPECT_TRUE(agree(
        gradient,
        reference::activate_backward<double>(GetParam(), kTemperature, x, converted<double>(output_gradient)),
        kTolerance));
}

INSTANTIATE_TEST_SUITE_P(All, ActivationTest,
                         ::testing::Values(Activation::Identity, Activation::Relu, Activation::Tanh,
                                           Activation::ScaledTanh, Activation::Sigmoid, Activation::Softmax));

TEST(SoftmaxTest, LargeLogitsDoNotOverflow) {
    const float logits[3] = {1000.0f, 999.0f, -1000.0f};
    float probabilities[3];
    kernels::activate(Activation::Softmax, 1.0f, 3, logits, probabilities);
    EXPECT_NEAR(probabilities[0], 1.0 / (1.0 + std::exp(-1.0)), 1e-6);
    EXPECT_EQ(probabilities[2], 0.0f);
    EXPECT_NEAR(kernels::log_sum_exp(3, logits, 1.0f), 1000.0 + std::log(1.0 + std::exp(-1.0)), 1e-3);
}

TEST(MaxPoolTest, TheFirstOfEqualValuesTakesTheGradient) {
    const Node node = resolved(Op::MaxPool, {1, 2, 2}, 0, {2, 2, 2});
    const float input[4] = {0.0f, 1.0f, 1.0f, 0.0f};
    const float output_gradient[1] = {3.0f};
    float gradient[4];
    kernels::max_pool_backward(kernels::window_of(node, {1, 2, 2}), input, output_gradient, gradient);
    EXPECT_EQ(std::vector<float>(gradient, gradient + 4), (std::vector<float>{0.0f, 3.0f, 0.0f, 0.0f}));
}

}  // namespace
}  // namespace convoscope::nn
