#include "nn/layer_pass.h"

#include <algorithm>
#include <array>
#include <cassert>

#include "nn/bends.h"
#include "nn/ops/operator.h"

namespace convoscope::nn {
namespace {

/// In multiply-adds. A layer of less, some 100 us, is not worth handing to other threads; a block of more,
/// some milliseconds, is too long for a step of a job.
constexpr std::int64_t kLeastToCut = 4 << 20;
constexpr std::int64_t kMostInBlock = 128 << 20;
constexpr std::int64_t kUnitsInBlock = 1 << 16;  // 256 KiB: still near when the non-linearity comes to them
constexpr std::int64_t kBlocksAThread = 4;       // so that none waits long for the last
/// Maps of a product's block, where its places are cut, too: what the windows see is gathered for each block.
constexpr int kLeastMaps = 64;
/// Blocks begin at multiples of it: units of linear layers whose weights are read together
/// (kernels/linear.cpp), and half or all of a product's tile.
constexpr int kMapStep = 4;

/// Where values are but looked at or moved, memory takes the time of some multiply-adds for each.
constexpr std::int64_t kWorkAUnit = 8;

std::int64_t work_of(const Layer& layer) {
    return std::max(layer.node.op->multiply_adds(layer), kWorkAUnit * layer.node.output.size());
}

std::int64_t parts(std::int64_t extent, std::int64_t each) { return (extent + each - 1) / each; }

/// How large the parts of `extent` are if there are about `wanted`: multiples of `step`, and not below
/// `least`.
int part_of(int extent, std::int64_t wanted, int step, int least) {
    const std::int64_t even = parts(extent, std::max<std::int64_t>(1, wanted));
    return std::max(least, static_cast<int>(parts(even, step)) * step);
}

}  // namespace

LayerPass::LayerPass(const Model& model, int index, Workspace& workspace, int threads)
    : model_(model),
      workspace_(workspace),
      node_(model.architecture.nodes[static_cast<std::size_t>(index)]),
      index_(static_cast<std::size_t>(index)),
      values_(workspace.block_.data()),
      maps_each_(node_.output.channels),
      places_each_(node_.output.height * node_.output.width) {
    assert(index > 0 && workspace.nodes_.size() == model.architecture.nodes.size());
    if (workspace.nodes_[index_].large) cut(threads);
}

bool LayerPass::is_large(const Layer& layer) {
    const Node& node = layer.node;
    if (!node.op->cut || node.activation == Activation::Softmax) return false;  // which hears all units
    return work_of(layer) >= kLeastToCut && node.op->cut(layer) != Cut::Nowhere;
}

std::span<float> LayerPass::activations(Workspace& workspace, int index) {
    const Workspace::Range& range = workspace.nodes_[static_cast<std::size_t>(index)].after;
    return {workspace.block_.data() + range.begin, range.size};
}

void LayerPass::cut(int threads) {
    const Layer layer{node_, node_.heard[0]};
    const std::int64_t units = node_.output.size();
    const std::int64_t wanted = std::max({threads > 1 ? kBlocksAThread * threads : 1,
                                          parts(work_of(layer), kMostInBlock), parts(units, kUnitsInBlock)});
    if (node_.op->cut(layer) == Cut::BetweenMaps) {
        maps_each_ = part_of(node_.output.channels, wanted, kMapStep, kMapStep);
    } else {
        const int places = places_each_;
        places_each_ = part_of(places, wanted, kernels::kProductStep, kernels::kProductStep);
        place_parts_ = static_cast<int>(parts(places, places_each_));
        maps_each_ = part_of(node_.output.channels, wanted / place_parts_, kMapStep, kLeastMaps);
    }
    map_parts_ = static_cast<int>(parts(node_.output.channels, maps_each_));
}

void LayerPass::compute(int block) const {
    assert(block >= 0 && block < blocks());
    const int maps = node_.output.channels;
    const int places = node_.output.height * node_.output.width;
    kernels::Block part;
    part.first_map = block / place_parts_ * maps_each_;
    part.last_map = std::min(maps, part.first_map + maps_each_);
    part.first_place = block % place_parts_ * places_each_;
    part.last_place = std::min(places, part.first_place + places_each_);
    apply_op(part);
    const auto count = static_cast<std::size_t>(part.last_place - part.first_place);
    if (place_parts_ == 1) {
        apply_activation(std::ptrdiff_t{part.first_map} * places,
                         count * static_cast<std::size_t>(part.last_map - part.first_map));
        return;
    }
    for (int map = part.first_map; map < part.last_map; ++map)
        apply_activation(std::ptrdiff_t{map} * places + part.first_place, count);
}

std::span<float> LayerPass::pre_activations() const {
    const auto& range = workspace_.nodes_[index_].before;
    return {values_ + range.begin, range.size};
}

std::span<float> LayerPass::activations() const {
    const auto& range = workspace_.nodes_[index_].after;
    return {values_ + range.begin, range.size};
}

void LayerPass::activate() const { apply_activation(0, static_cast<std::size_t>(node_.output.size())); }

void LayerPass::apply_op(const kernels::Block& block) const {
    std::array<const float*, kMaximumInputs> inputs;
    for (std::size_t which = 0; which < node_.inputs.size(); ++which)
        inputs[which] =
            values_ + workspace_.nodes_[static_cast<std::size_t>(node_.inputs[which])].after.begin;
    node_.op->forward({node_, node_.heard[0]}, {*workspace_.kernels_,
                                                block,
                                                inputs[0],
                                                {inputs.data(), node_.inputs.size()},
                                                model_.parameters()[index_],
                                                model_.packed(index_),
                                                values_ + workspace_.scratch_.begin,
                                                values_ + workspace_.nodes_[index_].before.begin});
}

void LayerPass::apply_activation(std::ptrdiff_t first, std::size_t count) const {
    const kernels::Kernels& kernels = *workspace_.kernels_;
    const float* input = values_ + workspace_.nodes_[index_].before.begin + first;
    float* output = values_ + workspace_.nodes_[index_].after.begin + first;
    switch (node_.activation) {
        case Activation::Identity:
            break;  // they are the same place
        case Activation::Relu:
            kernels.relu(count, input, output);
            break;
        case Activation::Tanh:
            kernels.tanh(count, input, output);
            break;
        case Activation::ScaledTanh:
            kernels.scaled_tanh(count, input, output);
            break;
        case Activation::Sigmoid:
            kernels.sigmoid(count, input, output);
            break;
        case Activation::Softmax:
            kernels.softmax(model_.architecture.temperature, count, input, output);
            break;
        default:
            for (std::size_t i = 0; i < count; ++i) output[i] = bend(node_, input[i]);
    }
}

}  // namespace convoscope::nn
