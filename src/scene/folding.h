#pragma once

#include <optional>
#include <string>
#include <vector>

#include "nn/blocks.h"
#include "scene/layout.h"
#include "scene/view_state.h"

namespace convoscope::scene {

/// A network's blocks, and how they stand in a view: each folded to one thing, or open.
class Folding {
  public:
    explicit Folding(const nn::Architecture& architecture);

    const std::vector<nn::LayerBlock>& blocks() const { return blocks_; }
    /// Index of the block called so; nothing: there is none.
    std::optional<int> find(const std::string& name) const;

    /// Whether the view folds it, by itself: in a folded block it does not show. Where the view says nothing,
    /// the blocks of a network that is too long to be read are folded.
    bool is_folded(const ViewState& view, int block) const;
    /// The block that the node is seen as; nothing: it is seen itself, or hidden.
    std::optional<int> seen_as(const ViewState& view, int node) const;
    /// The same of all, by node; -1 for nothing. Valid until another view is asked about.
    const std::vector<int>& seen_as(const ViewState& view) const;
    /// The innermost open block that the node, or what it is seen as, is in.
    std::optional<int> open_around(const ViewState& view, int node) const;
    bool all_folded(const ViewState& view) const;  ///< that show

    void set(ViewState& view, int block, bool folded) const;
    void set_all(ViewState& view, bool folded) const;
    /// Opens what the node is in.
    void reveal(ViewState& view, int node) const;

    /// What a layout takes (LayoutOptions): a folded block stands as its last layer.
    std::vector<LayerDisplay> displays(const ViewState& view, const nn::Architecture& architecture) const;
    std::vector<int> stand_ins(const ViewState& view) const;

  private:
    /// How everything stands; made anew when another view is asked about, for names are long to compare.
    struct Table {
        std::optional<std::vector<std::string>> names;  ///< ViewState::folded_blocks that it was made from
        std::vector<bool> folded;                       ///< by block: by itself
        std::vector<int> seen_as;                       ///< by node
    };
    const Table& table_of(const ViewState& view) const;
    std::vector<std::string> folded_names(const ViewState& view) const;

    std::vector<nn::LayerBlock> blocks_;
    int nodes_ = 0;
    bool long_ = false;
    mutable std::optional<Table> table_;
};

}  // namespace convoscope::scene
