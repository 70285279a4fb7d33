#include "train/optimiser.h"

#include <gtest/gtest.h>

#include <algorithm>
#include <cmath>
#include <vector>

namespace convoscope::train {
namespace {

TEST(AdamW, FirstStepsAreThoseOfTheFormula) {
    // By hand, in double, from the paper's algorithm 2.
    const AdamWOptions options{0.9, 0.99, 1e-8, 0.1};
    const double rate = 0.01;
    const std::vector<double> gradients{0.5, -0.2, 0.3};
    double expected = 2.0;
    double mean = 0;
    double square = 0;
    AdamW optimiser(options, 1);
    std::vector<float> value{2.0f};
    for (int step = 1; step <= 3; ++step) {
        const double gradient = gradients[step - 1];
        mean = 0.9 * mean + 0.1 * gradient;
        square = 0.99 * square + 0.01 * gradient * gradient;
        const double corrected_mean = mean / (1 - std::pow(0.9, step));
        const double corrected_square = square / (1 - std::pow(0.99, step));
        expected -= rate * (corrected_mean / (std::sqrt(corrected_square) + 1e-8) + 0.1 * expected);
        const std::vector<float> given{static_cast<float>(gradient)};
        optimiser.begin_step(rate);
        optimiser.update(0, value, given, true);
        EXPECT_NEAR(value[0], expected, 1e-6);
    }
}

TEST(AdamW, BiasesDoNotDecayAndPiecesKnowTheirPlace) {
    AdamW optimiser({}, 4);
    std::vector<float> weights{1, 1};
    std::vector<float> biases{1, 1};
    const std::vector<float> none{0, 0};
    optimiser.begin_step(0.1);
    optimiser.update(0, weights, none, true);
    optimiser.update(2, biases, none, false);
    EXPECT_LT(weights[0], 1.0f);
    EXPECT_EQ(biases[1], 1.0f);
}

TEST(OneCycle, RisesToThePeakAndFallsToAlmostNothing) {
    const long steps = 1001;
    EXPECT_NEAR(one_cycle(0, steps, 0.1), 0.1 / 25, 1e-9);
    EXPECT_NEAR(one_cycle(300, steps, 0.1), 0.1, 1e-9);
    EXPECT_NEAR(one_cycle(1000, steps, 0.1), 0.1 / 250'000, 1e-9);
    for (long step = 1; step <= 300; ++step)
        EXPECT_GT(one_cycle(step, steps, 0.1), one_cycle(step - 1, steps, 0.1));
    for (long step = 301; step < steps; ++step)
        EXPECT_LT(one_cycle(step, steps, 0.1), one_cycle(step - 1, steps, 0.1));
    EXPECT_GT(one_cycle(0, 1, 0.1), 0.0);
}

}  // namespace
}  // namespace convoscope::train
