#pragma once

#include <gtest/gtest.h>

#include <algorithm>
#include <cmath>
#include <span>
#include <string>
#include <vector>

#include "nn/model.h"
#include "nn/ops/operator.h"
#include "nn/random.h"
#include "nn/reference.h"

/// Networks, values and comparisons that the engine's tests share.
namespace convoscope::test {

using nn::Activation;
using nn::Architecture;
using nn::Node;
using nn::Shape;
namespace ops = nn::ops;

struct WindowSettings {
    int kernel_height = 0;
    int kernel_width = 0;
    int stride = 1;
    int padding = 0;
};

inline Node input_node() {
    Node node;
    node.name = "input";
    return node;
}

inline Node window_node(std::string name, const nn::Operator& op, int input, int channels,
                        WindowSettings window, Activation activation = Activation::Identity) {
    Node node;
    node.name = std::move(name);
    node.op = &op;
    node.inputs = {input};
    node.channels = channels;
    node.kernel_height = window.kernel_height;
    node.kernel_width = window.kernel_width;
    node.stride = window.stride;
    node.padding = window.padding;
    node.activation = activation;
    return node;
}

inline Node linear_node(std::string name, int input, int units,
                        Activation activation = Activation::Identity) {
    Node node;
    node.name = std::move(name);
    node.op = &ops::linear;
    node.inputs = {input};
    node.channels = units;
    node.activation = activation;
    return node;
}

/// `outputs` units, which get the class names "0", "1", ...
inline Architecture network(Shape input, std::vector<Node> nodes, int outputs) {
    Architecture architecture;
    architecture.input.shape = input;
    architecture.nodes = std::move(nodes);
    for (int index = 0; index < outputs; ++index) architecture.classes.push_back(std::to_string(index));
    architecture.resolve();
    return architecture;
}

/// A conv or pool over `input`, with its output shape.
inline Node resolved(const nn::Operator& op, const Shape& input, int channels, const WindowSettings& window) {
    Architecture architecture;
    architecture.input.shape = input;
    architecture.nodes = {input_node(), window_node("layer", op, 0, channels, window)};
    const auto positions = [&](int extent, int kernel) {
        return (extent + 2 * window.padding - kernel) / window.stride + 1;
    };
    const int maps = &op == &ops::conv ? channels : input.channels;
    const int outputs =
        maps * positions(input.height, window.kernel_height) * positions(input.width, window.kernel_width);
    for (int index = 0; index < outputs; ++index) architecture.classes.push_back("x");
    architecture.resolve();
    return architecture.nodes[1];
}

/// A connection table in which about two in three kernels exist, and at least one of each map.
inline std::vector<std::uint8_t> sparse_connections(int maps, int inputs) {
    std::vector<std::uint8_t> table(static_cast<std::size_t>(maps) * inputs);
    for (int map = 0; map < maps; ++map)
        for (int input = 0; input < inputs; ++input)
            table[static_cast<std::size_t>(map) * inputs + input] =
                (map + input) % 3 != 0 || input == map % inputs;
    return table;
}

/// All operations and non-linearities, odd shapes, overlapping windows, a connection table, a side branch.
inline Architecture odd_network() {
    std::vector<Node> nodes{input_node(),
                            window_node("conv-1", ops::conv, 0, 5, {3, 4, 2, 1}, Activation::ScaledTanh),
                            window_node("pool.1", ops::average_pool, 1, 0, {3, 2, 1, 1}, Activation::Sigmoid),
                            window_node("conv_2", ops::conv, 2, 7, {2, 3, 1, 1}, Activation::Tanh),
                            window_node("branch", ops::conv, 2, 2, {1, 1, 1, 0}, Activation::Relu),
                            window_node("pool2", ops::max_pool, 3, 0, {3, 3, 2, 1}),
                            linear_node("fc", 5, 9, Activation::Relu),
                            linear_node("out", 6, 4, Activation::Softmax)};
    nodes[3].connections = sparse_connections(7, 5);
    Architecture architecture = network({2, 13, 17}, std::move(nodes), 4);
    architecture.temperature = 1.5f;
    return architecture;
}

inline Node graph_node(std::string name, const nn::Operator& op, std::vector<int> inputs,
                       Activation activation = Activation::Identity, float alpha = 0, float beta = 0) {
    Node node;
    node.name = std::move(name);
    node.op = &op;
    node.inputs = std::move(inputs);
    node.activation = activation;
    node.alpha = alpha;
    node.beta = beta;
    return node;
}

/// Every operator beyond a chain's, windows of every kind, branches that meet, broadcast factors.
inline Architecture graph_network() {
    Node grouped = window_node("grouped", ops::conv, 0, 6, {3, 2}, Activation::LeakyRelu);
    grouped.alpha = 0.1f;
    grouped.stride = {2, 1};
    grouped.dilation = {1, 2};
    grouped.padding = {1, 0, 0, 2};
    grouped.groups = 3;
    Node norm = graph_node("norm", ops::batch_norm, {1}, Activation::Elu, 0.7f);
    norm.numbers[0] = 1e-3f;
    Node stretched = graph_node("stretched", ops::scale, {2}, Activation::Softplus);
    stretched.channels = 6;
    Node plain = window_node("plain", ops::conv, 2, 6, {1, 1}, Activation::Swish);
    plain.alpha = 1;
    Node mean = window_node("mean", ops::average_pool, 6, 0, {3, 3}, Activation::Identity);
    mean.stride = 2;
    mean.padding = {0, 0, 1, 1};
    mean.counts_padding = false;
    Node largest = window_node("largest", ops::max_pool, 5, 0, {2, 3}, Activation::Softsign);
    largest.stride = 2;
    largest.padding = {0, 0, 0, 1};
    Node whole = window_node("whole", ops::average_pool, 5, 0, {6, 10});
    Node local = graph_node("local", ops::lrn, {10}, Activation::HardSwish);
    local.channels = 5;
    local.numbers = {0.5f, 0.75f, 1.5f};
    Node turned = graph_node("turned", ops::reorder, {13});
    turned.output = {3, 5, 12};
    for (int i = 179; i >= 0; --i) turned.order.push_back(i);
    std::vector<Node> nodes{input_node(),
                            grouped,
                            norm,
                            stretched,
                            plain,
                            graph_node("sum", ops::add, {3, 4, 2}, Activation::Gelu),
                            graph_node("product", ops::multiply, {5, 2}, Activation::HardSigmoid, 0.2f, 0.5f),
                            mean,
                            largest,
                            whole,
                            graph_node("both", ops::concat, {7, 8}),
                            local,
                            graph_node("difference", ops::subtract, {11, 10}, Activation::Gelu, 1),
                            graph_node("quotient", ops::divide, {12, 14}),
                            graph_node("away from 0", ops::bend, {10}, Activation::Exp)};
    nodes[14].name = "positive";
    std::swap(nodes[13], nodes[14]);
    nodes[14].inputs = {12, 13};
    turned.inputs = {14};
    nodes.push_back(turned);
    Node margin = graph_node("margin", ops::pad, {15});
    margin.padding = {0, 1, 2, 0};
    margin.numbers[0] = 0.5f;
    nodes.push_back(margin);
    Node learned = graph_node("learned", ops::prelu, {16});
    learned.channels = 3;
    nodes.push_back(learned);
    nodes.push_back(graph_node("shares", ops::softmax, {17}, Activation::Sqrt));
    nodes.push_back(linear_node("out", 18, 4, Activation::Softmax));
    return network({3, 12, 10}, std::move(nodes), 4);
}

template <class Real>
std::vector<Real> random_values(std::size_t count, std::uint64_t seed) {
    nn::Random random(seed);
    std::vector<Real> values(count);
    for (Real& value : values) value = static_cast<Real>(static_cast<float>(random.between(-1.0, 1.0)));
    return values;
}

template <class To, class From>
std::vector<To> converted(const From& values) {
    std::vector<To> result;
    for (auto value : values) result.push_back(static_cast<To>(value));
    return result;
}

template <class Real>
std::vector<nn::reference::Weights<Real>> reference_weights(const nn::Model& model) {
    std::vector<nn::reference::Weights<Real>> weights;
    for (const nn::Parameters& one : model.parameters())
        weights.push_back({converted<Real>(one.weight), converted<Real>(one.bias), converted<Real>(one.mean),
                           converted<Real>(one.variance)});
    return weights;
}

/// The project's measure of agreement: max|a - b| <= tolerance max|b|. `actual` may hold anything that
/// converts.
template <class Actual, class Expected>
::testing::AssertionResult agree(const Actual& actual, const Expected& expected, double tolerance = 1e-5) {
    if (actual.size() != expected.size())
        return ::testing::AssertionFailure() << actual.size() << " values, expected " << expected.size();
    double difference = 0.0;
    double largest = 0.0;
    std::size_t where = 0;
    for (std::size_t index = 0; index < actual.size(); ++index) {
        const double distance =
            std::abs(static_cast<double>(actual[index]) - static_cast<double>(expected[index]));
        if (!(distance <= difference) && !std::isnan(difference))  // takes NaN, too, and keeps it
            where = index, difference = distance;
        largest = std::max(largest, std::abs(static_cast<double>(expected[index])));
    }
    if (difference <= tolerance * largest) return ::testing::AssertionSuccess();
    return ::testing::AssertionFailure()
           << "value " << where << " of " << actual.size() << " is " << actual[where] << ", expected "
           << expected[where] << " (largest " << largest << ")";
}

/// The target distribution of a label, smoothed (Szegedy et al. 2016, section 7).
inline std::vector<float> smoothed(std::size_t classes, int label, float smoothing = 0) {
    std::vector<float> target(classes, smoothing / static_cast<float>(classes));
    target[static_cast<std::size_t>(label)] += 1.0f - smoothing;
    return target;
}

}  // namespace convoscope::test
