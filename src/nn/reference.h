#pragma once

#include <algorithm>
#include <cmath>
#include <cstddef>
#include <limits>
#include <vector>

#include "nn/architecture.h"
#include "nn/bends.h"

/// Every operation as its formula says, in obvious loops and in any precision. Slow, and the judge of the
/// fast kernels: those are compared with this, and this, in double, with PyTorch and with finite differences.
///
/// Shapes: a layer's values are [channels][height][width]; weights and biases as Parameters has them. `node`
/// is resolved and `input` the output shape of the node before it.
namespace convoscope::nn::reference {

template <class Real>
using Values = std::vector<Real>;

/// Activations of the layers that a node hears.
using Inputs = std::vector<const Values<double>*>;

template <class Real>
struct Weights {
    Values<Real> weight;
    Values<Real> bias;
    Values<Real> mean = {};  ///< batch norm alone
    Values<Real> variance = {};
};

inline std::size_t at(const Shape& shape, int channel, int row, int column) {
    return (static_cast<std::size_t>(channel) * shape.height + row) * shape.width + column;
}

inline bool inside(const Shape& shape, int row, int column) {
    return row >= 0 && row < shape.height && column >= 0 && column < shape.width;
}

inline bool connected(const Node& node, const Shape& input, int output_map, int input_map) {
    if (node.groups > 1)
        return input_map / (input.channels / node.groups) == output_map / (node.channels / node.groups);
    return node.connections.empty() ||
           node.connections[static_cast<std::size_t>(output_map) * input.channels + input_map] == 1;
}

/// Calls visit(output index, input index, weight index) for every product in a convolution.
template <class Visit>
void each_product(const Node& node, const Shape& input, Visit visit) {
    const int heard = input.channels / node.groups;
    const Shape kernels{node.channels * heard, node.kernel_height, node.kernel_width};
    for (int to = 0; to < node.channels; ++to)
        for (int row = 0; row < node.output.height; ++row)
            for (int column = 0; column < node.output.width; ++column)
                for (int from = 0; from < input.channels; ++from) {
                    if (!connected(node, input, to, from)) continue;
                    for (int kernel_row = 0; kernel_row < node.kernel_height; ++kernel_row)
                        for (int kernel_column = 0; kernel_column < node.kernel_width; ++kernel_column) {
                            const int input_row =
                                row * node.stride.rows + kernel_row * node.dilation.rows - node.padding.top;
                            const int input_column = column * node.stride.columns +
                                                     kernel_column * node.dilation.columns -
                                                     node.padding.left;
                            if (inside(input, input_row, input_column))
                                visit(at(node.output, to, row, column),
                                      at(input, from, input_row, input_column),
                                      at(kernels, to * heard + from % heard, kernel_row, kernel_column));
                        }
                }
}

/// Calls visit(output index, input index) for every value that a pooling window covers, in storage order.
template <class Visit>
void each_pooled(const Node& node, const Shape& input, Visit visit) {
    for (int channel = 0; channel < node.output.channels; ++channel)
        for (int row = 0; row < node.output.height; ++row)
            for (int column = 0; column < node.output.width; ++column)
                for (int kernel_row = 0; kernel_row < node.kernel_height; ++kernel_row)
                    for (int kernel_column = 0; kernel_column < node.kernel_width; ++kernel_column) {
                        const int input_row =
                            row * node.stride.rows + kernel_row * node.dilation.rows - node.padding.top;
                        const int input_column = column * node.stride.columns +
                                                 kernel_column * node.dilation.columns - node.padding.left;
                        if (inside(input, input_row, input_column))
                            visit(at(node.output, channel, row, column),
                                  at(input, channel, input_row, input_column));
                    }
}

/// y = sum w x + b over each window (a cross-correlation, as all of deep learning calls convolution).
template <class Real>
Values<Real> conv(const Node& node, const Shape& input, const Values<Real>& x, const Weights<Real>& weights) {
    Values<Real> y(static_cast<std::size_t>(node.output.size()));
    for (std::size_t index = 0; index < y.size(); ++index)
        y[index] = weights.bias[index / (y.size() / static_cast<std::size_t>(node.channels))];
    each_product(node, input, [&](std::size_t to, std::size_t from, std::size_t weight) {
        y[to] += weights.weight[weight] * x[from];
    });
    return y;
}

template <class Real>
Values<Real> linear(const Node& node, const Values<Real>& x, const Weights<Real>& weights) {
    Values<Real> y = weights.bias;
    for (std::size_t to = 0; to < static_cast<std::size_t>(node.channels); ++to)
        for (std::size_t from = 0; from < x.size(); ++from)
            y[to] += weights.weight[to * x.size() + from] * x[from];
    return y;
}

template <class Real>
Values<Real> max_pool(const Node& node, const Shape& input, const Values<Real>& x) {
    Values<Real> y(static_cast<std::size_t>(node.output.size()), -std::numeric_limits<Real>::infinity());
    each_pooled(node, input, [&](std::size_t to, std::size_t from) { y[to] = std::max(y[to], x[from]); });
    return y;
}

/// How many values each unit of an average pool takes the mean of.
template <class Real>
Values<Real> areas(const Node& node, const Shape& input) {
    Values<Real> area(
        static_cast<std::size_t>(node.output.size()),
        node.counts_padding ? static_cast<Real>(node.kernel_height * node.kernel_width) : Real(0));
    if (!node.counts_padding) each_pooled(node, input, [&](std::size_t to, std::size_t) { area[to] += 1; });
    return area;
}

/// The mean over the whole window, padding included; without it where it is not counted.
template <class Real>
Values<Real> average_pool(const Node& node, const Shape& input, const Values<Real>& x) {
    Values<Real> y(static_cast<std::size_t>(node.output.size()));
    const Values<Real> area = areas<Real>(node, input);
    each_pooled(node, input, [&](std::size_t to, std::size_t from) { y[to] += x[from] / area[to]; });
    return y;
}

template <class Real>
Values<Real> softmax(const Values<Real>& logits, Real temperature) {
    const Real largest = *std::max_element(logits.begin(), logits.end());
    Values<Real> y(logits.size());
    Real sum = 0;
    for (std::size_t index = 0; index < y.size(); ++index)
        sum += y[index] = std::exp((logits[index] - largest) / temperature);
    for (Real& value : y) value /= sum;
    return y;
}

template <class Real>
Values<Real> activate(Activation activation, Real temperature, const Values<Real>& x, Real alpha = 0,
                      Real beta = 0) {
    if (activation == Activation::Softmax) return softmax(x, temperature);
    Values<Real> y = x;
    for (Real& value : y) value = bend(activation, alpha, beta, value);
    return y;
}

/// Gradients of a layer's operation, from `dy`, those of its pre-activations.
template <class Real>
struct OpGradients {
    Values<Real> x;  ///< of the first layer that it hears
    Weights<Real> weights;
    std::vector<Values<Real>> others = {};  ///< of the second, the third, ...
};

template <class Real>
OpGradients<Real> conv_backward(const Node& node, const Shape& input, const Values<Real>& x,
                                const Weights<Real>& weights, const Values<Real>& dy) {
    OpGradients<Real> gradients{Values<Real>(x.size()),
                                {Values<Real>(weights.weight.size()), Values<Real>(weights.bias.size())}};
    each_product(node, input, [&](std::size_t to, std::size_t from, std::size_t weight) {
        gradients.x[from] += weights.weight[weight] * dy[to];
        gradients.weights.weight[weight] += x[from] * dy[to];
    });
    const std::size_t map = dy.size() / static_cast<std::size_t>(node.channels);
    for (std::size_t index = 0; index < dy.size(); ++index) gradients.weights.bias[index / map] += dy[index];
    return gradients;
}

template <class Real>
OpGradients<Real> linear_backward(const Node& node, const Values<Real>& x, const Weights<Real>& weights,
                                  const Values<Real>& dy) {
    OpGradients<Real> gradients{Values<Real>(x.size()), {Values<Real>(weights.weight.size()), dy}};
    for (std::size_t to = 0; to < static_cast<std::size_t>(node.channels); ++to)
        for (std::size_t from = 0; from < x.size(); ++from) {
            gradients.x[from] += weights.weight[to * x.size() + from] * dy[to];
            gradients.weights.weight[to * x.size() + from] += x[from] * dy[to];
        }
    return gradients;
}

/// The first of a window's largest values takes all of the gradient.
template <class Real>
OpGradients<Real> max_pool_backward(const Node& node, const Shape& input, const Values<Real>& x,
                                    const Values<Real>& dy) {
    OpGradients<Real> gradients{Values<Real>(x.size()), {}};
    const Values<Real> y = max_pool(node, input, x);
    std::vector<bool> taken(y.size());
    each_pooled(node, input, [&](std::size_t to, std::size_t from) {
        if (taken[to] || x[from] != y[to]) return;
        taken[to] = true;
        gradients.x[from] += dy[to];
    });
    return gradients;
}

template <class Real>
OpGradients<Real> average_pool_backward(const Node& node, const Shape& input, const Values<Real>& dy) {
    OpGradients<Real> gradients{Values<Real>(static_cast<std::size_t>(input.size())), {}};
    const Values<Real> area = areas<Real>(node, input);
    each_pooled(node, input,
                [&](std::size_t to, std::size_t from) { gradients.x[from] += dy[to] / area[to]; });
    return gradients;
}

/// d(loss)/d(pre-activations) from `dy`, d(loss)/d(activations). `x` are the pre-activations.
template <class Real>
Values<Real> activate_backward(Activation activation, Real temperature, const Values<Real>& x,
                               const Values<Real>& dy, Real alpha = 0, Real beta = 0) {
    const Values<Real> y = activate(activation, temperature, x, alpha, beta);
    Values<Real> dx(x.size());
    if (activation == Activation::Softmax) {
        Real expected = 0;  // the mean of dy under the probabilities y
        for (std::size_t index = 0; index < y.size(); ++index) expected += y[index] * dy[index];
        for (std::size_t index = 0; index < x.size(); ++index)
            dx[index] = y[index] / temperature * (dy[index] - expected);
        return dx;
    }
    for (std::size_t index = 0; index < x.size(); ++index)
        dx[index] = bend_slope(activation, alpha, beta, x[index], y[index]) * dy[index];
    return dx;
}

/// By the node's operator (nn/ops/operator.h), which hears one layer of shape `input`.
Values<double> forward_op(const Node& node, const Shape& input, const Values<double>& x,
                          const Weights<double>& weights);
OpGradients<double> backward_op(const Node& node, const Shape& input, const Values<double>& x,
                                const Weights<double>& weights, const Values<double>& dy);
/// The same of a resolved node, which hears `inputs`.
Values<double> forward_op(const Node& node, const Inputs& inputs, const Weights<double>& weights);
OpGradients<double> backward_op(const Node& node, const Inputs& inputs, const Weights<double>& weights,
                                const Values<double>& dy);

/// All values of a forward pass, one entry a node.
template <class Real>
struct Pass {
    std::vector<Values<Real>> before;  ///< pre-activations
    std::vector<Values<Real>> after;   ///< activations
};

inline Inputs heard_by(const Node& node, const std::vector<Values<double>>& activations) {
    Inputs inputs;
    for (const int input : node.inputs) inputs.push_back(&activations[static_cast<std::size_t>(input)]);
    return inputs;
}

template <class Real>
Pass<Real> forward(const Architecture& architecture, const std::vector<Weights<Real>>& weights,
                   const Values<Real>& input) {
    const std::size_t count = architecture.nodes.size();
    Pass<Real> pass{std::vector<Values<Real>>(count), std::vector<Values<Real>>(count)};
    pass.before[0] = pass.after[0] = input;
    for (std::size_t index = 1; index < count; ++index) {
        const Node& node = architecture.nodes[index];
        pass.before[index] = forward_op(node, heard_by(node, pass.after), weights[index]);
        pass.after[index] = activate(node.activation, static_cast<Real>(architecture.temperature),
                                     pass.before[index], Real(node.alpha), Real(node.beta));
    }
    return pass;
}

/// All gradients of a backward pass, one entry a node.
template <class Real>
struct PassGradients {
    std::vector<Values<Real>> before;  ///< d(loss)/d(pre-activations); of node 0: d(loss)/d(input)
    std::vector<Weights<Real>> parameters;
};

/// @param output_gradient  d(loss)/d(activations of the last node)
template <class Real>
PassGradients<Real> backward(const Architecture& architecture, const std::vector<Weights<Real>>& weights,
                             const Pass<Real>& pass, const Values<Real>& output_gradient) {
    const std::size_t count = architecture.nodes.size();
    std::vector<Values<Real>> after(count);  // d(loss)/d(activations)
    for (std::size_t index = 0; index < count; ++index) after[index].resize(pass.after[index].size());
    after.back() = output_gradient;
    PassGradients<Real> gradients{std::vector<Values<Real>>(count), std::vector<Weights<Real>>(count)};
    for (std::size_t index = count; index-- > 1;) {
        const Node& node = architecture.nodes[index];
        gradients.before[index] =
            activate_backward(node.activation, static_cast<Real>(architecture.temperature),
                              pass.before[index], after[index], Real(node.alpha), Real(node.beta));
        OpGradients<Real> op =
            backward_op(node, heard_by(node, pass.after), weights[index], gradients.before[index]);
        op.others.insert(op.others.begin(), std::move(op.x));
        for (std::size_t which = 0; which < node.inputs.size(); ++which) {
            Values<Real>& sum = after[static_cast<std::size_t>(node.inputs[which])];
            for (std::size_t value = 0; value < sum.size(); ++value) sum[value] += op.others[which][value];
        }
        gradients.parameters[index] = std::move(op.weights);
    }
    gradients.before[0] = after[0];
    return gradients;
}

/// -sum_k q_k log p_k, p = softmax(logits / temperature), q = `target`.
template <class Real>
Real cross_entropy(const Values<Real>& logits, Real temperature, const Values<Real>& target) {
    const Values<Real> probabilities = softmax(logits, temperature);
    Real loss = 0;
    for (std::size_t index = 0; index < logits.size(); ++index)
        if (target[index] != 0) loss -= target[index] * std::log(probabilities[index]);
    return loss;
}

}  // namespace convoscope::nn::reference
