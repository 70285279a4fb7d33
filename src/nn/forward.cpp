#include "nn/forward.h"

#include <algorithm>
#include <cassert>

#include "base/error.h"
#include "nn/kernels.h"

namespace convoscope::nn {
namespace {

/// Hands out places in a block that is allocated once they are all known.
struct Placer {
    std::size_t end = 0;

    template <class Range>
    void place(Range& range, std::size_t size) {
        range = {end, size};
        end += aligned_size(size);
    }
};

}  // namespace

Workspace::Workspace(const Architecture& architecture) : nodes_(architecture.nodes.size()) {
    Placer placer;
    std::size_t scratch = 0;
    for (std::size_t index = 0; index < nodes_.size(); ++index) {
        const Node& node = architecture.nodes[index];
        const std::size_t size = static_cast<std::size_t>(node.output.size());
        placer.place(nodes_[index].before, size);
        if (node.activation == Activation::Identity)
            nodes_[index].after = nodes_[index].before;
        else
            placer.place(nodes_[index].after, size);
        if (node.op != Op::Conv) continue;
        const Shape& from = architecture.nodes[static_cast<std::size_t>(node.inputs[0])].output;
        scratch = std::max(scratch, kernels::conv_forward_scratch(kernels::window_of(node, from)));
    }
    placer.place(scratch_, scratch);
    block_.resize(placer.end);
}

std::span<float> Workspace::input() { return {block_.data() + nodes_[0].after.begin, nodes_[0].after.size}; }

std::span<const float> Workspace::pre_activations(int index) const {
    const Range& range = nodes_[static_cast<std::size_t>(index)].before;
    return {block_.data() + range.begin, range.size};
}

std::span<const float> Workspace::activations(int index) const {
    const Range& range = nodes_[static_cast<std::size_t>(index)].after;
    return {block_.data() + range.begin, range.size};
}

std::span<const float> Workspace::output() const { return activations(static_cast<int>(nodes_.size()) - 1); }

void forward(const Model& model, Workspace& workspace) {
    const Architecture& architecture = model.architecture;
    assert(workspace.nodes_.size() == architecture.nodes.size());
    float* const block = workspace.block_.data();
    for (std::size_t index = 1; index < architecture.nodes.size(); ++index) {
        const Node& node = architecture.nodes[index];
        const std::size_t from = static_cast<std::size_t>(node.inputs[0]);
        const Shape& shape = architecture.nodes[from].output;
        const Parameters& parameters = model.parameters[index];
        const Workspace::NodeRanges& ranges = workspace.nodes_[index];
        assert(ranges.before.size == static_cast<std::size_t>(node.output.size()));
        const float* input = block + workspace.nodes_[from].after.begin;
        float* before = block + ranges.before.begin;
        switch (node.op) {
            case Op::Conv:
                kernels::conv_forward(kernels::window_of(node, shape), input, parameters.weight.data(),
                                      parameters.bias.data(), block + workspace.scratch_.begin, before);
                break;
            case Op::MaxPool:
                kernels::max_pool_forward(kernels::window_of(node, shape), input, before);
                break;
            case Op::AveragePool:
                kernels::average_pool_forward(kernels::window_of(node, shape), input, before);
                break;
            case Op::Linear:
                kernels::linear_forward(shape.size(), node.channels, input, parameters.weight.data(),
                                        parameters.bias.data(), before);
                break;
            case Op::Input:
                assert(false);
                break;
        }
        if (node.activation != Activation::Identity)
            kernels::activate(node.activation, architecture.temperature, ranges.before.size, before,
                              block + ranges.after.begin);
    }
}

void load_input(const InputSpec& spec, std::span<const float> picture, int height, int width,
                std::span<float> target) {
    const Shape& shape = spec.shape;
    assert(picture.size() == static_cast<std::size_t>(height) * width);
    assert(target.size() == static_cast<std::size_t>(shape.size()));
    if (height > shape.height || width > shape.width)
        throw Error("a picture of " + std::to_string(width) + "x" + std::to_string(height) +
                    " does not fit the network's input of " + std::to_string(shape.width) + "x" +
                    std::to_string(shape.height) + "; use a network with a larger input");
    std::fill(target.begin(), target.end(), spec.low);
    const int top = (shape.height - height) / 2;
    const int left = (shape.width - width) / 2;
    for (int channel = 0; channel < shape.channels; ++channel)
        for (int row = 0; row < height; ++row) {
            const float* from = picture.data() + static_cast<std::ptrdiff_t>(row) * width;
            float* to = target.data() +
                        (static_cast<std::ptrdiff_t>(channel) * shape.height + top + row) * shape.width +
                        left;
            for (int column = 0; column < width; ++column)
                to[column] = spec.low + from[column] * (spec.high - spec.low);
        }
}

Verdict judge(const Architecture& architecture, std::span<const float> probabilities) {
    assert(!probabilities.empty());
    const auto best = std::max_element(probabilities.begin(), probabilities.end());
    return {*best < architecture.unsure_below ? VerdictKind::Unsure : VerdictKind::Class,
            static_cast<int>(best - probabilities.begin()), *best};
}

}  // namespace convoscope::nn
