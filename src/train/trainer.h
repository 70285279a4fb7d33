#pragma once

#include <cstdint>
#include <memory>
#include <optional>
#include <vector>

#include "nn/backward.h"
#include "nn/model.h"
#include "train/augment.h"
#include "train/evaluate.h"
#include "train/optimiser.h"
#include "train/sets.h"
#include "train/workers.h"

namespace convoscope::train {

struct TrainOptions {
    int epochs = 30;
    int batch = 64;
    double learning_rate = 0.003;  ///< the peak of one_cycle()
    AdamWOptions optimiser;
    float label_smoothing = 0.05f;
    double average_decay = 0.999;  ///< of the exponential moving average of the weights, a step
    AugmentOptions augment;
    std::uint64_t seed = 1;
    int threads = 0;  ///< 0: all cores
};

struct Progress {
    int epoch = 1;  ///< the one being trained, from 1
    int epochs = 0;
    long step = 0;  ///< minibatches done, of all epochs
    long steps = 0;
    double loss = 0;                 ///< of the last minibatches, smoothed
    std::optional<double> accuracy;  ///< on the held-out part after the last whole epoch
    std::optional<double> best_accuracy;
    int best_epoch = 0;
    double images_per_second = 0;  ///< of the last minibatches, smoothed
    double seconds_left = 0;
    bool finished = false;
};

/// Trains a model: minibatches, AdamW, one cycle of the learning rate. After every epoch two candidates are
/// measured on the held-out part, the weights and their moving average; the best of all is kept (by accuracy,
/// then by loss) and is given the temperature that fits the held-out part.
///
/// A job that advances in steps, so that a thread or a frame loop can drive it. A step is one minibatch, or a
/// thousand held-out pictures. Each minibatch is cut into a fixed number of slices whose gradients are summed
/// in a fixed order: the same seed on the same instruction set gives the same weights, whatever the number of
/// threads.
class Trainer {
  public:
    /// @param architecture  resolved; ends in a softmax
    /// @throws Error when a set does not fit the architecture or is empty
    Trainer(nn::Architecture architecture, const TrainOptions& options, std::vector<TrainingSet> training,
            Part held_out);
    Trainer(const Trainer&) = delete;
    Trainer& operator=(const Trainer&) = delete;

    /// Does nothing when finished.
    /// @throws Error when the loss is no longer a number
    void step();
    /// Trains no further: the next steps measure the weights as they are, and then it is finished.
    void stop() { stopping_ = true; }
    bool finished() const { return phase_ == Phase::Finished; }

    Progress progress() const;
    /// The weights being trained.
    const nn::Model& current() const { return model_; }
    /// The best so far; none before the first epoch was measured. When finished, with its temperature.
    nn::ModelPtr best() const { return best_; }
    /// How the best reads the held-out part.
    const Evaluation& best_evaluation() const { return best_evaluation_; }

  private:
    enum class Phase { Training, MeasuringWeights, MeasuringAverage, Finished };

    /// What one slice of a minibatch needs, and its sums.
    struct Slice {
        explicit Slice(const nn::Architecture& architecture);
        nn::Workspace workspace;
        nn::BackwardWorkspace backward;
        nn::Gradients gradients;
        double loss = 0;
        std::vector<float> ink;
        std::vector<Augmenter> augmenters;  ///< one a training set
    };
    /// A range of one node's weights or biases: the unit in which a minibatch's end is shared out.
    struct Chunk {
        std::size_t node = 0;
        bool bias = false;
        std::size_t first = 0;
        std::size_t count = 0;
        std::size_t number = 0;  ///< of its first parameter among all
    };

    void make_chunks();
    void train_minibatch();
    void train_sample(Slice& slice, std::size_t place);
    void update_chunk(const Chunk& chunk, float scale, float average_share);
    void measure();
    void take_candidate(const nn::Model& candidate, const Evaluation& evaluation);
    void end_epoch();
    void finish();

    TrainOptions options_;
    std::vector<TrainingSet> training_;
    Part held_out_;
    Workers workers_;
    nn::Model model_;
    nn::Model average_;
    AdamW optimiser_;
    std::vector<Slice> slices_;
    std::vector<Chunk> chunks_;

    Phase phase_ = Phase::Training;
    bool stopping_ = false;
    int epoch_ = 0;  // from 0
    long step_ = 0;
    long steps_ = 0;
    std::vector<Pick> picks_;  // of this epoch
    std::size_t next_pick_ = 0;
    std::optional<Evaluator> evaluator_;

    nn::ModelPtr best_;
    Evaluation best_evaluation_;
    int best_epoch_ = 0;
    std::optional<double> accuracy_;  // of the better of this epoch's candidates

    double loss_ = 0;
    double images_per_second_ = 0;
    double seconds_training_ = 0;  // inside step(), so that a job may pause
};

}  // namespace convoscope::train
