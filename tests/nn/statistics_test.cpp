#include "nn/statistics.h"

#include <gtest/gtest.h>

#include <cfloat>
#include <cmath>
#include <limits>
#include <numeric>

#include "nn/networks.h"
#include "support/allocation_counter.h"

namespace convoscope::nn {
namespace {

constexpr float kInfinity = std::numeric_limits<float>::infinity();

TEST(StatisticsTest, DescribesAHandfulOfValues) {
    const std::vector<float> values{-2, 0, 0, 1, 6};
    const Statistics statistics = statistics_of(values, 4);
    EXPECT_EQ(statistics.count, 5u);
    EXPECT_EQ(statistics.minimum, -2.0f);
    EXPECT_EQ(statistics.maximum, 6.0f);
    EXPECT_DOUBLE_EQ(statistics.mean, 1.0);
    EXPECT_DOUBLE_EQ(statistics.deviation, std::sqrt(36.0 / 5)) << "9 + 1 + 1 + 0 + 25 over all five";
    EXPECT_EQ(statistics.zeros, 2u);
    EXPECT_EQ(statistics.histogram, (std::vector<int>{1, 3, 0, 1}));
}

TEST(StatisticsTest, TheUpperEndIsInTheLastBinAndEachLowerEndInItsOwn) {
    const std::vector<float> values{0, 1, 2, 3, 4};
    EXPECT_EQ(statistics_of(values, 4).histogram, (std::vector<int>{1, 1, 1, 2}));
}

TEST(StatisticsTest, LeavesOutWhatIsNotFinite) {
    const std::vector<float> values{NAN, 1, kInfinity, 3, -kInfinity};
    const Statistics statistics = statistics_of(values, 2);
    EXPECT_EQ(statistics.count, 2u);
    EXPECT_EQ(statistics.minimum, 1.0f);
    EXPECT_EQ(statistics.maximum, 3.0f);
    EXPECT_DOUBLE_EQ(statistics.mean, 2.0);
    EXPECT_EQ(statistics.histogram, (std::vector<int>{1, 1}));
}

TEST(StatisticsTest, NothingAndAllTheSameAreNoSpecialCase) {
    const Statistics nothing = statistics_of({}, 3);
    EXPECT_EQ(nothing.count, 0u);
    EXPECT_EQ(nothing.histogram, (std::vector<int>{0, 0, 0}));
    EXPECT_EQ(nothing.deviation, 0.0);
    const std::vector<float> same(7, 0.1f);
    const Statistics one = statistics_of(same, 3);
    EXPECT_EQ(one.histogram, (std::vector<int>{7, 0, 0}));
    EXPECT_EQ(one.minimum, one.maximum);
    EXPECT_NEAR(one.deviation, 0.0, 1e-12);
}

TEST(StatisticsTest, SumsInDoubleAndSpansTheWholeRange) {
    std::vector<float> values(1000000, 0.1f);
    EXPECT_NEAR(statistics_of(values).mean, 0.1f, 1e-9);
    const std::vector<float> ends{-FLT_MAX, FLT_MAX};
    const Statistics statistics = statistics_of(ends, 2);
    EXPECT_EQ(statistics.histogram, (std::vector<int>{1, 1}));
    EXPECT_EQ(std::accumulate(statistics.histogram.begin(), statistics.histogram.end(), 0), 2);
}

std::size_t dead(Activation activation, const std::vector<float>& activations) {
    return dead_units(activation, activations);
}

TEST(DeadUnitsTest, CountsWhatTheNonLinearityHasShut) {
    EXPECT_EQ(dead(Activation::Relu, {0.0f, 1e-6f, 0.0f, 3.0f}), 2u);
    EXPECT_EQ(dead(Activation::Sigmoid, {0.009f, 0.011f, 0.5f, 0.989f, 0.991f}), 2u);
    EXPECT_EQ(dead(Activation::Tanh, {-1.0f, -0.991f, -0.989f, 0.0f, 0.989f, 0.991f}), 3u);
    EXPECT_EQ(dead(Activation::ScaledTanh, {-1.7f, -1.69f, 0.0f, 1.0f, 1.69f, 1.7159f}), 2u);
    EXPECT_EQ(dead(Activation::Identity, {0.0f, 1.0f}), 0u);
    EXPECT_EQ(dead(Activation::Softmax, {0.0f, 1.0f}), 0u);
    EXPECT_EQ(dead(Activation::Relu, {}), 0u);
}

TEST(StatisticsTest, AJobGoesOverManyValuesInSteps) {
    std::vector<float> values = test::random_values<float>(1'000'000, 3);
    values[700'000] = std::numeric_limits<float>::quiet_NaN();
    StatisticsJob job(values, 16);
    int steps = 1;
    float progress = 0;
    while (job.step()) {
        ++steps;
        EXPECT_GT(job.progress(), progress);
        progress = job.progress();
    }
    EXPECT_FLOAT_EQ(job.progress(), 1);
    EXPECT_EQ(steps, 8);
    const Statistics found = job.result();
    EXPECT_EQ(found.count, values.size() - 1);
    EXPECT_NEAR(found.mean, 0, 0.01);
    EXPECT_NEAR(found.deviation, std::sqrt(1.0 / 3), 0.01);  // of a uniform distribution on -1 .. 1
    int counted = 0;
    for (const int bin : found.histogram) counted += bin;
    EXPECT_EQ(counted, 999'999);
}

TEST(StatisticsTest, AllocatesTheHistogramAlone) {
    const std::vector<float> values = test::random_values<float>(1000, 3);
    const std::size_t before = test::allocations();
    statistics_of(values);
    EXPECT_EQ(test::allocations(), before + 1);
}

}  // namespace
}  // namespace convoscope::nn
