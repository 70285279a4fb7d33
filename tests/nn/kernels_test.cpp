#include <gtest/gtest.h>

#include "base/error.h"
#include "nn/fenced.h"
#include "nn/isa.h"
#include "nn/isa_cases.h"
#include "nn/networks.h"
#include "nn/window.h"

namespace convoscope::nn {
namespace {

using test::agree;
using test::converted;
using test::Fenced;
using test::random_values;
using test::WindowSettings;

// Sums of up to a thousand products in float against the same in double.
constexpr double kTolerance = 2e-6;

class KernelsTest : public ::testing::TestWithParam<Isa> {
  protected:
    void SetUp() override {
        CONVOSCOPE_SKIP_UNLESS_AVAILABLE(GetParam());
        kernels_ = &kernels_of(GetParam());
    }

    /// Forward and backward of a pooling, compared with the reference's.
    void check_pool(const Operator& op, const Shape& shape, const WindowSettings& settings) const {
        SCOPED_TRACE(::testing::Message() << shape.channels << "x" << shape.height << "x" << shape.width);
        const Node node = test::resolved(op, shape, 0, settings);
        const kernels::Window window = window_of(node, shape);
        const Fenced input(random_values<float>(static_cast<std::size_t>(shape.size()), 5));
        const Fenced output_gradient(random_values<float>(static_cast<std::size_t>(node.output.size()), 6));
        Fenced output(output_gradient.size());
        Fenced input_gradient(input.size());
        if (&op == &ops::max_pool) {
            kernels_->max_pool_forward(window, input.data(), output.data());
            kernels_->max_pool_backward(window, input.data(), output_gradient.data(), input_gradient.data());
        } else {
            kernels_->average_pool_forward(window, input.data(), output.data());
            kernels_->average_pool_backward(window, output_gradient.data(), input_gradient.data());
        }
        const auto x = converted<double>(input);
        EXPECT_TRUE(agree(output, reference::forward_op(node, shape, x, {}), kTolerance));
        EXPECT_TRUE(agree(input_gradient,
                          reference::backward_op(node, shape, x, {}, converted<double>(output_gradient)).x,
                          kTolerance));
    }

    void check_linear(int inputs, int outputs) const;
    void check_activation(Activation activation, std::size_t count) const;

    using Function = void (*)(std::size_t, const float*, float*);
    Function forward_of(Activation activation) const {
        switch (activation) {
            case Activation::Tanh:
                return kernels_->tanh;
            case Activation::ScaledTanh:
                return kernels_->scaled_tanh;
            case Activation::Sigmoid:
                return kernels_->sigmoid;
            default:
                return kernels_->relu;
        }
    }
    Function backward_of(Activation activation) const {
        switch (activation) {
            case Activation::Tanh:
                return kernels_->tanh_backward;
            case Activation::ScaledTanh:
                return kernels_->scaled_tanh_backward;
            case Activation::Sigmoid:
                return kernels_->sigmoid_backward;
            default:
                return kernels_->relu_backward;
        }
    }

    const kernels::Kernels* kernels_ = nullptr;
};

TEST_P(KernelsTest, TheWidthIsThatOfTheInstructionSet) {
    EXPECT_STREQ(kernels_->name, name_of(GetParam()));
    EXPECT_EQ(kernels_->width, GetParam() == Isa::Baseline ? 4 : GetParam() == Isa::Avx2 ? 8 : 16);
}

TEST_P(KernelsTest, PackTransposesAndFillsUpWithZeros) {
    for (int rows : {1, 4, 7, 15, 16, 17, 33})
        for (int columns : {1, 3, 4, 8, 9, 16, 25, 40}) {
            const std::size_t step = aligned_size(static_cast<std::size_t>(rows));
            const Fenced from(random_values<float>(static_cast<std::size_t>(rows * columns), 1));
            Fenced to(static_cast<std::size_t>(columns) * step);
            kernels_->pack(rows, columns, from.data(), to.data(), static_cast<int>(step));
            for (std::size_t column = 0; column < static_cast<std::size_t>(columns); ++column)
                for (std::size_t row = 0; row < step; ++row)
                    ASSERT_EQ(to[column * step + row],
                              row < static_cast<std::size_t>(rows)
                                  ? from[row * static_cast<std::size_t>(columns) + column]
                                  : 0.0f)
                        << rows << "x" << columns;
        }
}

TEST_P(KernelsTest, PoolsAgreeWithTheReference) {
    for (const Operator* op : {&ops::max_pool, &ops::average_pool}) {
        for (const auto& [shape, window] : {std::pair<Shape, WindowSettings>{{6, 28, 28}, {2, 2, 2}},
                                            {{16, 10, 10}, {2, 2, 2}},
                                            {{2, 7, 9}, {3, 3, 2, 1}},
                                            {{2, 7, 5}, {3, 2, 1, 1}},
                                            {{2, 9, 9}, {2, 2, 3}},
                                            {{4, 1, 1}, {1, 1, 1}}})
            check_pool(*op, shape, window);
        for (int width = 2; width <= 80; ++width) check_pool(*op, {1 + width % 2, 5, width}, {2, 2, 2});
    }
}

TEST_P(KernelsTest, TheFirstOfEqualValuesTakesTheGradient) {
    const Node node = test::resolved(ops::max_pool, {1, 2, 2}, 0, {2, 2, 2});
    const float input[4] = {0.0f, 1.0f, 1.0f, 0.0f};
    const float output_gradient[1] = {3.0f};
    float gradient[4];
    kernels_->max_pool_backward(window_of(node, {1, 2, 2}), input, output_gradient, gradient);
    EXPECT_EQ(std::vector<float>(gradient, gradient + 4), (std::vector<float>{0.0f, 3.0f, 0.0f, 0.0f}));
}

/// Random values of which about every third is zero and takes the short cuts.
std::vector<float> with_zeros(std::size_t count, std::uint64_t seed) {
    std::vector<float> values = random_values<float>(count, seed);
    for (std::size_t index = 1; index < count; index += 3) values[index] = 0.0f;
    return values;
}

void KernelsTest::check_linear(int inputs, int outputs) const {
    SCOPED_TRACE(::testing::Message() << inputs << " to " << outputs);
    const std::size_t rows = static_cast<std::size_t>(outputs);
    const std::size_t step = aligned_size(rows);
    const Fenced input(with_zeros(static_cast<std::size_t>(inputs), 7));
    const Fenced weight(random_values<float>(rows * input.size(), 8));
    std::vector<float> bias = random_values<float>(rows, 9);
    const Fenced output_gradient(with_zeros(rows, 10));
    const Node node = test::linear_node("layer", 0, outputs);
    const reference::Weights<double> weights{converted<double>(weight), converted<double>(bias)};
    auto expected = reference::linear_backward(node, converted<double>(input), weights,
                                               converted<double>(output_gradient));

    Fenced packed(input.size() * step);
    kernels_->pack(outputs, inputs, weight.data(), packed.data(), static_cast<int>(step));
    bias.resize(step);
    Fenced output(rows);
    Fenced input_gradient(input.size());
    Fenced weight_gradient(weight.size(), 2.0f);
    Fenced bias_gradient(rows, 3.0f);
    Fenced scratch(std::vector<float>(kernels_->linear_scratch(inputs, outputs), NAN), 64);
    kernels_->linear_forward(inputs, outputs, input.data(), packed.data(), Fenced(bias).data(),
                             scratch.data(), output.data());
    kernels_->linear_weight_gradient(inputs, outputs, input.data(), output_gradient.data(),
                                     weight_gradient.data(), bias_gradient.data());
    kernels_->linear_input_gradient(inputs, outputs, weight.data(), output_gradient.data(), scratch.data(),
                                    input_gradient.data());
    for (double& value : expected.weights.weight) value += 2.0;
    for (double& value : expected.weights.bias) value += 3.0;
    EXPECT_TRUE(agree(output, reference::linear(node, converted<double>(input), weights), kTolerance));
    Fenced unpacked_output(rows);
    bias.resize(rows);
    kernels_->linear_forward_unpacked(inputs, outputs, input.data(), weight.data(), Fenced(bias).data(),
                                      unpacked_output.data());
    EXPECT_TRUE(
        agree(unpacked_output, reference::linear(node, converted<double>(input), weights), kTolerance));
    EXPECT_TRUE(agree(input_gradient, expected.x, kTolerance));
    EXPECT_TRUE(agree(weight_gradient, expected.weights.weight, kTolerance));
    EXPECT_TRUE(agree(bias_gradient, expected.weights.bias, kTolerance));
}

TEST_P(KernelsTest, LinearAgreesWithTheReference) {
    for (const auto& [inputs, outputs] :
         {std::pair{400, 120}, {120, 84}, {84, 10}, {784, 300}, {1, 1}, {3, 5}})
        check_linear(inputs, outputs);
    for (int size = 1; size <= 40; ++size) {
        check_linear(size, 1 + (size * 7) % 37);
        check_linear(1 + (size * 11) % 53, 8 * size + size % 3);
    }
}

void KernelsTest::check_activation(Activation activation, std::size_t count) const {
    auto values = random_values<float>(count, 11);
    for (float& value : values) value *= 4.0f;
    const Fenced input(values);
    const std::vector<float> output_gradient = random_values<float>(count, 12);
    Fenced output(count);
    Fenced gradient(output_gradient);
    forward_of(activation)(count, input.data(), output.data());
    backward_of(activation)(count, output.data(), gradient.data());
    const auto x = converted<double>(input);
    EXPECT_TRUE(agree(output, reference::activate<double>(activation, 1.0, x), kTolerance));
    EXPECT_TRUE(
        agree(gradient,
              reference::activate_backward<double>(activation, 1.0, x, converted<double>(output_gradient)),
              kTolerance));
}

TEST_P(KernelsTest, ActivationsAgreeWithTheReference) {
    for (const Activation activation :
         {Activation::Relu, Activation::Tanh, Activation::ScaledTanh, Activation::Sigmoid}) {
        SCOPED_TRACE(static_cast<int>(activation));
        for (std::size_t count = 1; count <= 40; ++count) check_activation(activation, count);
    }
}

/// Not only in proportion to the largest of many values, but each in proportion to itself.
TEST_P(KernelsTest, ActivationsArePreciseEverywhere) {
    std::vector<float> values{0.0f, 1e-30f, 1e-6f, 0.34f, 0.35f, 0.69f, 0.7f, 5.0f, 20.0f, 60.0f, 86.0f};
    for (const float value : random_values<float>(2000, 13)) values.push_back(20.0f * value * value * value);
    const std::size_t once = values.size();
    for (std::size_t index = 0; index < once; ++index) values.push_back(-values[index]);
    std::vector<float> output(values.size());
    for (const Activation activation : {Activation::Tanh, Activation::ScaledTanh, Activation::Sigmoid}) {
        const auto expected = reference::activate<double>(activation, 1.0, converted<double>(values));
        forward_of(activation)(values.size(), values.data(), output.data());
        for (std::size_t index = 0; index < values.size(); ++index)
            ASSERT_NEAR(output[index], expected[index], 1e-6 * std::abs(expected[index]))
                << "at " << values[index];
    }
    const float far[4] = {1000.0f, -1000.0f, INFINITY, -INFINITY};
    kernels_->tanh(4, far, output.data());
    EXPECT_EQ(std::vector<float>(output.begin(), output.begin() + 4), (std::vector<float>{1, -1, 1, -1}));
    kernels_->sigmoid(4, far, output.data());
    EXPECT_EQ(std::vector<float>(output.begin(), output.begin() + 4), (std::vector<float>{1, 0, 1, 0}));
}

TEST_P(KernelsTest, WhatIsNoNumberStaysSo) {
    const float input[1] = {NAN};
    float output[1] = {0.0f};
    for (const auto function : {kernels_->relu, kernels_->tanh, kernels_->scaled_tanh, kernels_->sigmoid}) {
        output[0] = 0.0f;
        function(1, input, output);
        EXPECT_TRUE(std::isnan(output[0]));
    }
}

TEST_P(KernelsTest, SoftmaxAgreesWithTheReference) {
    constexpr float kTemperature = 2.5f;
    for (std::size_t count = 1; count <= 40; ++count) {
        const Fenced input(random_values<float>(count, 14));
        const std::vector<float> output_gradient = random_values<float>(count, 15);
        Fenced output(count);
        Fenced gradient(output_gradient);
        kernels_->softmax(kTemperature, count, input.data(), output.data());
        kernels_->softmax_backward(kTemperature, count, output.data(), gradient.data());
        const auto x = converted<double>(input);
        EXPECT_TRUE(
            agree(output, reference::activate<double>(Activation::Softmax, kTemperature, x), kTolerance));
        // A sum of positive and negative terms may come out small: compared with the terms, not with itself.
        const auto expected = reference::activate_backward<double>(Activation::Softmax, kTemperature, x,
                                                                   converted<double>(output_gradient));
        for (std::size_t index = 0; index < count; ++index)
            EXPECT_NEAR(gradient[index], expected[index], kTolerance);
    }
}

TEST_P(KernelsTest, LargeLogitsDoNotOverflow) {
    const float logits[3] = {1000.0f, 999.0f, -1000.0f};
    float probabilities[3];
    kernels_->softmax(1.0f, 3, logits, probabilities);
    EXPECT_NEAR(probabilities[0], 1.0 / (1.0 + std::exp(-1.0)), 1e-6);
    EXPECT_EQ(probabilities[2], 0.0f);
}

INSTANTIATE_TEST_SUITE_P(Isa, KernelsTest, test::kEveryIsa, test::isa_name);

TEST(IsaTest, TheBaselineIsAlwaysThereAndNamesFindTheirOwn) {
    const std::vector<Isa> all = available_isas();
    ASSERT_FALSE(all.empty());
    EXPECT_EQ(all.front(), Isa::Baseline);
    for (const Isa isa : all) EXPECT_EQ(find_isa(name_of(isa)), isa);
    EXPECT_TRUE(test::available(default_isa()));
}

TEST(IsaTest, RefusesAnUnknownNameAndNamesTheOthers) {
    try {
        find_isa("mmx");
        FAIL();
    } catch (const Error& error) {
        EXPECT_NE(std::string(error.what()).find("'mmx'"), std::string::npos) << error.what();
        EXPECT_NE(std::string(error.what()).find(name_of(Isa::Baseline)), std::string::npos) << error.what();
    }
}

}  // namespace
}  // namespace convoscope::nn
