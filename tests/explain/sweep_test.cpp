#include "explain/sweep.h"

#include <gtest/gtest.h>

#include <algorithm>
#include <cmath>

#include "base/error.h"
#include "explain/changes.h"
#include "explain/hidden_noise.h"
#include "explain/passes.h"
#include "explain/reading.h"

namespace convoscope::explain {
namespace {

using test::finished;

SweepPlan plan_of(const char* id, float from, float to, int points) {
    return {.transform = transform_named(id), .others = {}, .from = from, .to = to, .points = points};
}

/// As the page of a sweep has them: transform, forward, nothing else.
std::vector<float> by_hand(const nn::Model& model, const Changes& changes, const std::vector<float>& input) {
    return test::outputs_of(model, test::changed_page(model.architecture.input, changes, input));
}

void expect_points_by_hand(const nn::ModelPtr& model, const std::vector<float>& input, const SweepPlan& plan,
                           int threads) {
    SCOPED_TRACE(testing::Message() << model->name << " " << plan.transform->id << " " << threads);
    const Sweep sweep = finished(SweepJob(model, input, plan, threads));
    EXPECT_EQ(sweep.transform, plan.transform->id);
    ASSERT_EQ(sweep.values.size(), static_cast<std::size_t>(plan.points));
    ASSERT_EQ(sweep.probabilities.size(), sweep.values.size());
    EXPECT_EQ(sweep.values.front(), plan.from);
    EXPECT_EQ(sweep.values.back(), plan.points == 1 ? plan.from : plan.to);
    for (std::size_t i = 0; i < sweep.values.size(); ++i) {
        Changes changes = plan.others;
        changes.*plan.transform->amount = sweep.values[i];
        EXPECT_EQ(sweep.probabilities[i], by_hand(*model, changes, input)) << sweep.values[i];
    }
}

TEST(Sweep, HasEachPointAsItIsByHand) {
    const nn::ModelPtr lenet = test::bundled_model("lenet5");
    const std::vector<float> seven = test::digit_for(*lenet, 7);
    for (const Transform& transform : transforms()) {
        if (transform.amount == &Changes::layer_noise) continue;
        Changes others;
        others.cover = 6;
        others.shear = 0.1f;
        SweepPlan plan = whole_range(transform, others, lenet->architecture);
        plan.points = 23;
        expect_points_by_hand(lenet, seven, plan, 2);
    }
    for (const nn::ModelPtr& model : {test::random_model("odd", test::odd_network()), test::plain_model()}) {
        const auto input = test::random_page(model->architecture.input, 3);
        expect_points_by_hand(model, input, plan_of("rotate", 90, -90, 70), 3);
        expect_points_by_hand(model, input, plan_of("noise", 0, 1, 1), 0);
    }
}

TEST(Sweep, RunsLargeNetworksInPieces) {
    const nn::ModelPtr slow = test::slow_model();
    const auto input = test::random_page(slow->architecture.input, 4);
    for (const int threads : {1, 2}) {
        const SweepPlan plan = plan_of("rotate", -30, 30, 5);
        expect_points_by_hand(slow, input, plan, threads);
        SweepJob job(slow, input, plan, threads);
        int steps = 1;
        while (job.step()) ++steps;
        EXPECT_GT(steps, 5 * 4);
    }
}

TEST(Sweep, TurnedByAQuarterIsThePictureTurned) {
    const nn::ModelPtr lenet = test::bundled_model("lenet5");
    const std::vector<float> five = test::digit_for(*lenet, 5);
    std::vector<float> turned(five.size());
    for (int row = 0; row < 32; ++row)
        for (int column = 0; column < 32; ++column)
            turned[static_cast<std::size_t>(32 * column + 31 - row)] =
                five[static_cast<std::size_t>(32 * row + column)];
    const Sweep sweep = finished(SweepJob(lenet, five, plan_of("rotate", -90, 90, 181), 2));
    EXPECT_EQ(sweep.values[90], 0);
    EXPECT_EQ(sweep.probabilities[90], test::outputs_of(*lenet, five));
    EXPECT_EQ(sweep.probabilities[180], test::outputs_of(*lenet, turned));
}

TEST(Sweep, MarksWhereTheAnswerFlips) {
    const nn::ModelPtr lenet = test::bundled_model("lenet5");
    int all = 0;
    for (int digit = 0; digit < 10; ++digit) {
        for (const float end : {90.0f, -90.0f}) {
            const std::vector<float> input = test::digit_for(*lenet, digit);
            const Sweep sweep = finished(SweepJob(lenet, input, plan_of("rotate", -end, end, 37), 2));
            const auto answer_at = [&](float amount) {
                Changes changes;
                changes.rotate = amount;
                return answer_of(by_hand(*lenet, changes, input));
            };
            std::size_t next = 0;
            for (std::size_t i = 1; i < sweep.values.size(); ++i) {
                const int before = answer_of(sweep.probabilities[i - 1]),
                          now = answer_of(sweep.probabilities[i]);
                if (before == now) continue;
                ASSERT_LT(next, sweep.flips.size());
                const SweepFlip& flip = sweep.flips[next++];
                EXPECT_EQ(flip.at, sweep.values[i]);
                EXPECT_EQ(flip.from, before);
                EXPECT_EQ(flip.to, now);
                const float step = sweep.values[i] - sweep.values[i - 1];
                EXPECT_GT((flip.closer - sweep.values[i - 1]) / step, 0);
                EXPECT_LE((flip.closer - sweep.values[i - 1]) / step, 1);
                EXPECT_NE(answer_at(flip.closer), before);
                EXPECT_EQ(answer_at(flip.closer - step / 256), before);
            }
            EXPECT_EQ(next, sweep.flips.size());
            all += static_cast<int>(next);
        }
    }
    EXPECT_GT(all, 20);  // turned digits are others
}

TEST(Sweep, RefusesWhatIsOfNoUse) {
    const nn::ModelPtr lenet = test::bundled_model("lenet5");
    const std::vector<float> input(1024);
    const auto refused = [&](const SweepPlan& plan) { EXPECT_THROW(SweepJob(lenet, input, plan, 1), Error); };
    refused(plan_of("rotate", -181, 0, 5));
    refused(plan_of("shift_x", 0, 17, 5));
    refused(plan_of("scale", 0, 1, 5));
    refused(plan_of("rotate", std::nanf(""), 0, 5));
    refused(plan_of("rotate", 0, 1, 0));
    refused(plan_of("rotate", 0, 1, kMostSweepPoints + 1));
    refused(plan_of("layer_noise", 0, 1, 5));
    SweepPlan plan = plan_of("layer_noise", 0, 1, 5);
    for (const char* layer : {"conv9", "input", "output"}) {
        plan.others.noisy_layer = layer;
        refused(plan);
    }
}

TEST(HiddenNoise, IsHeardByWhatComesAfter) {
    const nn::ModelPtr lenet = test::bundled_model("lenet5");
    const std::vector<float> input = test::digit_for(*lenet, 3);
    nn::Workspace plain(lenet->architecture), noisy(lenet->architecture), more(lenet->architecture);
    Changes changes;
    forward_changed(*lenet, changes, input, plain);
    changes.noisy_layer = "pool1";
    changes.layer_noise = 0.25f;
    forward_changed(*lenet, changes, input, noisy);
    changes.layer_noise = 0.5f;
    forward_changed(*lenet, changes, input, more);
    const int pool1 = lenet->architecture.find("pool1");
    EXPECT_TRUE(std::ranges::equal(plain.activations(1), noisy.activations(1)));
    const auto before = plain.activations(pool1), after = noisy.activations(pool1);
    double squares = 0, added = 0;
    for (std::size_t unit = 0; unit < before.size(); ++unit) {
        const double difference = static_cast<double>(after[unit] - before[unit]);
        squares += static_cast<double>(before[unit]) * static_cast<double>(before[unit]);
        added += difference * difference;
        EXPECT_NEAR(static_cast<double>(more.activations(pool1)[unit] - before[unit]), 2 * difference, 1e-5);
    }
    EXPECT_NEAR(std::sqrt(added / squares), 0.25, 0.02);
    // The rest of the pass is that of the changed layer, bit for bit.
    nn::Workspace rest = noisy;
    for (int layer = pool1 + 1; layer < static_cast<int>(lenet->architecture.nodes.size()); ++layer)
        nn::forward_layer(*lenet, layer, rest);
    EXPECT_TRUE(std::ranges::equal(rest.output(), noisy.output()));
    EXPECT_FALSE(std::ranges::equal(plain.output(), noisy.output()));
}

TEST(HiddenNoise, IsSweptAsTheOthersAre) {
    for (const nn::ModelPtr& model : {test::bundled_model("lenet5"), test::slow_model()}) {
        const auto input = test::random_page(model->architecture.input, 5);
        SweepPlan plan = plan_of("layer_noise", 0, 2, 9);
        plan.others.noisy_layer = "conv2";
        plan.others.rotate = 5;
        const Sweep sweep = finished(SweepJob(model, input, plan, 2));
        for (std::size_t i = 0; i < sweep.values.size(); ++i) {
            Changes changes = plan.others;
            changes.layer_noise = sweep.values[i];
            nn::Workspace workspace(model->architecture);
            forward_changed(*model, changes, input, workspace);
            EXPECT_TRUE(std::ranges::equal(sweep.probabilities[i], workspace.output())) << i;
        }
        EXPECT_NE(sweep.probabilities.front(), sweep.probabilities.back());
    }
}

}  // namespace
}  // namespace convoscope::explain
