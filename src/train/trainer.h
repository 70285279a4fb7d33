#pragma once

#include <cstdint>
#include <memory>
#include <optional>
#include <span>
#include <vector>

#include "base/workers.h"
#include "nn/backward.h"
#include "nn/model.h"
#include "train/augment.h"
#include "train/evaluate.h"
#include "train/optimiser.h"
#include "train/sets.h"
#include "train/strokes.h"

namespace convoscope::train {

struct TrainOptions {
    int epochs = 30;
    int batch = 64;
    double learning_rate = 0.003;  ///< the peak of one_cycle()
    AdamWOptions optimiser;
    float label_smoothing = 0.05f;
    double average_decay = 0.999;  ///< of the exponential moving average of the weights, a step
    AugmentOptions augment;
    StrokeOptions strokes;  ///< for sets with drawings
    /// How often, of 1, something is shown that is no digit (train/doubtful.h), to be taken for each class
    /// alike.
    float doubtful = 0.0f;
    /// Larger models of the same classes: what is learned is then not the label alone, but also the mean of
    /// their probabilities, which say what a picture resembles, too (Hinton, Vinyals and Dean: "Distilling
    /// the Knowledge in a Neural Network", 2015).
    std::vector<nn::ModelPtr> teachers;
    float teacher_share = 0.9f;  ///< of the target; the rest is the label, smoothed
    float teacher_temperature =
        2.0f;  ///< softens the teachers' probabilities, on top of their own temperature
    std::uint64_t seed = 1;
    int threads = 0;  ///< 0: all cores
};

struct Progress {
    int epoch = 1;  ///< the one being trained, from 1
    int epochs = 0;
    long step = 0;  ///< minibatches done, of all epochs
    long steps = 0;
    double loss = 0;                 ///< of the last minibatches, smoothed
    std::optional<double> accuracy;  ///< on the held-out sets after the last whole epoch, weighted mean
    double images_per_second = 0;    ///< of the last minibatches, smoothed
    double seconds_left = 0;
    bool finished = false;
};

/// Trains a model: minibatches, AdamW, one cycle of the learning rate. What it makes is the moving average of
/// the weights, measured on the held-out sets after every epoch and, at the end, freed of what all classes
/// have in common (nn/class_mean.h), which changes no probability, and given the temperature that fits them.
/// The last average is the one that is kept: the best of many epochs would be the luckiest, for they differ
/// by a few pictures in thousands, and what was chosen on a set is no longer measured by it.
///
/// A job that advances in steps, so that a thread or a frame loop can drive it. A step is one minibatch, or a
/// thousand held-out pictures; the last also calibrates, on all of those. Each minibatch is cut into a fixed
/// number of slices whose gradients are summed in a fixed order: the same seed on the same instruction set
/// gives the same weights, whatever the number of threads.
class Trainer {
  public:
    /// @param architecture  resolved; ends in a softmax
    /// @throws Error when a set or a teacher does not fit the architecture, or a set is empty
    Trainer(nn::Architecture architecture, const TrainOptions& options, std::vector<TrainingSet> training,
            std::vector<HeldOut> held_out);
    Trainer(const Trainer&) = delete;
    Trainer& operator=(const Trainer&) = delete;

    /// Does nothing when finished.
    /// @throws Error when the loss is no longer a number
    void step();
    /// Trains no further: the next steps measure the weights as they are, and then it is finished.
    void stop() { stopping_ = true; }
    bool finished() const { return phase_ == Phase::Finished; }

    Progress progress() const;
    /// A copy of the weights as they are now, between two steps: it stays as it is while training goes on.
    nn::ModelPtr snapshot() const { return std::make_shared<const nn::Model>(model_); }
    /// The average after the last whole epoch; none before the first. When finished, with its temperature and
    /// without what all classes have in common.
    nn::ModelPtr averaged() const { return averaged_; }
    /// How that reads each of the held-out sets.
    const std::vector<Evaluation>& evaluations() const { return evaluations_; }

  private:
    enum class Phase { Training, Measuring, Finished };

    /// What one slice of a minibatch needs, and its sums.
    struct Slice {
        Slice(const nn::Architecture& architecture, const TrainOptions& options,
              std::span<const TrainingSet> training);
        nn::Workspace workspace;
        nn::BackwardWorkspace backward;
        nn::Gradients gradients;
        double loss = 0;
        std::vector<float> ink;
        std::vector<float> target;          ///< one probability a class
        std::vector<Augmenter> augmenters;  ///< one a training set
        StrokePainter painter;
        std::vector<nn::Workspace> teachers;
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
    void load_doubtful(Slice& slice, const Pick& pick, nn::Random& random) const;
    void load_picture(Slice& slice, const Pick& pick, nn::Random& random) const;
    void set_target(Slice& slice, int label, int height, int width) const;
    void update_chunk(const Chunk& chunk, float scale, std::vector<nn::Parameters>& weights,
                      float average_share, std::vector<nn::Parameters>& averages);
    void measure();
    void end_epoch();
    void finish();
    double accuracy() const;

    TrainOptions options_;
    std::vector<TrainingSet> training_;
    std::vector<HeldOut> held_out_;
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
    std::vector<Evaluation> measured_;  // the sets that are done
    nn::ModelPtr averaged_;
    std::vector<Evaluation> evaluations_;

    double loss_ = 0;
    double images_per_second_ = 0;
    double seconds_training_ = 0;  // inside step(), so that a job may pause
};

}  // namespace convoscope::train
