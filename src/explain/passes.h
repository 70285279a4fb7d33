#pragma once

#include <functional>
#include <memory>
#include <vector>

#include "base/workers.h"
#include "nn/forward.h"
#include "nn/model.h"

namespace convoscope::explain {

/// What a network is to be shown, one input after the other.
struct Showings {
    int count = 0;
    /// Writes input number `index`. Indices of a lane grow; lanes work at the same time, each with what is
    /// its own. @return whether there is anything to read: else nothing is computed
    std::function<bool(int index, int lane, std::span<float> input)> load;
    /// A layer whose activations `change` changes when it has been computed; 0: none.
    int changed_layer = 0;
    std::function<void(int index, int lane, nn::Workspace& workspace)> change = {};
};

/// One network's forward passes on many inputs, in steps of some milliseconds: of a small network many passes
/// a step, shared out to the threads; of a large one, a part of a layer.
class Passes {
  public:
    /// @param threads  that may work on it, the caller's among them; less than 1 counts as 1
    Passes(nn::ModelPtr model, int threads);

    /// How many inputs are loaded at the same time at most.
    int lanes() const { return static_cast<int>(workspaces_.size()); }
    /// What was begun before is forgotten.
    void begin(Showings showings);
    /// @return whether there is more to do
    bool step();
    float progress() const;
    /// Of what was begun last, when there is no more to do: the activations of the last layer, one list an
    /// input; empty where there was nothing to read.
    std::vector<std::vector<float>> take_outputs() { return std::move(outputs_); }

  private:
    void run_whole(int index, int lane);
    void step_small();
    void step_large();
    void finish_pass(int index, const nn::Workspace& workspace);

    nn::ModelPtr model_;
    int threads_;
    bool large_;
    int a_step_;  ///< passes a lane
    std::vector<nn::Workspace> workspaces_;
    std::unique_ptr<Workers> workers_;  ///< from the first step on
    Showings showings_;
    std::vector<std::vector<float>> outputs_;
    int next_ = 0;        ///< input
    int next_layer_ = 0;  ///< of the large one that is under way; 0: it is to be loaded
    int next_block_ = 0;
};

/// The number of the largest value, the first of equal ones: the answer, whether or not the network is sure.
int answer_of(std::span<const float> outputs);

}  // namespace convoscope::explain
