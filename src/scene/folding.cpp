#include "scene/folding.h"

#include <algorithm>
#include <utility>

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

const Folding::Table& Folding::table_of(const ViewState& view) const {
    if (table_ && table_->names == view.folded_blocks) return *table_;
    Table table{view.folded_blocks, std::vector<bool>(blocks_.size(), long_),
                std::vector<int>(static_cast<std::size_t>(nodes_), -1)};
    // Outer blocks come before those in them, and hide them.
    for (std::size_t i = blocks_.size(); i-- > 0;) {
        const nn::LayerBlock& block = blocks_[i];
        if (table.names) table.folded[i] = std::ranges::find(*table.names, block.name) != table.names->end();
        if (!table.folded[i]) continue;
        std::fill(table.seen_as.begin() + block.first, table.seen_as.begin() + block.last + 1,
                  static_cast<int>(i));
    }
    table_ = std::move(table);
    return *table_;
}

bool Folding::is_folded(const ViewState& view, int block) const {
    return table_of(view).folded[static_cast<std::size_t>(block)];
}

const std::vector<int>& Folding::seen_as(const ViewState& view) const { return table_of(view).seen_as; }

std::optional<int> Folding::seen_as(const ViewState& view, int node) const {
    const int block = seen_as(view)[static_cast<std::size_t>(node)];
    return block < 0 ? std::nullopt : std::optional(block);
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
    const std::vector<bool>& folded = table_of(view).folded;
    for (std::size_t i = 0; i < blocks_.size(); ++i)
        if (blocks_[i].parent < 0 && !folded[i]) return false;
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
    const std::vector<int>& seen = seen_as(view);
    for (int node = 0; node < nodes_; ++node) {
        const int block = seen[static_cast<std::size_t>(node)];
        if (block < 0) continue;
        LayerDisplay& display = displays[static_cast<std::size_t>(node)];
        const bool stands = node == blocks_[static_cast<std::size_t>(block)].last;
        if (!stands || display != LayerDisplay::Hidden)
            display = stands ? LayerDisplay::Folded : LayerDisplay::Hidden;
    }
    return displays;
}

std::vector<int> Folding::stand_ins(const ViewState& view) const {
    const std::vector<int>& seen = seen_as(view);
    if (std::ranges::all_of(seen, [](int block) { return block < 0; })) return {};
    std::vector<int> stand_ins;
    for (int node = 0; node < nodes_; ++node) {
        const int block = seen[static_cast<std::size_t>(node)];
        stand_ins.push_back(block < 0 ? node : blocks_[static_cast<std::size_t>(block)].last);
    }
    return stand_ins;
}

}  // namespace convoscope::scene
