#include "train/trainer.h"

#include <gtest/gtest.h>

#include <algorithm>
#include <cmath>
#include <vector>

#include "base/error.h"
#include "train/tiny.h"

namespace convoscope::train {
namespace {

TrainOptions quick(int threads = 1) {
    TrainOptions options;
    options.epochs = 3;
    options.batch = 10;  // not a multiple of the slices
    options.learning_rate = 0.02;
    options.average_decay = 0.9;
    options.seed = 11;
    options.threads = threads;
    options.augment = AugmentOptions::none();
    options.augment.rotation = 5;
    options.augment.elastic = 0.3f;
    options.augment.translation = 0.5f;
    return options;
}

std::vector<TrainingSet> training() { return {{whole(bars(144, 1))}}; }
Part held_out() { return whole(bars(60, 2)); }

void run(Trainer& trainer) {
    while (!trainer.finished()) trainer.step();
}

bool same_weights(const nn::Model& a, const nn::Model& b) {
    for (std::size_t i = 0; i < a.parameters.size(); ++i)
        if (a.parameters[i].weight != b.parameters[i].weight || a.parameters[i].bias != b.parameters[i].bias)
            return false;
    return a.parameters.size() == b.parameters.size();
}

TEST(Trainer, LearnsATinySet) {
    Trainer trainer(tiny_network(), quick(), training(), held_out());
    trainer.step();
    const double loss = trainer.progress().loss;
    EXPECT_GT(loss, 0.8);  // as good as guessing is ln 3 = 1.1
    run(trainer);
    EXPECT_LT(trainer.progress().loss, 0.6 * loss);
    EXPECT_GT(trainer.best_evaluation().accuracy(), 0.9);
    const Progress progress = trainer.progress();
    EXPECT_TRUE(progress.finished);
    EXPECT_EQ(progress.epoch, 3);
    EXPECT_EQ(progress.step, 3 * 15);  // 144 in batches of 10, three times
    EXPECT_EQ(progress.steps, progress.step);
    EXPECT_EQ(progress.seconds_left, 0.0);
    EXPECT_GT(progress.images_per_second, 0.0);
}

TEST(Trainer, AMinibatchIsItsPicturesEachOnce) {
    TrainOptions options = quick();
    options.augment = AugmentOptions::none();
    options.label_smoothing = 0;
    Trainer trainer(tiny_network(), options, training(), held_out());
    const nn::Model untrained = trainer.current();
    trainer.step();

    nn::Workspace workspace(untrained.architecture);
    std::vector<float> ink(100);
    double loss = 0;
    std::vector<Pick> picks = draw_epoch(training(), options.seed, 0);
    picks.resize(10);
    for (const Pick& pick : picks) {
        to_ink(training()[0].part.image(pick.index), ink);
        nn::load_input(untrained.architecture.input, ink, 10, 10, workspace.input());
        nn::forward(untrained, workspace);
        loss -= std::log(workspace.output()[training()[0].part.label(pick.index)]) / 10;
    }
    EXPECT_NEAR(trainer.progress().loss, loss, 1e-5);
}

TEST(Trainer, TheSameSeedGivesTheSameWeights) {
    Trainer first(tiny_network(), quick(), training(), held_out());
    Trainer second(tiny_network(), quick(), training(), held_out());
    run(first);
    run(second);
    EXPECT_TRUE(same_weights(first.current(), second.current()));
    EXPECT_TRUE(same_weights(*first.best(), *second.best()));
    EXPECT_EQ(first.best()->architecture.temperature, second.best()->architecture.temperature);

    TrainOptions other = quick();
    other.seed = 12;
    Trainer third(tiny_network(), other, training(), held_out());
    run(third);
    EXPECT_FALSE(same_weights(first.current(), third.current()));
}

TEST(Trainer, ThreadsChangeNotOneBit) {
    Trainer one(tiny_network(), quick(1), training(), held_out());
    Trainer two(tiny_network(), quick(2), training(), held_out());
    Trainer five(tiny_network(), quick(5), training(), held_out());
    run(one);
    run(two);
    run(five);
    EXPECT_TRUE(same_weights(one.current(), two.current()));
    EXPECT_TRUE(same_weights(one.current(), five.current()));
    EXPECT_TRUE(same_weights(*one.best(), *two.best()));
    EXPECT_EQ(one.progress().loss, two.progress().loss);
}

TEST(Trainer, StoppingKeepsTheBest) {
    TrainOptions options = quick();
    options.epochs = 1000;
    Trainer trainer(tiny_network(), options, training(), held_out());
    while (trainer.progress().epoch < 2) trainer.step();
    ASSERT_TRUE(trainer.best());
    const std::size_t correct = trainer.best_evaluation().correct;
    trainer.step();
    trainer.stop();
    for (int i = 0; i < 10; ++i) trainer.step();
    EXPECT_TRUE(trainer.finished());
    EXPECT_EQ(trainer.progress().step, 16);
    EXPECT_GE(trainer.best_evaluation().correct, correct);
    Workers workers(1);
    EXPECT_EQ(evaluate(*trainer.best(), held_out(), workers).correct, trainer.best_evaluation().correct);
}

TEST(Trainer, StoppedInItsFirstEpochItHasAModelNevertheless) {
    Trainer trainer(tiny_network(), quick(), training(), held_out());
    EXPECT_FALSE(trainer.best());
    trainer.step();
    trainer.stop();
    run(trainer);
    ASSERT_TRUE(trainer.best());
    EXPECT_EQ(trainer.progress().best_epoch, 1);
}

TEST(Trainer, TheBestIsNoWorseThanAnyEpoch) {
    TrainOptions options = quick();
    options.learning_rate = 0.3;  // rough enough that the last is not always the best
    Trainer trainer(tiny_network(), options, training(), held_out());
    double highest = 0;
    while (!trainer.finished()) {
        trainer.step();
        if (trainer.progress().accuracy) highest = std::max(highest, *trainer.progress().accuracy);
    }
    EXPECT_EQ(*trainer.progress().best_accuracy, highest);
}

TEST(Trainer, TheHeldOutPartIsMeasuredAndNotLearned) {
    // Trained on lying and standing bars alone, it cannot know the slanting ones that it is measured on.
    const auto images = bars(144, 1);
    auto known = std::make_shared<data::LabelledImages>();
    known->height = known->width = 10;
    auto unknown = std::make_shared<data::LabelledImages>(*known);
    for (std::size_t i = 0; i < images->count(); ++i) {
        auto& target = images->labels[i] == 2 ? *unknown : *known;
        target.pixels.insert(target.pixels.end(), images->image(i).begin(), images->image(i).end());
        target.labels.push_back(images->labels[i]);
    }
    Trainer trainer(tiny_network(), quick(), {{whole(known)}}, whole(unknown));
    run(trainer);
    EXPECT_EQ(trainer.best_evaluation().count, unknown->count());
    EXPECT_LT(trainer.best_evaluation().accuracy(), 0.5);
    EXPECT_LT(trainer.progress().loss, 0.6);
}

TEST(Trainer, SeveralSetsAreMixed) {
    Trainer trainer(tiny_network(), quick(), {{whole(bars(30, 1))}, {whole(bars(40, 3)), 0.5}}, held_out());
    EXPECT_EQ(trainer.progress().steps, 3 * 5);
    run(trainer);
    EXPECT_TRUE(trainer.finished());
}

TEST(Trainer, WhatCannotBeTrainedIsRefused) {
    EXPECT_THROW(Trainer(tiny_network(), quick(), {{whole(bars(0, 1))}}, held_out()), Error);
    EXPECT_THROW(Trainer(tiny_network(), quick(), training(), whole(bars(0, 1))), Error);
    nn::Architecture no_softmax = tiny_network();
    no_softmax.nodes.back().activation = nn::Activation::Identity;
    EXPECT_THROW(Trainer(no_softmax, quick(), training(), held_out()), Error);
}

}  // namespace
}  // namespace convoscope::train
