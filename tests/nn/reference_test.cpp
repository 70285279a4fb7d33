#include "nn/reference.h"

#include <gtest/gtest.h>

#include <functional>

#include "nn/initialise.h"
#include "nn/networks.h"

// The reference's backward formulas against central differences of its forward ones, in double: the error of
// a difference is about h^2 from the curvature and 1e-16 / h from rounding.
namespace convoscope::nn {
namespace {

using test::agree;
using test::random_values;

constexpr double kStep = 1e-5;
constexpr double kTolerance = 1e-8;

using Vector = std::vector<double>;

/// d(loss)/d(values), one value after the other. `loss` reads `values`, which come back unchanged.
Vector differences(Vector& values, const std::function<double()>& loss) {
    Vector result;
    for (double& value : values) {
        const double kept = value;
        value = kept + kStep;
        const double above = loss();
        value = kept - kStep;
        const double below = loss();
        value = kept;
        result.push_back((above - below) / (2.0 * kStep));
    }
    return result;
}

/// All of a layer's gradients, with the loss sum_k c_k activation_k for random c.
void check_layer(Node node, const Shape& input_shape, double temperature = 1.0) {
    const std::size_t inputs = static_cast<std::size_t>(input_shape.size());
    node.output =
        node.op == &ops::linear
            ? Shape{node.channels, 1, 1}
            : Shape{
                  node.op == &ops::conv ? node.channels : input_shape.channels,
                  (input_shape.height + 2 * node.padding.top - node.kernel_height) / node.stride.rows + 1,
                  (input_shape.width + 2 * node.padding.left - node.kernel_width) / node.stride.columns + 1};
    const std::size_t row = node.op == &ops::linear ? inputs
                                                    : static_cast<std::size_t>(input_shape.channels) *
                                                          node.kernel_height * node.kernel_width;
    const std::size_t rows = static_cast<std::size_t>(node.channels);
    Vector x = random_values<double>(inputs, 1);
    reference::Weights<double> weights{random_values<double>(rows * row, 2), random_values<double>(rows, 3)};
    const Vector c = random_values<double>(static_cast<std::size_t>(node.output.size()), 4);
    const auto before = [&] { return reference::forward_op(node, input_shape, x, weights); };
    const auto loss = [&] {
        const Vector y = reference::activate(node.activation, temperature, before());
        double sum = 0.0;
        for (std::size_t index = 0; index < y.size(); ++index) sum += c[index] * y[index];
        return sum;
    };
    const Vector before_gradient = reference::activate_backward(node.activation, temperature, before(), c);
    const auto gradients = reference::backward_op(node, input_shape, x, weights, before_gradient);
    EXPECT_TRUE(agree(gradients.x, differences(x, loss), kTolerance));
    if (rows == 0) return;
    EXPECT_TRUE(agree(gradients.weights.weight, differences(weights.weight, loss), kTolerance));
    EXPECT_TRUE(agree(gradients.weights.bias, differences(weights.bias, loss), kTolerance));
}

TEST(ReferenceTest, ConvAgreesWithFiniteDifferences) {
    check_layer(test::window_node("conv", ops::conv, 0, 3, {3, 2}), {2, 5, 6});
    check_layer(test::window_node("conv", ops::conv, 0, 3, {3, 4, 2, 1}), {2, 7, 6});
    Node sparse = test::window_node("conv", ops::conv, 0, 4, {2, 2, 1, 1});
    sparse.connections = test::sparse_connections(4, 3);
    check_layer(sparse, {3, 4, 4});
}

TEST(ReferenceTest, PoolingAgreesWithFiniteDifferences) {
    for (const Operator* op : {&ops::max_pool, &ops::average_pool}) {
        check_layer(test::window_node("pool", *op, 0, 0, {2, 2, 2}), {2, 4, 6});
        check_layer(test::window_node("pool", *op, 0, 0, {3, 2, 2, 1}), {2, 7, 5});
    }
}

TEST(ReferenceTest, LinearAgreesWithFiniteDifferences) {
    check_layer(test::linear_node("linear", 0, 5), {7, 1, 1});
    check_layer(test::linear_node("linear", 0, 3), {2, 3, 4});
}

TEST(ReferenceTest, NonLinearitiesAgreeWithFiniteDifferences) {
    for (const Activation activation : {Activation::Identity, Activation::Relu, Activation::Tanh,
                                        Activation::ScaledTanh, Activation::Sigmoid, Activation::Softmax}) {
        SCOPED_TRACE(static_cast<int>(activation));
        check_layer(test::linear_node("linear", 0, 6, activation), {5, 1, 1}, 2.5);
    }
}

TEST(ReferenceTest, AWholeNetworkAgreesWithFiniteDifferences) {
    Model model = empty_model(test::odd_network());
    initialise(model, 5);
    const Architecture& architecture = model.architecture;
    auto weights = test::reference_weights<double>(model);
    Vector input = random_values<double>(static_cast<std::size_t>(architecture.input.shape.size()), 6);
    const Vector target{0.1, 0.6, 0.0, 0.3};
    const auto loss = [&] {
        const auto pass = reference::forward(architecture, weights, input);
        return reference::cross_entropy<double>(pass.before.back(), architecture.temperature, target);
    };
    const auto pass = reference::forward(architecture, weights, input);
    Vector output_gradient;  // of -sum q log p
    for (std::size_t index = 0; index < target.size(); ++index)
        output_gradient.push_back(-target[index] / pass.after.back()[index]);
    const auto gradients = reference::backward(architecture, weights, pass, output_gradient);
    EXPECT_TRUE(agree(gradients.before[0], differences(input, loss), 1e-7));
    for (std::size_t index = 0; index < weights.size(); ++index) {
        if (weights[index].weight.empty() || architecture.nodes[index].name == "branch") continue;
        SCOPED_TRACE(architecture.nodes[index].name);
        EXPECT_TRUE(
            agree(gradients.parameters[index].weight, differences(weights[index].weight, loss), 1e-7));
        EXPECT_TRUE(agree(gradients.parameters[index].bias, differences(weights[index].bias, loss), 1e-7));
    }
}

TEST(ReferenceTest, ScaledTanhIsLeCuns) {
    // LeCun et al. 1998, appendix A: with these constants f(1) = 1 and f(-1) = -1.
    const Vector values = reference::activate<double>(Activation::ScaledTanh, 1.0, {1.0, -1.0, 0.0});
    EXPECT_NEAR(values[0], 1.0, 1e-4);
    EXPECT_NEAR(values[1], -1.0, 1e-4);
    EXPECT_EQ(values[2], 0.0);
}

}  // namespace
}  // namespace convoscope::nn
