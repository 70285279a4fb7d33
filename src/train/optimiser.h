#pragma once

#include <cstddef>
#include <span>
#include <vector>

namespace convoscope::train {

struct AdamWOptions {
    double beta1 = 0.9;
    double beta2 = 0.99;
    double epsilon = 1e-8;
    double weight_decay = 0.01;  ///< times the learning rate: the share that a weight loses in one step
};

/// Adam with decoupled weight decay (Loshchilov and Hutter: "Decoupled Weight Decay Regularization", 2019,
/// algorithm 2). Works on numbered parameters, in pieces, so that several threads can share one step.
class AdamW {
  public:
    AdamW(const AdamWOptions& options, std::size_t parameters);

    /// Begins a step; then update() is to see every parameter once.
    void begin_step(double learning_rate);

    /// Changes `values`, parameters number `first` .. first + values.size() - 1. Different ranges may be
    /// updated at the same time by different threads.
    /// @param gradients  d(loss)/d(values)
    /// @param decay  biases do not decay
    void update(std::size_t first, std::span<float> values, std::span<const float> gradients, bool decay);

  private:
    AdamWOptions options_;
    long step_ = 0;
    float rate_ = 0;           // with the correction of the first moment
    float kept_ = 1;           // of a weight, after its decay
    float second_factor_ = 1;  // correction of the second moment
    std::vector<float> first_moment_;
    std::vector<float> second_moment_;
};

/// The learning rate of step `step` of `steps`: a cosine from peak / 25 up to the peak in the first 30 %, and
/// from there down to peak / 250,000 (Smith and Topin: "Super-Convergence", 2018; the numbers are PyTorch's
/// OneCycleLR's).
double one_cycle(long step, long steps, double peak);

}  // namespace convoscope::train
