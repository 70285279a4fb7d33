#include "nn/forward.h"

#include <algorithm>
#include <cassert>

#include "base/error.h"
#include "base/workers.h"
#include "nn/layer_pass.h"
#include "nn/ops/operator.h"
#include "nn/placement.h"
#include "nn/texts.h"

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

Workspace::Workspace(const Architecture& architecture, Isa isa)
    : isa_(isa), kernels_(&kernels_of(isa)), nodes_(architecture.nodes.size()) {
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
        if (node.inputs.empty()) continue;
        const Layer layer = layer_at(architecture, static_cast<int>(index));
        nodes_[index].large = LayerPass::is_large(layer);
        if (!node.op->forward_scratch) continue;
        scratch = std::max(scratch, node.op->forward_scratch(*kernels_, layer));
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

void forward_layer(const Model& model, int index, Workspace& workspace) {
    const LayerPass layer(model, index, workspace, 1);
    for (int block = 0; block < layer.blocks(); ++block) layer.compute(block);
}

void forward_layer(const Model& model, int index, Workspace& workspace, Workers& workers) {
    const LayerPass layer(model, index, workspace, workers.threads());
    if (layer.blocks() == 1) return layer.compute(0);
    workers.run(layer.blocks(), [&](int block) { layer.compute(block); });
}

void forward(const Model& model, Workspace& workspace) {
    const auto count = static_cast<int>(model.architecture.nodes.size());
    for (int index = 1; index < count; ++index) forward_layer(model, index, workspace);
}

void forward(const Model& model, Workspace& workspace, Workers& workers) {
    const auto count = static_cast<int>(model.architecture.nodes.size());
    for (int index = 1; index < count; ++index) forward_layer(model, index, workspace, workers);
}

namespace {

/// In the middle, with paper around it.
void pad(const InputSpec& spec, std::span<const float> picture, int height, int width,
         std::span<float> target) {
    const Shape& shape = spec.shape;
    if (height > shape.height || width > shape.width)
        throw Error(texts.picture_too_large, height, width, shape.height, shape.width);
    const int top = (shape.height - height) / 2;
    const int left = (shape.width - width) / 2;
    const std::size_t area = static_cast<std::size_t>(shape.height) * static_cast<std::size_t>(shape.width);
    for (int channel = 0; channel < shape.channels; ++channel) {
        const ChannelRange range = spec.range(channel);
        float* map = target.data() + static_cast<std::size_t>(channel) * area;
        std::fill_n(map, area, range.low);
        for (int row = 0; row < height; ++row) {
            const float* from = picture.data() + static_cast<std::ptrdiff_t>(row) * width;
            float* to = map + static_cast<std::ptrdiff_t>(top + row) * shape.width + left;
            for (int column = 0; column < width; ++column)
                to[column] = range.low + from[column] * (range.high - range.low);
        }
    }
}

}  // namespace

void load_input(const InputSpec& spec, std::span<const float> picture, int height, int width,
                std::span<float> target) {
    assert(picture.size() == static_cast<std::size_t>(height) * width);
    assert(target.size() == static_cast<std::size_t>(spec.shape.size()));
    if (spec.placement == Placement::Pad && !spec.transposed)
        return pad(spec, picture, height, width, target);
    const PlacedPicture placed = place(spec, picture, height, width);
    pad(spec, placed.ink, placed.height, placed.width, target);
}

void load_colours(const InputSpec& spec, std::span<const float> planes, std::span<float> target) {
    const std::size_t area = static_cast<std::size_t>(spec.shape.height * spec.shape.width);
    assert(planes.size() == area * static_cast<std::size_t>(spec.shape.channels));
    assert(target.size() == planes.size());
    for (int channel = 0; channel < spec.shape.channels; ++channel) {
        const ChannelRange range = spec.range(channel);
        const float dark = std::min(range.low, range.high);
        const float light = std::max(range.low, range.high);
        const std::size_t first = static_cast<std::size_t>(channel) * area;
        for (std::size_t i = first; i < first + area; ++i) target[i] = dark + planes[i] * (light - dark);
    }
}

Verdict judge(const Architecture& architecture, std::span<const float> probabilities) {
    assert(!probabilities.empty());
    const auto best = std::max_element(probabilities.begin(), probabilities.end());
    const bool sure = *best >= architecture.unsure_below;  // not, where it is no number
    return {sure ? VerdictKind::Class : VerdictKind::Unsure, static_cast<int>(best - probabilities.begin()),
            *best};
}

}  // namespace convoscope::nn
