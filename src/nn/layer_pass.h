#pragma once

#include <cstddef>
#include <cstdint>
#include <span>

#include "nn/forward.h"

namespace convoscope::nn {

struct Layer;

/// One layer of a forward pass. The work of a large one falls into blocks, which may be computed in any order
/// and on any threads at once: a unit's value is the same, bit for bit, whatever the blocks. Others, as all
/// of LeNet's, are one block.
class LayerPass {
  public:
    /// @param index    not the input; the layers that it hears have been computed
    /// @param threads  that will share the blocks out: there are several for each
    LayerPass(const Model& model, int index, Workspace& workspace, int threads);

    int blocks() const { return map_parts_ * place_parts_; }
    /// The block's pre-activations and activations. Allocates nothing.
    void compute(int block) const;

    /// All that it computes, for who changes it afterwards, as when a unit is switched off. Both are the same
    /// place where the non-linearity is Identity.
    std::span<float> pre_activations() const;
    std::span<float> activations() const;
    /// The non-linearity once more, on all units.
    void activate() const;

    /// Whether its work is worth being shared out, and can be.
    static bool is_large(const Layer& layer);
    /// Node `index`'s activations, to be changed by hand: layers that hear it hear that when they are
    /// computed afterwards. Where it has no non-linearity, they are its pre-activations, too.
    static std::span<float> activations(Workspace& workspace, int index);

  private:
    void cut(int threads);
    void apply_op(const kernels::Block& block) const;
    /// The non-linearity on `count` units from `first` on.
    void apply_activation(std::ptrdiff_t first, std::size_t count) const;

    const Model& model_;
    const Workspace& workspace_;
    const Node& node_;
    std::size_t index_;
    float* values_;  ///< all of the workspace's
    int map_parts_ = 1;
    int place_parts_ = 1;
    int maps_each_;
    int places_each_;
};

}  // namespace convoscope::nn
