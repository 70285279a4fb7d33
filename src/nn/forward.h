#pragma once

#include <span>
#include <vector>

#include "nn/aligned_block.h"
#include "nn/isa.h"
#include "nn/model.h"

namespace convoscope {
class Workers;
}

namespace convoscope::nn {

/// Every value of one forward pass, owned by the caller and used again from call to call.
/// Holds no reference to the model; fits every model of the architecture that it was made for.
class Workspace {
  public:
    /// @param isa  what forward() into this workspace computes with; one of available_isas()
    explicit Workspace(const Architecture& architecture, Isa isa = default_isa());

    Isa isa() const { return isa_; }

    /// The network's input, to be written before forward(); node 0's activations.
    std::span<float> input();
    /// Weighted sums plus bias of node `index` (for pools: the pooled values), before its non-linearity.
    std::span<const float> pre_activations(int index) const;
    std::span<const float> activations(int index) const;
    /// Activations of the last node.
    std::span<const float> output() const;

  private:
    friend class LayerPass;

    struct Range {
        std::size_t begin = 0;
        std::size_t size = 0;
    };
    struct NodeRanges {
        Range before;        // pre-activations
        Range after;         // activations; the same as `before` where the non-linearity is Identity
        bool large = false;  // LayerPass::is_large()
    };
    Isa isa_;
    const kernels::Kernels* kernels_;
    std::vector<NodeRanges> nodes_;  // in block_
    Range scratch_;                  // for the kernels, as large as the most demanding node needs
    AlignedBlock block_;
};

/// Fills `workspace` with every layer's pre-activations and activations. Allocates nothing.
void forward(const Model& model, Workspace& workspace);
/// The same, bit for bit, with the work of large layers shared out (nn/layer_pass.h).
void forward(const Model& model, Workspace& workspace, Workers& workers);
/// One layer of it: node `index`, not the input, from the activations of those that it hears.
void forward_layer(const Model& model, int index, Workspace& workspace);
void forward_layer(const Model& model, int index, Workspace& workspace, Workers& workers);

/// Puts a picture (values 0 paper .. 1 ink, row by row) in the middle of the network's input, or fills it,
/// as `spec` says: pads with paper, maps to the input's range. `target` has spec.shape.size() values.
/// @throws Error when the picture is larger than the input and is not to be resized.
void load_input(const InputSpec& spec, std::span<const float> picture, int height, int width,
                std::span<float> target);
/// The same of a picture in colours that is as large as the input.
/// @param planes  spec.shape.size() values, 0 dark .. 1 light
void load_colours(const InputSpec& spec, std::span<const float> planes, std::span<float> target);

enum class VerdictKind { Blank, Unsure, Class };

struct Verdict {
    VerdictKind kind = VerdictKind::Blank;
    int best = -1;             ///< most probable class, also when unsure; -1 when blank
    float probability = 0.0f;  ///< of `best`
};

/// The verdict over a drawing that has ink.
Verdict judge(const Architecture& architecture, std::span<const float> probabilities);

}  // namespace convoscope::nn
