#include "train/trainer.h"

#include <algorithm>
#include <array>
#include <cassert>
#include <chrono>
#include <cmath>
#include <string>
#include <utility>

#include "base/error.h"
#include "nn/initialise.h"
#include "train/calibrate.h"
#include "train/random.h"

namespace convoscope::train {

namespace {

/// Into how many slices a minibatch is cut. Part of the result: another number sums in another order.
constexpr std::size_t kSlices = 8;
constexpr std::size_t kChunk = 4096;

nn::Model new_model(nn::Architecture architecture, std::uint64_t seed) {
    architecture.temperature = 1.0f;
    nn::Model model = nn::empty_model(std::move(architecture));
    nn::initialise(model, seed);
    return model;
}

long count_steps(std::span<const TrainingSet> training, const TrainOptions& options) {
    const std::size_t batch = options.batch;
    return static_cast<long>((draw_epoch(training, options.seed, 0).size() + batch - 1) / batch) *
           options.epochs;
}

bool better(const Evaluation& a, const Evaluation& b) {
    return a.correct != b.correct ? a.correct > b.correct : a.loss < b.loss;
}

}  // namespace

Trainer::Slice::Slice(const nn::Architecture& architecture)
    : workspace(architecture), backward(architecture), gradients(architecture) {}

Trainer::Trainer(nn::Architecture architecture, const TrainOptions& options,
                 std::vector<TrainingSet> training, Part held_out)
    : options_(options),
      training_(std::move(training)),
      held_out_(std::move(held_out)),
      workers_(options.threads),
      model_(new_model(std::move(architecture), options.seed)),
      average_(model_),
      optimiser_(options.optimiser, model_.parameter_count()) {
    assert(options.epochs > 0 && options.batch > 0 && !training_.empty());
    if (model_.architecture.output().activation != nn::Activation::Softmax)
        throw Error("only a network that ends in a softmax can be trained; '" +
                    model_.architecture.output().name + "' is none");
    for (const TrainingSet& set : training_) check_fits(set.part, model_.architecture);
    check_fits(held_out_, model_.architecture);
    for (std::size_t i = 0; i < kSlices; ++i) {
        Slice& slice = slices_.emplace_back(model_.architecture);
        for (const TrainingSet& set : training_)
            slice.augmenters.emplace_back(options.augment, set.part.images->height, set.part.images->width);
    }
    make_chunks();
    steps_ = count_steps(training_, options_);
    picks_ = draw_epoch(training_, options_.seed, epoch_);
    if (picks_.empty()) throw Error("an epoch without pictures: give the training sets a larger share");
}

void Trainer::make_chunks() {
    std::size_t number = 0;
    for (std::size_t node = 0; node < model_.parameters.size(); ++node) {
        for (const bool bias : {false, true}) {
            const nn::Parameters& parameters = model_.parameters[node];
            const std::size_t size = (bias ? parameters.bias : parameters.weight).size();
            for (std::size_t first = 0; first < size; first += kChunk)
                chunks_.push_back({node, bias, first, std::min(kChunk, size - first), number + first});
            number += size;
        }
    }
    assert(number == model_.parameter_count());
}

void Trainer::step() {
    if (phase_ == Phase::Finished) return;
    if (phase_ == Phase::Training && stopping_) phase_ = Phase::MeasuringWeights;
    const auto start = std::chrono::steady_clock::now();
    const std::size_t before = next_pick_;
    if (phase_ == Phase::Training)
        train_minibatch();
    else
        measure();
    const double seconds = std::chrono::duration<double>(std::chrono::steady_clock::now() - start).count();
    seconds_training_ += seconds;
    if (next_pick_ > before) {
        const double speed = static_cast<double>(next_pick_ - before) / std::max(seconds, 1e-9);
        images_per_second_ += (speed - images_per_second_) / static_cast<double>(std::min(step_, 50L));
    }
}

void Trainer::train_minibatch() {
    const std::size_t first = next_pick_;
    const std::size_t count = std::min(static_cast<std::size_t>(options_.batch), picks_.size() - first);
    workers_.run(kSlices, [&](int number) {
        Slice& slice = slices_[number];
        slice.loss = 0;
        const std::size_t end = first + count * (static_cast<std::size_t>(number) + 1) / kSlices;
        for (std::size_t place = first + count * static_cast<std::size_t>(number) / kSlices; place < end;
             ++place)
            train_sample(slice, place);
    });
    double loss = 0;
    for (const Slice& slice : slices_) loss += slice.loss;
    loss /= static_cast<double>(count);
    if (!std::isfinite(loss))
        throw Error("training went astray at step " + std::to_string(step_ + 1) +
                    ": the loss is no longer a number; use a smaller learning rate");

    optimiser_.begin_step(one_cycle(step_, steps_, options_.learning_rate));
    // The average forgets faster at first, or it would remember the random weights for long.
    const double decay =
        std::min(options_.average_decay, static_cast<double>(1 + step_) / static_cast<double>(10 + step_));
    workers_.run(static_cast<int>(chunks_.size()), [&](int chunk) {
        update_chunk(chunks_[chunk], 1.0f / static_cast<float>(count), static_cast<float>(1.0 - decay));
    });

    ++step_;
    next_pick_ += count;
    loss_ += (loss - loss_) / static_cast<double>(std::min(step_, 100L));
    if (next_pick_ == picks_.size()) phase_ = Phase::MeasuringWeights;
}

void Trainer::train_sample(Slice& slice, std::size_t place) {
    const Pick pick = picks_[place];
    const Part& part = training_[pick.set].part;
    slice.ink.resize(part.images->image_size());
    to_ink(part.image(pick.index), slice.ink);
    nn::Random random = random_for(options_.seed, epoch_, place);
    slice.augmenters[pick.set].apply(slice.ink, random, slice.ink);
    nn::load_input(model_.architecture.input, slice.ink, part.images->height, part.images->width,
                   slice.workspace.input());
    nn::forward(model_, slice.workspace);
    slice.loss += nn::backward_cross_entropy(model_, slice.workspace, part.label(pick.index),
                                             options_.label_smoothing, slice.gradients, slice.backward);
}

/// Sums the slices' gradients into the first's, changes the weights and their average, and leaves the
/// gradients at zero.
void Trainer::update_chunk(const Chunk& chunk, float scale, float average_share) {
    const auto range = [&chunk](std::vector<nn::Parameters>& all) {
        nn::Parameters& parameters = all[chunk.node];
        return std::span(chunk.bias ? parameters.bias : parameters.weight).subspan(chunk.first, chunk.count);
    };
    const std::span<float> sum = range(slices_.front().gradients.parameters);
    for (std::size_t slice = 1; slice < kSlices; ++slice) {
        const std::span<float> more = range(slices_[slice].gradients.parameters);
        for (std::size_t i = 0; i < chunk.count; ++i) sum[i] += more[i];
        std::ranges::fill(more, 0.0f);
    }
    for (float& gradient : sum) gradient *= scale;
    const std::span<float> values = range(model_.parameters);
    optimiser_.update(chunk.number, values, sum, !chunk.bias);
    const std::span<float> average = range(average_.parameters);
    for (std::size_t i = 0; i < chunk.count; ++i) average[i] += average_share * (values[i] - average[i]);
    std::ranges::fill(sum, 0.0f);
}

void Trainer::measure() {
    const bool of_average = phase_ == Phase::MeasuringAverage;
    const nn::Model& candidate = of_average ? average_ : model_;
    if (!evaluator_) evaluator_.emplace(candidate, held_out_, workers_);
    evaluator_->step();
    if (!evaluator_->finished()) return;
    const Evaluation evaluation = evaluator_->result();
    evaluator_.reset();
    accuracy_ = of_average ? std::max(*accuracy_, evaluation.accuracy()) : evaluation.accuracy();
    take_candidate(candidate, evaluation);
    if (of_average)
        end_epoch();
    else
        phase_ = Phase::MeasuringAverage;
}

void Trainer::take_candidate(const nn::Model& candidate, const Evaluation& evaluation) {
    if (best_ && !better(evaluation, best_evaluation_)) return;
    best_ = std::make_shared<const nn::Model>(candidate);
    best_evaluation_ = evaluation;
    best_epoch_ = epoch_ + 1;
}

void Trainer::end_epoch() {
    if (stopping_ || epoch_ + 1 == options_.epochs) {
        finish();
        return;
    }
    ++epoch_;
    picks_ = draw_epoch(training_, options_.seed, epoch_);
    next_pick_ = 0;
    phase_ = Phase::Training;
}

void Trainer::finish() {
    nn::Model calibrated = *best_;
    calibrated.architecture.temperature = fit_temperature(calibrated, held_out_, workers_);
    best_ = std::make_shared<const nn::Model>(std::move(calibrated));
    phase_ = Phase::Finished;
}

Progress Trainer::progress() const {
    Progress progress;
    progress.epoch = epoch_ + 1;
    progress.epochs = options_.epochs;
    progress.step = step_;
    progress.steps = steps_;
    progress.loss = loss_;
    progress.accuracy = accuracy_;
    if (best_) progress.best_accuracy = best_evaluation_.accuracy();
    progress.best_epoch = best_epoch_;
    progress.images_per_second = images_per_second_;
    if (step_ > 0)
        progress.seconds_left =
            seconds_training_ / static_cast<double>(step_) * static_cast<double>(steps_ - step_);
    progress.finished = finished();
    return progress;
}

}  // namespace convoscope::train
