#pragma once

#include <optional>
#include <vector>

#include "explain/target.h"
#include "nn/model.h"

/// Exact ledgers: what one unit's value is the sum of.
namespace convoscope::explain {

/// One line: what one unit adds.
struct Contribution {
    nn::Unit unit;
    float value = 0;   ///< its activation times `weight`
    float weight = 0;  ///< against the classes' mean, or the difference of two, where the ledger is
};

struct Ledger {
    Target target;
    std::optional<nn::Unit> against;  ///< the other class's logit, where the ledger is the difference of two
    float value = 0;                  ///< the target's; against another class the difference of the two
    /// The mean of all classes' logits where the target is one of them; softmax knows only differences, so
    /// this says nothing for any of them. Else, and against another class, 0.
    float mean = 0;
    float bias = 0;  ///< less the mean of all classes' biases
    /// In storage order of the layers below, 0 where what is heard is 0. With the bias: value - mean.
    std::vector<Contribution> contributions;
    float residual = 0;  ///< value - mean less all of that: what rounding leaves
};

/// The target's: its pre-activation, or its activation where that is the same (no non-linearity, a ReLU that
/// passes). Logits are the last layer's pre-activations where they go into a softmax or into nothing.
/// @param workspace  after nn::forward(model, workspace)
/// @param against    a class: that one's ledger is taken off
/// @throws Error when the unit is no sum (explain/parts.h), or `against` is given and the target is no logit
Ledger ledger(const nn::Model& model, const nn::Workspace& workspace, const Target& target,
              std::optional<int> against = std::nullopt);

/// A chain of units from the ledger's down to a pixel of the input, each of which hears the next.
struct Path {
    /// What comes along this chain alone: the pixel's value times the weights, times what each non-linearity
    /// passes (explain/parts.h; of a ReLU 1 or 0, of a max pool's units the winner). The numbers of all
    /// chains, with what the biases on the way come to, add up to the ledger's value - mean. This is
    /// layer-wise relevance by its basic rule, z_ij / z_j (Bach et al. 2015, "On pixel-wise explanations"),
    /// of one chain.
    float value = 0;
    std::vector<nn::Unit> units;  ///< the ledger's own first, the pixel last
};

/// The `count` chains whose numbers are largest in magnitude, the largest first; fewer where there are no
/// more that are not 0. They are found exactly: once from the pixels up, the largest magnitude that reaches
/// each unit; then from the top down, always the chain that promises most (A*). Neighbours are often alike:
/// chains that differ in the pixel alone count one by one.
/// @throws Error when a layer on the way is no sum, or the network is too large for this (200 million
/// multiplications)
std::vector<Path> strongest_paths(const nn::Model& model, const nn::Workspace& workspace,
                                  const Ledger& ledger, int count);

}  // namespace convoscope::explain
