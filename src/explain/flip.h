#pragma once

#include <memory>
#include <vector>

#include "explain/flip_examples.h"
#include "nn/model.h"

namespace convoscope::explain {

struct FlipOptions {
    int to = 0;             ///< class to be reached
    int most_pixels = 100;  ///< that a search of its own may change before it gives up
    /// How many pixels of the largest promise are tried out for each that is changed; 0: 8 of a small
    /// network, 1 of one whose passes take long.
    int tried = 0;
    /// By how much the class's score (explain/input_gradient.h) is to be above every other's, so that the
    /// flip holds on processors that round otherwise.
    float margin = 1e-3f;
};

/// One pixel of the input, all its channels.
struct FlippedPixel {
    int row = 0;  ///< of the network's input
    int column = 0;
    float ink = 0;  ///< added, or below 0 taken away: the mean over its channels, 1 is from paper to full ink
};

/// A small change of the input that makes the network answer otherwise.
struct InputFlip {
    bool found = false;
    int from = -1;  ///< the answer to the input as it is
    int to = -1;
    std::vector<float> input;          ///< changed; where nothing was found, as far as the last search came
    std::vector<float> change;         ///< the same, minus the input as it is
    std::vector<FlippedPixel> pixels;  ///< those that changed, row by row
    double l2 = 0;                     ///< square root of the sum of squares of `change`
    float probability = 0;             ///< of `to`: the last layer's activation
    int steps = 0;                     ///< pixels that all searches changed
};

/// Looks for a change of few pixels, each between paper and full ink, like marks of a pencil and an eraser.
///
/// 1. Greedy: the gradient of score(to) - w score(largest other) times the way that each pixel has to paper
/// or
///    ink promises what changing it wholly does. Of the most promising ones the best is found by trying,
///    changed, and not touched again, until the answer is `to`. One pixel at a time by its saliency, to the
///    limit of what an input can be, and never again: the Jacobian-based saliency map attack (Papernot,
///    McDaniel, Jha, Fredrikson, Celik and Swami: "The limitations of deep learning in adversarial settings",
///    2016, section III), with one class against the strongest other (as DeepFool, Moosavi-Dezfooli 2016) and
///    single pixels in place of pairs. Once with w = 1/2, once with w = 1: to lower the winner alone leads
///    networks that were taught to be unsure to where all scores are alike and no gradient leads on.
/// 2. The same with pixels that become those of an example, for the four nearest that are read as `to`: such
/// a
///    search always ends, at the latest when the input is the example. These come first.
/// 3. Of each: pixels without which the answer is `to`, too, are taken back, until there is none.
/// 4. Of the one of the fewest pixels, the first of equals: the amounts are made smaller by halving, 8 times,
///    all by one factor, then one after the other.
///
/// What comes out is small, not the smallest: that is not known of any method but trying all.
/// A job (base/job.h), the same whenever it is run.
class FlipJob {
  public:
    /// @param input  what the network sees: input.shape.size() values
    /// @param examples  each of input.shape.size() values
    FlipJob(nn::ModelPtr model, std::vector<float> input, const FlipOptions& options,
            FlipExamples examples = nullptr);
    FlipJob(FlipJob&&) noexcept;
    ~FlipJob();
    /// @throws Error when the answer is `to` already
    bool step();
    float progress() const;
    InputFlip result();

  private:
    struct State;
    std::unique_ptr<State> state_;
};

}  // namespace convoscope::explain
