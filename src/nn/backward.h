#pragma once

#include <span>
#include <vector>

#include "nn/address.h"
#include "nn/aligned_block.h"
#include "nn/forward.h"
#include "nn/model.h"

namespace convoscope::nn {

/// d(loss)/d(parameters), laid out as Model::parameters. Starts at zero; backward() adds to it, so that a
/// batch is a sum over its samples.
struct Gradients {
    std::vector<Parameters> parameters;  ///< one a node

    explicit Gradients(const Architecture& architecture);
};

/// Every intermediate gradient of one backward pass, owned by the caller and used again from call to call.
/// Fits every model of the architecture that it was made for.
class BackwardWorkspace {
  public:
    /// @param isa  what backward() into this workspace computes with; one of available_isas()
    explicit BackwardWorkspace(const Architecture& architecture, Isa isa = default_isa());

    /// d(loss)/d(pre-activations) of node `index`, shaped as the node's output. Zero for nodes that the
    /// output does not depend on. After backward_from_unit(): of the nodes that it says.
    std::span<const float> pre_activation_gradients(int index) const;
    /// d(loss)/d(input) of the last backward pass that was asked for it.
    std::span<const float> input_gradient() const { return pre_activation_gradients(0); }

  private:
    friend struct BackwardPass;
    std::span<float> gradients(int index);

    struct Range {
        std::size_t begin = 0;
        std::size_t size = 0;
    };
    const kernels::Kernels* kernels_;
    std::vector<Range> ranges_;  // one a node, in block_
    Range scratch_;              // for the kernels, as large as the most demanding node needs
    Range sum_;                  // one part of the gradients of a layer that several hear
    std::vector<char> reached_;  // of this pass: whether a node's gradients have a first part
    AlignedBlock block_;
};

/// Training has no use for d(loss)/d(input), and it costs as much as a layer.
enum class InputGradient { Skip, Compute };

/// Backpropagates `output_gradient`, d(loss)/d(activations of the last node), through one sample and adds the
/// parameters' gradients to `gradients`. Kernels absent from a connection table get none. Where max pooling
/// meets equal values, the first in storage order takes the gradient; ReLU passes none at 0 (both as PyTorch
/// does). Allocates nothing.
/// @param workspace  the values of forward() with the same model
void backward(const Model& model, const Workspace& workspace, std::span<const float> output_gradient,
              Gradients& gradients, BackwardWorkspace& backward_workspace,
              InputGradient input_gradient = InputGradient::Skip);

/// The same for the cross-entropy of the last node's probabilities, which must be those of a softmax.
/// loss = -sum_k q_k log p_k (natural logarithm) with p = softmax(logits / temperature) and q the `target`,
/// one probability a class, that sums to 1 (a label, smoothed or not; mixed samples; another model's
/// opinion). Computed from the logits, so that a probability of 0 does no harm.
/// @return the sample's loss
float backward_cross_entropy(const Model& model, const Workspace& workspace, std::span<const float> target,
                             Gradients& gradients, BackwardWorkspace& backward_workspace,
                             InputGradient input_gradient = InputGradient::Skip);

/// What passes a ReLU on the way back. Every other non-linearity, a leaky or a clipped ReLU too, passes its
/// own gradient whatever the rule.
enum class ReluRule {
    Gradient,  ///< where the ReLU's input is positive
    /// Where its input and the gradient are positive (Springenberg et al.: "Striving for Simplicity: The All
    /// Convolutional Net", 2014).
    Guided,
    /// Where the gradient is positive, whatever the input (Zeiler and Fergus: "Visualizing and Understanding
    /// Convolutional Networks", 2013, section 2.1).
    Deconvolution,
};

/// Follows one unit's value back and computes no gradients of parameters: d(value)/d(activations of node
/// `to`), summed over all ways between the two, with ReLU's rule as said (then it is no derivative any more).
/// Ties and ReLU at 0 as backward() has them. `backward_workspace` has d(value)/d(pre-activations) of every
/// node after `to` and before the unit's. Allocates nothing.
/// @param workspace  the values of forward() with the same model
/// @param before     the unit's pre-activation; else its activation
/// @param to         a node before the unit's; 0 for the input
/// @return           shaped as `to`'s output; a part of backward_workspace
std::span<const float> backward_from_unit(const Model& model, const Workspace& workspace, const Unit& unit,
                                          bool before, int to, ReluRule rule,
                                          BackwardWorkspace& backward_workspace);

}  // namespace convoscope::nn
