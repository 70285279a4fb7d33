#include "nn/backward.h"

#include <algorithm>
#include <array>
#include <cassert>
#include <cmath>

#include "nn/bends.h"
#include "nn/ops/operator.h"

namespace convoscope::nn {
namespace {

/// Values of the largest layer that several hear; 0 where there is none.
std::size_t largest_of_several(const Architecture& architecture) {
    std::vector<int> heard(architecture.nodes.size());
    for (const Node& node : architecture.nodes)
        for (const int input : node.inputs) ++heard[static_cast<std::size_t>(input)];
    std::size_t largest = 0;
    for (std::size_t index = 0; index < heard.size(); ++index)
        if (heard[index] > 1)
            largest = std::max(largest, static_cast<std::size_t>(architecture.nodes[index].output.size()));
    return largest;
}

}  // namespace

Gradients::Gradients(const Architecture& architecture) : parameters(zero_parameters(architecture)) {}

BackwardWorkspace::BackwardWorkspace(const Architecture& architecture, Isa isa)
    : kernels_(&kernels_of(isa)), ranges_(architecture.nodes.size()) {
    std::size_t end = 0;
    const auto place = [&end](Range& range, std::size_t size) {
        range = {end, size};
        end += aligned_size(size);
    };
    std::size_t scratch = 0;
    for (std::size_t index = 0; index < ranges_.size(); ++index) {
        const Node& node = architecture.nodes[index];
        place(ranges_[index], static_cast<std::size_t>(node.output.size()));
        if (node.inputs.empty()) continue;
        const Layer layer = layer_at(architecture, static_cast<int>(index));
        if (node.op->backward_scratch)
            scratch = std::max(scratch, node.op->backward_scratch(*kernels_, layer));
    }
    place(scratch_, scratch);
    place(sum_, largest_of_several(architecture));
    block_.resize(end);
    reached_.resize(ranges_.size());
}

std::span<const float> BackwardWorkspace::pre_activation_gradients(int index) const {
    const Range& range = ranges_[static_cast<std::size_t>(index)];
    return {block_.data() + range.begin, range.size};
}

std::span<float> BackwardWorkspace::gradients(int index) {
    const Range& range = ranges_[static_cast<std::size_t>(index)];
    return {block_.data() + range.begin, range.size};
}

/// One sample's way back, from the last node to the first: when it comes to a node, all who hear that one
/// have left their part of its gradients. What the output does not depend on is passed over.
struct BackwardPass {
    const Model& model;
    const Workspace& workspace;
    Gradients* gradients;  // null: not wanted
    BackwardWorkspace& own;
    ReluRule rule = ReluRule::Gradient;
    const kernels::Kernels& table = *own.kernels_;

    std::span<float> gradient(int index) const { return own.gradients(index); }

    int last() const { return static_cast<int>(model.architecture.nodes.size()) - 1; }

    void through_relu(std::span<const float> output, std::span<float> values) const {
        if (rule != ReluRule::Deconvolution) table.relu_backward(output.size(), output.data(), values.data());
        if (rule != ReluRule::Gradient)
            for (float& value : values) value = std::max(value, 0.0f);
    }

    /// From d(loss)/d(activations of `index`), in its buffer, to d(loss)/d(pre-activations), in the same.
    void through_activation(int index) const {
        const std::span<const float> output = workspace.activations(index);
        const Node& node = model.architecture.nodes[static_cast<std::size_t>(index)];
        float* const values = gradient(index).data();
        switch (node.activation) {
            case Activation::Identity:
                break;
            case Activation::Relu:
                through_relu(output, gradient(index));
                break;
            case Activation::Tanh:
                table.tanh_backward(output.size(), output.data(), values);
                break;
            case Activation::ScaledTanh:
                table.scaled_tanh_backward(output.size(), output.data(), values);
                break;
            case Activation::Sigmoid:
                table.sigmoid_backward(output.size(), output.data(), values);
                break;
            case Activation::Softmax:
                table.softmax_backward(model.architecture.temperature, output.size(), output.data(), values);
                break;
            default: {
                const std::span<const float> input = workspace.pre_activations(index);
                for (std::size_t i = 0; i < output.size(); ++i)
                    values[i] *= bend_slope(node.activation, node.alpha, node.beta, input[i], output[i]);
            }
        }
    }

    /// Parameters' gradients of `index` from its pre-activations' gradients, and its part of those of the
    /// activations before it, but not of nodes before `lowest`.
    void through_op(int index, int lowest) const {
        const auto at = static_cast<std::size_t>(index);
        const Layer layer = layer_at(model.architecture, index);
        const std::vector<int>& before = layer.node.inputs;
        std::array<const float*, kMaximumInputs> inputs;
        for (std::size_t which = 0; which < before.size(); ++which)
            inputs[which] = workspace.activations(before[which]).data();
        for (std::size_t which = 0; which < before.size(); ++which) {
            const int from = before[which];
            const bool further = from >= lowest;
            if (!further && (which > 0 || !gradients)) continue;
            char& reached = own.reached_[static_cast<std::size_t>(from)];
            float* const gradients_before = gradient(from).data();
            float* const part = reached ? own.block_.data() + own.sum_.begin : gradients_before;
            layer.node.op->backward(layer, {table,
                                            inputs[0],
                                            {inputs.data(), before.size()},
                                            model.parameters()[at],
                                            gradient(index).data(),
                                            own.block_.data() + own.scratch_.begin,
                                            static_cast<int>(which),
                                            gradients ? &gradients->parameters[at] : nullptr,
                                            further ? part : nullptr});
            if (!further) continue;
            if (reached)
                for (std::size_t i = 0; i < gradient(from).size(); ++i) gradients_before[i] += part[i];
            reached = 1;
        }
    }

    /// All the way, from the pre-activations' gradients of node `first`, in its buffer, to the activations'
    /// gradients of node `lowest`.
    void run(int first, int lowest) const {
        std::fill(own.reached_.begin(), own.reached_.end(), char{0});
        const int end = gradients ? 1 : lowest + 1;
        for (int index = first; index >= end; --index) {
            if (index < first) {
                if (!is_reached(index)) continue;
                through_activation(index);
            }
            through_op(index, lowest);
        }
    }
    void run(InputGradient input_gradient) const {
        run(last(), input_gradient == InputGradient::Compute ? 0 : 1);
    }

    /// Whether anything came to the node; if not, its gradients are zero.
    bool is_reached(int index) const {
        if (own.reached_[static_cast<std::size_t>(index)]) return true;
        std::ranges::fill(gradient(index), 0.0f);
        return false;
    }
};

void backward(const Model& model, const Workspace& workspace, std::span<const float> output_gradient,
              Gradients& gradients, BackwardWorkspace& backward_workspace, InputGradient input_gradient) {
    const BackwardPass pass{model, workspace, &gradients, backward_workspace};
    const std::span<float> last = pass.gradient(pass.last());
    assert(output_gradient.size() == last.size());
    std::copy(output_gradient.begin(), output_gradient.end(), last.begin());
    pass.through_activation(pass.last());
    pass.run(input_gradient);
}

namespace {

/// log(sum_k exp(logits_k / temperature)), which is never infinite where the logits are finite.
float log_sum_exp(std::span<const float> logits, float temperature) {
    const float largest = *std::max_element(logits.begin(), logits.end());
    float sum = 0.0f;
    for (const float logit : logits) sum += std::exp((logit - largest) / temperature);
    return largest / temperature + std::log(sum);
}

/// With q in the last node's buffer: the loss, and the buffer's d(loss)/d(logits) = (p - q) / T.
float through_cross_entropy(const BackwardPass& pass) {
    const float temperature = pass.model.architecture.temperature;
    assert(pass.model.architecture.output().activation == Activation::Softmax);
    const std::span<float> target = pass.gradient(pass.last());
    const std::span<const float> logits = pass.workspace.pre_activations(pass.last());
    const std::span<const float> probabilities = pass.workspace.output();
    const float normaliser = log_sum_exp(logits, temperature);
    float loss = 0.0f;
    for (std::size_t index = 0; index < logits.size(); ++index) {
        loss += target[index] * (normaliser - logits[index] / temperature);
        target[index] = (probabilities[index] - target[index]) / temperature;
    }
    return loss;
}

}  // namespace

float backward_cross_entropy(const Model& model, const Workspace& workspace, std::span<const float> target,
                             Gradients& gradients, BackwardWorkspace& backward_workspace,
                             InputGradient input_gradient) {
    const BackwardPass pass{model, workspace, &gradients, backward_workspace};
    const std::span<float> distribution = pass.gradient(pass.last());
    assert(target.size() == distribution.size());
    std::copy(target.begin(), target.end(), distribution.begin());
    const float loss = through_cross_entropy(pass);
    pass.run(input_gradient);
    return loss;
}

std::span<const float> backward_from_unit(const Model& model, const Workspace& workspace, const Unit& unit,
                                          bool before, int to, ReluRule rule,
                                          BackwardWorkspace& backward_workspace) {
    assert(0 <= to && to < unit.node);
    const BackwardPass pass{model, workspace, nullptr, backward_workspace, rule};
    const std::span<float> first = pass.gradient(unit.node);
    std::ranges::fill(first, 0.0f);
    first[static_cast<std::size_t>(index_of(model.architecture, unit))] = 1.0f;
    if (!before) pass.through_activation(unit.node);
    pass.run(unit.node, to);
    pass.is_reached(to);
    return pass.gradient(to);
}

}  // namespace convoscope::nn
