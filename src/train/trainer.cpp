#include "train/trainer.h"

#include <algorithm>
#include <cassert>
#include <chrono>
#include <cmath>
#include <string>
#include <utility>

#include "base/error.h"
#include "canvas/preprocess.h"
#include "nn/class_mean.h"
#include "nn/initialise.h"
#include "train/calibrate.h"
#include "train/doubtful.h"
#include "train/random.h"
#include "train/texts.h"

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

/// Whether a drawing, which comes as the canvas's picture, can stand among these.
bool is_drawn_size(const data::LabelledImages& images) {
    return images.height == canvas::kNetworkPicture && images.width == canvas::kNetworkPicture;
}

/// The teachers with the temperature at which they teach.
std::vector<nn::ModelPtr> softened(std::span<const nn::ModelPtr> teachers, float temperature) {
    std::vector<nn::ModelPtr> result;
    for (const nn::ModelPtr& teacher : teachers) {
        nn::Model model = *teacher;
        model.architecture.temperature *= temperature;
        result.push_back(std::make_shared<const nn::Model>(std::move(model)));
    }
    return result;
}

void check_teachers(const nn::Architecture& architecture, std::span<const nn::ModelPtr> teachers,
                    std::span<const TrainingSet> training) {
    for (const nn::ModelPtr& teacher : teachers) {
        if (teacher->architecture.classes != architecture.classes)
            throw Error(texts.other_classes, teacher->name);
        if (teacher->architecture.output().activation != nn::Activation::Softmax)
            throw Error(texts.teacher_without_softmax, teacher->name);
        for (const TrainingSet& set : training) check_fits(set.part, teacher->architecture);
    }
}

}  // namespace

Trainer::Slice::Slice(const nn::Architecture& architecture, const TrainOptions& options,
                      std::span<const TrainingSet> training)
    : workspace(architecture),
      backward(architecture),
      gradients(architecture),
      target(architecture.classes.size()),
      painter(options.strokes) {
    for (const TrainingSet& set : training)
        augmenters.emplace_back(set.augment.value_or(options.augment), set.part.images->height,
                                set.part.images->width);
    for (const nn::ModelPtr& teacher : options.teachers) teachers.emplace_back(teacher->architecture);
}

Trainer::Trainer(nn::Architecture architecture, const TrainOptions& options,
                 std::vector<TrainingSet> training, std::vector<HeldOut> held_out)
    : options_(options),
      training_(std::move(training)),
      held_out_(std::move(held_out)),
      workers_(options.threads),
      model_(new_model(std::move(architecture), options.seed)),
      average_(model_),
      optimiser_(options.optimiser, model_.parameter_count()) {
    assert(options.epochs > 0 && options.batch > 0 && !training_.empty() && !held_out_.empty());
    if (model_.architecture.output().activation != nn::Activation::Softmax)
        throw Error(texts.no_softmax, model_.architecture.output().name);
    for (const TrainingSet& set : training_) {
        check_fits(set.part, model_.architecture);
        if (set.part.images->channels != 1) throw Error(texts.no_colours_yet);
        assert(!set.drawings || set.drawings->size() == set.part.images->count());
    }
    for (const HeldOut& set : held_out_) check_fits(set.part, model_.architecture);
    check_teachers(model_.architecture, options_.teachers, training_);
    options_.teachers = softened(options_.teachers, options_.teacher_temperature);
    for (std::size_t i = 0; i < kSlices; ++i) slices_.emplace_back(model_.architecture, options_, training_);
    make_chunks();
    steps_ = count_steps(training_, options_);
    picks_ = draw_epoch(training_, options_.seed, epoch_);
    if (picks_.empty()) throw Error(texts.empty_epoch);
}

void Trainer::make_chunks() {
    std::size_t number = 0;
    for (std::size_t node = 0; node < model_.parameters().size(); ++node) {
        for (const bool bias : {false, true}) {
            const nn::Parameters& parameters = model_.parameters()[node];
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
    if (phase_ == Phase::Training && stopping_) phase_ = Phase::Measuring;
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
    if (!std::isfinite(loss)) throw Error(texts.astray, step_ + 1);

    optimiser_.begin_step(one_cycle(step_, steps_, options_.learning_rate));
    // The average forgets faster at first, or it would remember the random weights for long.
    const double decay =
        std::min(options_.average_decay, static_cast<double>(1 + step_) / static_cast<double>(10 + step_));
    model_.edit([&](std::vector<nn::Parameters>& weights) {
        average_.edit([&](std::vector<nn::Parameters>& averages) {
            workers_.run(static_cast<int>(chunks_.size()), [&](int chunk) {
                update_chunk(chunks_[chunk], 1.0f / static_cast<float>(count), weights,
                             static_cast<float>(1.0 - decay), averages);
            });
        });
    });

    ++step_;
    next_pick_ += count;
    loss_ += (loss - loss_) / static_cast<double>(std::min(step_, 100L));
    if (next_pick_ == picks_.size()) phase_ = Phase::Measuring;
}

void Trainer::train_sample(Slice& slice, std::size_t place) {
    const Pick pick = picks_[place];
    const Part& part = training_[pick.set].part;
    const int height = part.images->height;
    const int width = part.images->width;
    nn::Random random = random_for(options_.seed, epoch_, place);
    if (random.unit() < options_.doubtful && is_drawn_size(*part.images)) {
        load_doubtful(slice, pick, random);
        std::ranges::fill(slice.target, 1.0f / static_cast<float>(slice.target.size()));
    } else {
        load_picture(slice, pick, random);
        set_target(slice, part.label(pick.index), height, width);
    }
    nn::load_input(model_.architecture.input, slice.ink, height, width, slice.workspace.input());
    nn::forward(model_, slice.workspace);
    slice.loss +=
        nn::backward_cross_entropy(model_, slice.workspace, slice.target, slice.gradients, slice.backward);
}

/// One picture as it is to be learned this time, in slice.ink.
void Trainer::load_picture(Slice& slice, const Pick& pick, nn::Random& random) const {
    const TrainingSet& set = training_[pick.set];
    slice.ink.resize(set.part.images->image_size());
    if (set.drawings)
        slice.painter.paint((*set.drawings)[set.part.first + pick.index], random, slice.ink);
    else
        to_ink(set.part.image(pick.index), slice.ink);
    slice.augmenters[pick.set].apply(slice.ink, random, slice.ink);
}

/// Something that is no digit, in slice.ink, in place of a picture of a set of digits.
void Trainer::load_doubtful(Slice& slice, const Pick& pick, nn::Random& random) const {
    const TrainingSet& set = training_[pick.set];
    slice.ink.resize(set.part.images->image_size());
    constexpr Doubtful kinds[] = {Doubtful::Scribble, Doubtful::Letter, Doubtful::Figure};
    const std::uint32_t kind = random.below(4);
    if (kind < 3)
        slice.painter.see(draw_doubtful(kinds[kind], Half::Even, random), random, slice.ink);
    else if (set.drawings && set.part.label(pick.index) != 1)  // half a one is a one
        slice.painter.see(
            beginning_of((*set.drawings)[set.part.first + pick.index], random.between(0.15, 0.4)), random,
            slice.ink);
    else
        slice.painter.see(draw_doubtful(Doubtful::Scribble, Half::Even, random), random, slice.ink);
    slice.augmenters[pick.set].apply(slice.ink, random, slice.ink);
}

/// What the picture in slice.ink is to be taken for: the label, smoothed (Szegedy et al. 2016, section 7),
/// and what the teachers think of it.
void Trainer::set_target(Slice& slice, int label, int height, int width) const {
    const float label_share = options_.teachers.empty() ? 1.0f : 1.0f - options_.teacher_share;
    std::ranges::fill(slice.target,
                      label_share * options_.label_smoothing / static_cast<float>(slice.target.size()));
    slice.target[label] += label_share * (1.0f - options_.label_smoothing);
    const float share = options_.teacher_share / static_cast<float>(options_.teachers.size());
    for (std::size_t i = 0; i < options_.teachers.size(); ++i) {
        const nn::Model& teacher = *options_.teachers[i];
        nn::load_input(teacher.architecture.input, slice.ink, height, width, slice.teachers[i].input());
        nn::forward(teacher, slice.teachers[i]);
        const std::span<const float> probabilities = slice.teachers[i].output();
        for (std::size_t k = 0; k < slice.target.size(); ++k) slice.target[k] += share * probabilities[k];
    }
}

/// Sums the slices' gradients into the first's, changes the weights and their average, and leaves the
/// gradients at zero.
void Trainer::update_chunk(const Chunk& chunk, float scale, std::vector<nn::Parameters>& weights,
                           float average_share, std::vector<nn::Parameters>& averages) {
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
    const std::span<float> values = range(weights);
    optimiser_.update(chunk.number, values, sum, !chunk.bias);
    const std::span<float> average = range(averages);
    for (std::size_t i = 0; i < chunk.count; ++i) average[i] += average_share * (values[i] - average[i]);
    std::ranges::fill(sum, 0.0f);
}

void Trainer::measure() {
    if (!evaluator_) evaluator_.emplace(average_, held_out_[measured_.size()].part, workers_);
    evaluator_->step();
    if (!evaluator_->finished()) return;
    measured_.push_back(evaluator_->result());
    evaluator_.reset();
    if (measured_.size() == held_out_.size()) end_epoch();
}

void Trainer::end_epoch() {
    averaged_ = std::make_shared<const nn::Model>(average_);
    evaluations_ = std::exchange(measured_, {});
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
    nn::Model calibrated = average_;
    nn::centre_classes(calibrated);
    calibrated.architecture.temperature = fit_temperature(calibrated, held_out_, workers_);
    if (options_.doubtful > 0)
        calibrated.architecture.unsure_below = fit_threshold(calibrated, held_out_, workers_);
    averaged_ = std::make_shared<const nn::Model>(std::move(calibrated));
    phase_ = Phase::Finished;
}

/// The weighted mean of the held-out sets'.
double Trainer::accuracy() const {
    double sum = 0;
    double weights = 0;
    for (std::size_t i = 0; i < held_out_.size(); ++i) {
        sum += held_out_[i].weight * evaluations_[i].accuracy();
        weights += held_out_[i].weight;
    }
    return sum / weights;
}

Progress Trainer::progress() const {
    Progress progress;
    progress.epoch = epoch_ + 1;
    progress.epochs = options_.epochs;
    progress.step = step_;
    progress.steps = steps_;
    progress.loss = loss_;
    if (averaged_) progress.accuracy = accuracy();
    progress.images_per_second = images_per_second_;
    if (step_ > 0)
        progress.seconds_left =
            seconds_training_ / static_cast<double>(step_) * static_cast<double>(steps_ - step_);
    progress.finished = finished();
    return progress;
}

}  // namespace convoscope::train
