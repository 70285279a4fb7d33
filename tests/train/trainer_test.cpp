#include "train/trainer.h"

#include <gtest/gtest.h>

#include <algorithm>
#include <cmath>
#include <memory>
#include <vector>

#include "base/error.h"
#include "data/stroke_set.h"
#include "nn/class_mean.h"
#include "train/doubt.h"
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
std::vector<HeldOut> held_out() { return {{whole(bars(60, 2))}}; }

void run(Trainer& trainer) {
    while (!trainer.finished()) trainer.step();
}

bool same_weights(const nn::Model& a, const nn::Model& b) {
    for (std::size_t i = 0; i < a.parameters().size(); ++i)
        if (a.parameters()[i].weight != b.parameters()[i].weight ||
            a.parameters()[i].bias != b.parameters()[i].bias)
            return false;
    return a.parameters().size() == b.parameters().size();
}

TEST(Trainer, LearnsATinySet) {
    Trainer trainer(tiny_network(), quick(), training(), held_out());
    trainer.step();
    const double loss = trainer.progress().loss;
    EXPECT_GT(loss, 0.8);  // as good as guessing is ln 3 = 1.1
    run(trainer);
    EXPECT_LT(trainer.progress().loss, 0.6 * loss);
    EXPECT_GT(trainer.evaluations().at(0).accuracy(), 0.9);
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
    const nn::Model untrained = *trainer.snapshot();
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
    EXPECT_TRUE(same_weights(*first.snapshot(), *second.snapshot()));
    EXPECT_TRUE(same_weights(*first.averaged(), *second.averaged()));
    EXPECT_EQ(first.averaged()->architecture.temperature, second.averaged()->architecture.temperature);

    TrainOptions other = quick();
    other.seed = 12;
    Trainer third(tiny_network(), other, training(), held_out());
    run(third);
    EXPECT_FALSE(same_weights(*first.snapshot(), *third.snapshot()));
}

TEST(Trainer, ThreadsChangeNotOneBit) {
    Trainer one(tiny_network(), quick(1), training(), held_out());
    Trainer two(tiny_network(), quick(2), training(), held_out());
    Trainer five(tiny_network(), quick(5), training(), held_out());
    run(one);
    run(two);
    run(five);
    EXPECT_TRUE(same_weights(*one.snapshot(), *two.snapshot()));
    EXPECT_TRUE(same_weights(*one.snapshot(), *five.snapshot()));
    EXPECT_TRUE(same_weights(*one.averaged(), *two.averaged()));
    EXPECT_EQ(one.progress().loss, two.progress().loss);
}

TEST(Trainer, StoppingKeepsWhatWasLearnt) {
    TrainOptions options = quick();
    options.epochs = 6;
    Trainer trainer(tiny_network(), options, training(), held_out());
    while (trainer.progress().epoch < 4) trainer.step();
    ASSERT_TRUE(trainer.averaged());
    trainer.step();
    trainer.stop();
    for (int i = 0; i < 10; ++i) trainer.step();
    EXPECT_TRUE(trainer.finished());
    EXPECT_EQ(trainer.progress().step, 46);
    EXPECT_GT(trainer.evaluations().at(0).accuracy(), 0.8);
    Workers workers(1);
    EXPECT_EQ(evaluate(*trainer.averaged(), held_out()[0].part, workers).correct,
              trainer.evaluations().at(0).correct);
}

TEST(Trainer, StoppedInItsFirstEpochItHasAModelNevertheless) {
    Trainer trainer(tiny_network(), quick(), training(), held_out());
    EXPECT_FALSE(trainer.averaged());
    trainer.step();
    trainer.stop();
    run(trainer);
    ASSERT_TRUE(trainer.averaged());
}

TEST(Trainer, WhatItMakesIsTheMovingAverage) {
    TrainOptions options = quick();
    options.epochs = 1;
    options.average_decay = 0;  // the average of the last weights alone
    Trainer forgetful(tiny_network(), options, training(), held_out());
    run(forgetful);
    nn::Model last = *forgetful.snapshot();
    nn::centre_classes(last);
    EXPECT_TRUE(same_weights(*forgetful.averaged(), last));

    // A decay of d after n steps: min(d, (1 + n) / (10 + n)).
    options.average_decay = 0.15;
    Trainer trainer(tiny_network(), options, training(), held_out());
    std::vector<double> average;
    for (int step = 0; step < 15; ++step) {
        const nn::ModelPtr before = trainer.snapshot();
        if (step == 0) {
            const auto& weights = before->parameters().back().weight;
            average.assign(weights.begin(), weights.end());
        }
        trainer.step();
        const nn::ModelPtr after = trainer.snapshot();
        EXPECT_FALSE(same_weights(*before, *after)) << "a snapshot stays as it was";
        const auto& weights = after->parameters().back().weight;
        const double decay = std::min(0.15, (1.0 + step) / (10.0 + step));
        for (std::size_t i = 0; i < average.size(); ++i)
            average[i] += (1 - decay) * (static_cast<double>(weights[i]) - average[i]);
    }
    run(trainer);
    // Of the classes' weights what they have in common is taken out.
    const std::size_t inputs = average.size() / 3;
    for (std::size_t i = 0; i < average.size(); ++i) {
        const std::size_t input = i % inputs;
        const double mean = (average[input] + average[inputs + input] + average[2 * inputs + input]) / 3;
        EXPECT_NEAR(trainer.averaged()->parameters().back().weight[i], average[i] - mean, 1e-5);
    }
}

TEST(Trainer, WhatItMakesHasNothingThatAllClassesHaveInCommon) {
    Trainer trainer(tiny_network(), quick(), training(), held_out());
    run(trainer);
    EXPECT_FALSE(nn::class_mean(*trainer.snapshot())->negligible);
    EXPECT_TRUE(nn::class_mean(*trainer.averaged())->negligible);
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
    Trainer trainer(tiny_network(), quick(), {{whole(known)}}, {{whole(unknown)}});
    run(trainer);
    EXPECT_EQ(trainer.evaluations().at(0).count, unknown->count());
    EXPECT_LT(trainer.evaluations().at(0).accuracy(), 0.5);
    EXPECT_LT(trainer.progress().loss, 0.6);
}

TEST(Trainer, SeveralSetsAreMixed) {
    Trainer trainer(tiny_network(), quick(), {{whole(bars(30, 1))}, {whole(bars(40, 3)), 0.5}}, held_out());
    EXPECT_EQ(trainer.progress().steps, 3 * 5);
    run(trainer);
    EXPECT_TRUE(trainer.finished());
}

TEST(Trainer, AccuracyIsTheWeightedMeanOfTheHeldOutSets) {
    auto wrong = bars(60, 2);
    for (std::uint8_t& label : wrong->labels) label = static_cast<std::uint8_t>((label + 1) % 3);
    const std::vector<HeldOut> sets{{whole(bars(60, 2)), 3.0}, {whole(wrong), 1.0}};
    Trainer trainer(tiny_network(), quick(), training(), sets);
    run(trainer);
    ASSERT_EQ(trainer.evaluations().size(), 2u);
    const double right = trainer.evaluations()[0].accuracy();
    EXPECT_GT(right, 0.9);
    EXPECT_LT(trainer.evaluations()[1].accuracy(), 0.1);
    EXPECT_NEAR(*trainer.progress().accuracy, 0.75 * right + 0.25 * trainer.evaluations()[1].accuracy(),
                1e-9);
}

TEST(Trainer, ATeacherTeachesWhatTheLabelsDoNot) {
    Trainer first(tiny_network(), quick(), training(), held_out());
    run(first);
    auto unlabelled = bars(144, 1);
    std::ranges::fill(unlabelled->labels, std::uint8_t{0});
    TrainOptions options = quick();
    options.teachers = {first.averaged()};
    options.teacher_share = 1.0f;
    Trainer second(tiny_network(), options, {{whole(unlabelled)}}, held_out());
    run(second);
    EXPECT_GT(second.evaluations().at(0).accuracy(), 0.9);
    EXPECT_FALSE(same_weights(*first.snapshot(), *second.snapshot()));
}

TEST(Trainer, ATeacherOfOtherClassesIsRefused) {
    nn::Architecture other = tiny_network();
    other.classes[1] = "upright";
    TrainOptions options = quick();
    options.teachers = {std::make_shared<const nn::Model>(nn::empty_model(other))};
    EXPECT_THROW(Trainer(tiny_network(), options, training(), held_out()), Error);
}

/// Thirty straight lines: lying, standing, slanting.
std::shared_ptr<std::vector<canvas::Drawing>> lines() {
    auto drawings = std::make_shared<std::vector<canvas::Drawing>>();
    for (int i = 0; i < 30; ++i) {
        canvas::Drawing& drawing = drawings->emplace_back();
        const float away = static_cast<float>(i);
        drawing.strokes = {
            {{{40, 40 + away}, {i % 3 == 0 ? 240.0f : 40.0f, i % 3 == 1 ? 240.0f : 40.0f}}, 24}};
        drawing.label = i % 3;
    }
    return drawings;
}

nn::Architecture network_for_drawings() {
    nn::Architecture network = tiny_network();
    network.input.shape = {1, 28, 28};
    network.resolve();
    return network;
}

// Whatever is no digit is to be taken for each class alike: shown nothing else, a network is sure of nothing.
TEST(Trainer, DoubtIsLearnt) {
    const auto drawings = lines();
    const Part part = whole(std::make_shared<const data::LabelledImages>(data::to_images(*drawings)));
    TrainOptions options = quick();
    options.epochs = 30;
    options.augment = AugmentOptions::none();
    Workers workers(1);
    const auto most_sure = [&](float doubtful) {
        options.doubtful = doubtful;
        Trainer trainer(network_for_drawings(), options, {{part, 1.0, std::nullopt, drawings}}, {{part}});
        run(trainer);
        const std::vector<float> sure = sureness(*trainer.snapshot(), *drawings, workers);
        return *std::ranges::max_element(sure);
    };
    EXPECT_GT(most_sure(0), 0.9f);
    EXPECT_LT(most_sure(1), 0.5f);
}

// What is no digit comes as the canvas's picture of 28x28: among pictures of another size there is none.
TEST(Trainer, PicturesOfAnotherSizeAreLearntWithoutDoubt) {
    TrainOptions options = quick();
    const auto trained = [&](float doubtful) {
        options.doubtful = doubtful;
        Trainer trainer(tiny_network(), options, training(), held_out());
        run(trainer);
        return *trainer.snapshot();
    };
    EXPECT_TRUE(same_weights(trained(0), trained(1)));
}

TEST(Trainer, DoubtIsTheSameOnAnyNumberOfThreadsAndSparesDigits) {
    const auto drawings = lines();
    const Part part = whole(std::make_shared<const data::LabelledImages>(data::to_images(*drawings)));
    TrainOptions options = quick();
    options.epochs = 20;
    options.augment = AugmentOptions::none();
    options.doubtful = 0.3f;
    const auto trained = [&](int threads) {
        options.threads = threads;
        Trainer trainer(network_for_drawings(), options, {{part, 1.0, std::nullopt, drawings}}, {{part}});
        run(trainer);
        return *trainer.averaged();
    };
    const nn::Model model = trained(1);
    EXPECT_TRUE(same_weights(model, trained(3)));
    // At most 0.7 % of what is held out is taken for unsure: of thirty, none.
    Workers workers(1);
    EXPECT_GE(model.architecture.unsure_below, 0.3f);
    EXPECT_EQ(share_below(sureness(model, *drawings, workers), model.architecture.unsure_below - 0.02f), 0);
}

TEST(Trainer, DrawingsAreDrawnAfreshAndStillTheSameOnAnyNumberOfThreads) {
    const auto drawings = lines();
    const Part part = whole(std::make_shared<const data::LabelledImages>(data::to_images(*drawings)));
    const nn::Architecture network = network_for_drawings();
    TrainOptions options = quick(1);
    options.augment = AugmentOptions::none();
    const auto trained = [&](int threads, bool afresh) {
        options.threads = threads;
        TrainingSet set{part};
        if (afresh) set.drawings = drawings;
        Trainer trainer(network, options, {set}, {{part}});
        run(trainer);
        return *trainer.snapshot();
    };
    const nn::Model once = trained(1, true);
    EXPECT_TRUE(same_weights(once, trained(3, true)));
    EXPECT_FALSE(same_weights(once, trained(1, false)));
}

TEST(Trainer, WhatCannotBeTrainedIsRefused) {
    EXPECT_THROW(Trainer(tiny_network(), quick(), {{whole(bars(0, 1))}}, held_out()), Error);
    EXPECT_THROW(Trainer(tiny_network(), quick(), training(), {{whole(bars(0, 1))}}), Error);
    nn::Architecture no_softmax = tiny_network();
    no_softmax.nodes.back().activation = nn::Activation::Identity;
    EXPECT_THROW(Trainer(no_softmax, quick(), training(), held_out()), Error);
}

}  // namespace
}  // namespace convoscope::train
