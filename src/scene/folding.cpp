#include "scene/folding.h"

#include <algorithm>

#include "scene/ranks.h"

namespace convoscope::scene {
namespace {

/// Of a network of more layers one behind the other the names do not fit beside them.
constexpr int kMostInView = 26;

}  // namespace

Folding::Folding(const nn::Architecture& architecture)
    : blocks_(nn::blocks_of(architecture)),
      nodes_(static_cast<int>(architecture.nodes.size())),
      long_(rank_layers(architecture).count > kMostInView) {}

std::optional<int> Folding::find(const std::string& name) const {
    const auto found = std::ranges::find(blocks_, name, &nn::LayerBlock::name);
    if (found == blocks_.end()) return std::nullopt;
    return static_cast<int>(found - blocks_.begin());
}

std::vector<std::string> Folding::folded_names(const ViewState& view) const {
    if (view.folded_blocks) return *view.folded_blocks;
    std::vector<std::string> names;
    if (long_)
        for (const nn::LayerBlock& block : blocks_) names.push_back(block.name);
    return names;
}

bool Folding::is_folded(const ViewState& view, int block) const {
    if (!view.folded_blocks) return long_;
    return std::ranges::find(*view.folded_blocks, blocks_[static_cast<std::size_t>(block)].name) !=
           view.folded_blocks->end();
}

std::optional<int> Folding::seen_as(const ViewState& view, int node) const {
    // Outer blocks come before those in them.
    for (std::size_t i = 0; i < blocks_.size(); ++i)
        if (blocks_[i].has(node) && is_folded(view, static_cast<int>(i))) return static_cast<int>(i);
    return std::nullopt;
}

std::optional<int> Folding::open_around(const ViewState& view, int node) const {
    const auto folded = seen_as(view, node);
    std::optional<int> innermost;
    for (std::size_t i = 0; i < blocks_.size(); ++i)
        if (blocks_[i].has(node) && (!folded || static_cast<int>(i) < *folded))
            innermost = static_cast<int>(i);
    return innermost;
}

bool Folding::all_folded(const ViewState& view) const {
    for (std::size_t i = 0; i < blocks_.size(); ++i)
        if (blocks_[i].parent < 0 && !is_folded(view, static_cast<int>(i))) return false;
    return true;
}

void Folding::set(ViewState& view, int block, bool folded) const {
    std::vector<std::string> names = folded_names(view);
    const std::string& name = blocks_[static_cast<std::size_t>(block)].name;
    std::erase(names, name);
    if (folded) names.push_back(name);
    view.folded_blocks = std::move(names);
}

void Folding::set_all(ViewState& view, bool folded) const {
    view.folded_blocks.emplace();
    if (!folded) return;
    for (const nn::LayerBlock& block : blocks_) view.folded_blocks->push_back(block.name);
}

void Folding::reveal(ViewState& view, int node) const {
    while (const auto folded = seen_as(view, node)) set(view, *folded, false);
}

std::vector<LayerDisplay> Folding::displays(const ViewState& view,
                                            const nn::Architecture& architecture) const {
    std::vector<LayerDisplay> displays = displays_of(view, architecture);
    for (int node = 0; node < nodes_; ++node) {
        const auto block = seen_as(view, node);
        if (!block) continue;
        LayerDisplay& display = displays[static_cast<std::size_t>(node)];
        const bool stands = node == blocks_[static_cast<std::size_t>(*block)].last;
        if (!stands || display != LayerDisplay::Hidden)
            display = stands ? LayerDisplay::Folded : LayerDisplay::Hidden;
    }
    return displays;
}

std::vector<int> Folding::stand_ins(const ViewState& view) const {
    std::vector<int> stand_ins;
    for (int node = 0; node < nodes_; ++node) {
        const auto block = seen_as(view, node);
        if (block && stand_ins.empty())
            for (int other = 0; other < nodes_; ++other) stand_ins.push_back(other);
        if (block) stand_ins[static_cast<std::size_t>(node)] = blocks_[static_cast<std::size_t>(*block)].last;
    }
    return stand_ins;
}

}  // namespace convoscope::scene
