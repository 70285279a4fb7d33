#pragma once

#include <span>
#include <vector>

#include "nn/aligned_block.h"
#include "nn/forward.h"
#include "nn/model.h"

namespace convoscope::explain {

/// The layers that node `index` depends on, in order, itself the last; without the input.
std::vector<int> layers_below(const nn::Architecture& architecture, int index);
/// Computes those alone, from workspace.input().
/// @param layers  of layers_below()
void forward_through(const nn::Model& model, std::span<const int> layers, nn::Workspace& workspace);

/// From the input to the units of one layer, and back: how each value of the input changes them.
class UnitGradient {
  public:
    /// @param model  outlives it
    UnitGradient(const nn::Model& model, int node);

    /// The network's input, to be written before forward().
    std::span<float> input() { return workspace_.input(); }
    void forward() { forward_through(model_, layers_, workspace_); }
    const nn::Workspace& values() const { return workspace_; }

    /// Of the values of the last forward().
    /// @param seed  d(score)/d(pre-activations of the node), one a unit; of node 0: the input's own values
    /// @param past_flats  whether units below that are where their non-linearity is flat, as of a ReLU that
    /// is
    ///        off, pass on what would raise them: no gradient, but a way out of where there is none
    /// @return d(score)/d(input), good until the next call. ReLU passes nothing at 0, and where max pooling
    ///         meets equal values, the first takes all, as in nn::backward()
    std::span<const float> backward(std::span<const float> seed, bool past_flats = false);

  private:
    std::span<float> gradient(int node);
    void through_activation(int node, bool past_flats);
    void through_operator(int node);

    const nn::Model& model_;
    int node_;
    std::vector<int> layers_;
    nn::Workspace workspace_;
    /// d(score)/d(a node's activations, then its pre-activations), one a node; empty where there is no need.
    std::vector<nn::AlignedBlock> gradients_;
    std::vector<char> reached_;               // whether a node's gradients have a first part
    nn::AlignedBlock part_;                   // of the gradients of a layer that several hear
    nn::AlignedBlock scratch_;
};

}  // namespace convoscope::explain
