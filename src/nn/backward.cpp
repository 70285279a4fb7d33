#include "nn/backward.h"

#include <algorithm>
#include <cassert>
#include <cmath>

#include "nn/ops/operator.h"

namespace convoscope::nn {
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
    block_.resize(end);
}

std::span<const float> BackwardWorkspace::pre_activation_gradients(int index) const {
    const Range& range = ranges_[static_cast<std::size_t>(index)];
    return {block_.data() + range.begin, range.size};
}

std::span<float> BackwardWorkspace::gradients(int index) {
    const Range& range = ranges_[static_cast<std::size_t>(index)];
    return {block_.data() + range.begin, range.size};
}

/// One sample's way back. Every layer hears one other, so that the layers that the output depends on are a
/// chain, whatever else feeds on them: each buffer is written once, by the one that comes after it there.
struct BackwardPass {
    const Model& model;
    const Workspace& workspace;
    Gradients& gradients;
    BackwardWorkspace& own;
    const kernels::Kernels& table = *own.kernels_;

    std::span<float> gradient(int index) const { return own.gradients(index); }

    int last() const { return static_cast<int>(model.architecture.nodes.size()) - 1; }

    /// From d(loss)/d(activations of `index`), in its buffer, to d(loss)/d(pre-activations), in the same.
    void through_activation(int index) const {
        const std::span<const float> output = workspace.activations(index);
        const Node& node = model.architecture.nodes[static_cast<std::size_t>(index)];
        float* const values = gradient(index).data();
        switch (node.activation) {
            case Activation::Identity:
                break;
            case Activation::Relu:
                table.relu_backward(output.size(), output.data(), values);
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
        }
    }

    /// Parameters' gradients of `index` from its pre-activations' gradients; with `further`, those of the
    /// activations before it as well.
    void through_op(int index, bool further) const {
        const auto at = static_cast<std::size_t>(index);
        const Layer layer = layer_at(model.architecture, index);
        const int from = layer.node.inputs[0];
        layer.node.op->backward(
            layer, {table, workspace.activations(from).data(), model.parameters()[at].weight.data(),
                    gradient(index).data(), own.block_.data() + own.scratch_.begin, gradients.parameters[at],
                    further ? gradient(from).data() : nullptr});
    }

    /// All the way, from the last node's pre-activations' gradients in its buffer.
    void run(InputGradient input_gradient) const {
        int index = last();
        while (index > 0) {
            const int from = model.architecture.nodes[static_cast<std::size_t>(index)].inputs[0];
            through_op(index, from > 0 || input_gradient == InputGradient::Compute);
            if (from > 0) through_activation(from);
            index = from;
        }
    }
};

void backward(const Model& model, const Workspace& workspace, std::span<const float> output_gradient,
              Gradients& gradients, BackwardWorkspace& backward_workspace, InputGradient input_gradient) {
    const BackwardPass pass{model, workspace, gradients, backward_workspace};
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
    const BackwardPass pass{model, workspace, gradients, backward_workspace};
    const std::span<float> distribution = pass.gradient(pass.last());
    assert(target.size() == distribution.size());
    std::copy(target.begin(), target.end(), distribution.begin());
    const float loss = through_cross_entropy(pass);
    pass.run(input_gradient);
    return loss;
}

}  // namespace convoscope::nn
