#pragma once

#include <span>
#include <vector>

#include "nn/backward.h"
#include "nn/forward.h"
#include "nn/model.h"

namespace convoscope::explain {

/// One a class, what the answer is decided by: the logits where the last layer has a softmax, for
/// probabilities saturate; else its activations.
/// @param workspace  the values of nn::forward()
std::span<const float> scores_of(const nn::Architecture& architecture, const nn::Workspace& workspace);

/// The way back from the scores to the input: the one place that knows how.
class ScoreGradient {
  public:
    explicit ScoreGradient(const nn::Architecture& architecture);

    /// d(sum over k of weights[k] score[k])/d(input), of input.shape.size() values; valid until the next
    /// call.
    /// @param workspace  the values of nn::forward() with the same model
    /// @param weights    one a class
    std::span<const float> of(const nn::Model& model, const nn::Workspace& workspace,
                              std::span<const float> weights);

  private:
    nn::Gradients unused_;  ///< the parameters'
    nn::BackwardWorkspace backward_;
    std::vector<float> target_;
};

}  // namespace convoscope::explain
