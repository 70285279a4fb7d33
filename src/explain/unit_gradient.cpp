#include "explain/unit_gradient.h"

#include <algorithm>
#include <array>
#include <cassert>

#include "nn/bends.h"
#include "nn/ops/operator.h"

namespace convoscope::explain {

std::vector<int> layers_below(const nn::Architecture& architecture, int index) {
    std::vector<char> wanted(architecture.nodes.size());
    wanted[static_cast<std::size_t>(index)] = 1;
    std::vector<int> layers;
    for (int node = index; node > 0; --node) {
        if (!wanted[static_cast<std::size_t>(node)]) continue;
        layers.push_back(node);
        for (const int before : architecture.nodes[static_cast<std::size_t>(node)].inputs)
            wanted[static_cast<std::size_t>(before)] = 1;
    }
    std::ranges::reverse(layers);
    return layers;
}

void forward_through(const nn::Model& model, std::span<const int> layers, nn::Workspace& workspace) {
    for (const int layer : layers) nn::forward_layer(model, layer, workspace);
}

UnitGradient::UnitGradient(const nn::Model& model, int node)
    : model_(model),
      node_(node),
      layers_(layers_below(model.architecture, node)),
      workspace_(model.architecture),
      gradients_(model.architecture.nodes.size()),
      reached_(model.architecture.nodes.size()) {
    const std::vector<nn::Node>& nodes = model.architecture.nodes;
    const nn::kernels::Kernels& kernels = nn::kernels_of(workspace_.isa());
    std::size_t scratch = 0;
    std::size_t largest = 0;
    const auto make_room = [&](int index) {
        const auto at = static_cast<std::size_t>(index);
        const std::size_t size = nn::aligned_size(static_cast<std::size_t>(nodes[at].output.size()));
        gradients_[at].resize(size);
        largest = std::max(largest, size);
    };
    make_room(0);
    for (const int index : layers_) {
        make_room(index);
        const nn::Layer layer = nn::layer_at(model.architecture, index);
        if (layer.node.op->backward_scratch)
            scratch = std::max(scratch, layer.node.op->backward_scratch(kernels, layer));
    }
    part_.resize(largest);
    scratch_.resize(nn::aligned_size(scratch));
}

std::span<float> UnitGradient::gradient(int node) {
    const auto at = static_cast<std::size_t>(node);
    return {gradients_[at].data(), static_cast<std::size_t>(model_.architecture.nodes[at].output.size())};
}

/// From the gradients of its activations to those of its pre-activations, in the same place. A softmax is
/// only ever the last layer's, where the way back begins behind it.
void UnitGradient::through_activation(int node, bool past_flats) {
    const nn::Node& layer = model_.architecture.nodes[static_cast<std::size_t>(node)];
    if (layer.activation == nn::Activation::Identity) return;
    const std::span<const float> before = workspace_.pre_activations(node);
    const std::span<const float> after = workspace_.activations(node);
    const std::span<float> values = gradient(node);
    for (std::size_t i = 0; i < values.size(); ++i) {
        const float slope = nn::bend_slope(layer.activation, layer.alpha, layer.beta, before[i], after[i]);
        const bool to_be_raised = past_flats && slope == 0 && values[i] > 0;
        if (!to_be_raised) values[i] *= slope;
    }
}

/// Hands the gradients of a layer's pre-activations on to those that it hears.
void UnitGradient::through_operator(int node) {
    const nn::Layer layer = nn::layer_at(model_.architecture, node);
    const std::vector<int>& before = layer.node.inputs;
    std::array<const float*, nn::kMaximumInputs> inputs{};
    for (std::size_t which = 0; which < before.size(); ++which)
        inputs[which] = workspace_.activations(before[which]).data();
    for (std::size_t which = 0; which < before.size(); ++which) {
        const std::span<float> sum = gradient(before[which]);
        char& reached = reached_[static_cast<std::size_t>(before[which])];
        float* const part = reached ? part_.data() : sum.data();
        layer.node.op->backward(layer, {nn::kernels_of(workspace_.isa()),
                                        inputs[0],
                                        {inputs.data(), before.size()},
                                        model_.parameters()[static_cast<std::size_t>(node)],
                                        gradient(node).data(),
                                        scratch_.data(),
                                        static_cast<int>(which),
                                        nullptr,
                                        part});
        if (reached)
            for (std::size_t i = 0; i < sum.size(); ++i) sum[i] += part[i];
        reached = 1;
    }
}

std::span<const float> UnitGradient::backward(std::span<const float> seed, bool past_flats) {
    const std::span<float> first = gradient(node_);
    assert(seed.size() == first.size());
    std::ranges::copy(seed, first.begin());
    std::ranges::fill(reached_, char{0});
    for (auto layer = layers_.rbegin(); layer != layers_.rend(); ++layer) {
        if (*layer != node_) through_activation(*layer, past_flats);
        through_operator(*layer);
    }
    return gradient(0);
}

}  // namespace convoscope::explain
