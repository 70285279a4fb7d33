#pragma once

#include <memory>
#include <optional>
#include <span>
#include <string>
#include <vector>

#include "explain/transform.h"
#include "nn/forward.h"
#include "nn/model.h"

namespace convoscope::explain {

inline constexpr int kMostSweepPoints = 10'000;

/// One transform over a range while the others stay as they are.
struct SweepPlan {
    const Transform* transform = nullptr;
    Changes others;    ///< the transform's own amount does not count; `noisy_layer` and `seed` do
    float from = 0;    ///< within range_of()
    float to = 0;      ///< may be less than `from`
    int points = 181;  ///< 1 .. kMostSweepPoints; at equal distances, both ends among them
};

/// The whole range of a transform.
SweepPlan whole_range(const Transform& transform, const Changes& others,
                      const nn::Architecture& architecture);

/// Where the answer changes from one value to the next. The answer is the class of the largest output,
/// whether or not the network is sure.
struct SweepFlip {
    float at = 0;  ///< the first of the sampled values that has the new answer
    int from = -1;
    int to = -1;
    /// The same, closer: an amount with another answer than `from`, at most 1/256 of the values' distance
    /// beyond one that still has it. Found by halving the stretch that ends at `at`.
    float closer = 0;
};

struct Sweep {
    std::string transform;                          ///< its id
    std::vector<float> values;                      ///< amounts
    std::vector<std::vector<float>> probabilities;  ///< [value][class]: the last layer's activations
    std::vector<SweepFlip> flips;                   ///< in the order of the values
};

/// A job (base/job.h). Ten curves by 181 values of LeNet-5 are some milliseconds.
class SweepJob {
  public:
    /// @param input    what the network sees, unchanged: input.shape.size() values
    /// @param threads  that may work on it
    /// @throws Error when the plan is of no use: beyond the range, too many points, no such hidden layer
    SweepJob(nn::ModelPtr model, std::vector<float> input, SweepPlan plan, int threads);
    SweepJob(SweepJob&&) noexcept;
    ~SweepJob();
    bool step();
    float progress() const;
    Sweep result();

  private:
    struct State;
    std::unique_ptr<State> state_;
};

/// The network's hidden layer that noise is added to; nothing where none is.
/// @throws Error when `changes` names no hidden layer of it
std::optional<int> noisy_layer(const Changes& changes, const nn::Model& model);

/// What the network makes of one changed input, the values of every layer included: a sweep's point by hand.
/// @param workspace  of the same architecture; its input is written
void forward_changed(const nn::Model& model, const Changes& changes, std::span<const float> input,
                     nn::Workspace& workspace);

}  // namespace convoscope::explain
