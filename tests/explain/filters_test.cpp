// Classical filters by name.
#include "explain/filters.h"

#include <gtest/gtest.h>

#include <algorithm>
#include <cmath>
#include <string>

#include "nn/initialise.h"
#include "nn/networks.h"
#include "nn/zoo.h"

namespace convoscope::explain {
namespace {

float length_of(const std::vector<float>& values) {
    float sum = 0;
    for (const float value : values) sum += value * value;
    return std::sqrt(sum);
}

std::string english(const std::vector<float>& kernel, int channels, int side) {
    return name_of(nearest_filter(kernel, channels, side, side)).in(Language::English);
}

bool is_there(const Filter& filter, int side) { return side >= filter.least_size; }

TEST(Filters, EachIsItselfWithNoise) {
    for (const int side : {3, 4, 5, 7, 8, 11})
        for (const Filter& filter : classical_filters()) {
            if (!is_there(filter, side)) continue;
            const std::vector<float> clean = weights_of(filter, side, side);
            EXPECT_NEAR(length_of(clean), 1, 1e-5);
            for (std::uint64_t seed = 1; seed <= 10; ++seed) {
                std::vector<float> kernel = clean;
                const auto noise = test::random_values<float>(kernel.size(), seed);
                const float part = (side == 3 ? 0.1f : 0.2f) / length_of(noise);
                for (std::size_t i = 0; i < kernel.size(); ++i) kernel[i] = 3 * (kernel[i] + part * noise[i]);
                const auto nearest = nearest_filter(kernel, 1, side, side);
                ASSERT_TRUE(nearest) << filter.name.english << " at " << side;
                EXPECT_EQ(nearest->filter, &filter)
                    << filter.name.english << " " << filter.angle << " at " << side << " is taken for "
                    << name_of(nearest).in(Language::English);
                EXPECT_FALSE(nearest->inverse);
                EXPECT_GT(nearest->likeness, 0.95f);
            }
        }
}

TEST(Filters, TheNegativeIsTheInverseAndAnEdgeTheOppositeOne) {
    for (const Filter& filter : classical_filters()) {
        std::vector<float> kernel = weights_of(filter, 5, 5);
        for (float& value : kernel) value *= -2;
        const auto nearest = nearest_filter(kernel, 1, 5, 5);
        ASSERT_TRUE(nearest);
        EXPECT_NEAR(nearest->likeness, 1, 1e-5);
        EXPECT_EQ(nearest->filter->name, filter.name);
        const bool edge = std::string(filter.name.english).starts_with("edge");
        EXPECT_EQ(nearest->inverse, !edge);
        EXPECT_EQ(std::abs(nearest->filter->angle - filter.angle), edge ? 180 : 0);
        EXPECT_EQ(nearest->channels, std::vector<float>{edge ? 1.0f : -1.0f});
    }
}

TEST(Filters, RandomKernelsAreMostlyNone) {
    for (const int side : {3, 4, 5, 7, 11})
        for (const int channels : {1, 3}) {
            int named = 0;
            for (std::uint64_t seed = 1; seed <= 400; ++seed) {
                const auto kernel =
                    test::random_values<float>(static_cast<std::size_t>(channels * side * side), seed);
                named += nearest_filter(kernel, channels, side, side).has_value();
            }
            EXPECT_LE(named, 40) << side << ", " << channels;
        }
}

/// What textbooks have.
TEST(Filters, TextbooksKernelsHaveTheirNames) {
    EXPECT_EQ(english({-1, 0, 1, -2, 0, 2, -1, 0, 1}, 1, 3), "edge (Sobel), positive at the right");
    EXPECT_EQ(english({1, 2, 1, 0, 0, 0, -1, -2, -1}, 1, 3), "edge (Sobel), positive at the top");
    EXPECT_EQ(english({0, 1, 2, -1, 0, 1, -2, -1, 0}, 1, 3), "edge (Sobel), positive at the upper right");
    EXPECT_EQ(english({-1, 2, -1, -1, 2, -1, -1, 2, -1}, 1, 3), "bar, upright");
    EXPECT_EQ(english({1, 1, 1, -2, -2, -2, 1, 1, 1}, 1, 3), "inverse of: bar, level");
    EXPECT_EQ(english({-1, -1, 2, -1, 2, -1, 2, -1, -1}, 1, 3), "bar, rising to the right");
    EXPECT_EQ(english({1, 1, 1, 1, 1, 1, 1, 1, 1}, 1, 3), "average");
    EXPECT_EQ(english({1, 2, 1, 2, 4, 2, 1, 2, 1}, 1, 3), "blur (Gaussian)");
    EXPECT_EQ(english({0, 0, 0, 0, 1, 0, 0, 0, 0}, 1, 3), "copy");
    EXPECT_EQ(english({0, -1, 0, -1, 5, -1, 0, -1, 0}, 1, 3), "sharpen");
    EXPECT_EQ(english({1, -1, 1, -1, 1, -1, 1, -1, 1, -1, 1, -1, 1, -1, 1, -1, 1, -1, 1, -1, 1, -1, 1, -1, 1},
                      1, 5),
              "none of them");
    EXPECT_EQ(english(std::vector<float>(9), 1, 3), "none of them");
    EXPECT_EQ(english(std::vector<float>(4, 1.0f), 1, 2), "none of them");
    EXPECT_EQ(english(std::vector<float>(169, 1.0f), 1, 13), "none of them");
    const Message sobel = name_of(nearest_filter(std::vector<float>{-1, 0, 1, -2, 0, 2, -1, 0, 1}, 1, 3, 3));
    EXPECT_EQ(sobel.in(Language::Chinese), "边缘（Sobel），右侧为正");
}

TEST(Filters, SobelsAreExactAtThree) {
    const Filter& right = classical_filters()[0];
    const std::vector<float> kernel = weights_of(right, 3, 3);
    const float expected[] = {-1, 0, 1, -2, 0, 2, -1, 0, 1};
    for (std::size_t i = 0; i < 9; ++i) EXPECT_NEAR(kernel[i], expected[i] / std::sqrt(12.0f), 1e-6) << i;
}

/// The cosine, written out.
TEST(Filters, ALikenessIsTheCosine) {
    const auto kernel = test::random_values<float>(25, 9);
    double mean = 0;
    for (const float value : kernel) mean += static_cast<double>(value) / 25;
    for (const Likeness& one : likenesses(kernel, 1, 5, 5)) {
        const std::vector<float> filter = weights_of(*one.filter, 5, 5);
        double product = 0;
        double energy = 0;
        for (std::size_t i = 0; i < 25; ++i) {
            const double value = static_cast<double>(kernel[i]) - (one.filter->has_mean ? 0 : mean);
            product += value * static_cast<double>(filter[i]);
            energy += value * value;
        }
        EXPECT_NEAR(one.likeness, std::abs(product) / std::sqrt(energy), 1e-5);
        EXPECT_EQ(one.inverse, product < 0);
    }
}

TEST(Filters, AnAverageWithAHintOfAnEdgeIsAnAverage) {
    std::vector<float> kernel = weights_of(classical_filters()[0], 5, 5);
    for (float& value : kernel) value = 1 + 0.1f * value;
    EXPECT_EQ(english(kernel, 1, 5), "average");
    for (float& value : kernel) value = value - 1 + 0.01f;
    EXPECT_EQ(english(kernel, 1, 5), "edge (Sobel), positive at the right");
}

TEST(Filters, ColoursAreAMixtureOfChannels) {
    const std::vector<float> edge = weights_of(classical_filters()[2], 7, 7);
    std::vector<float> kernel;
    for (const float share : {0.6f, 0.0f, -0.8f})
        for (const float value : edge) kernel.push_back(share * value);
    const auto nearest = nearest_filter(kernel, 3, 7, 7);
    ASSERT_TRUE(nearest);
    EXPECT_NEAR(nearest->likeness, 1, 1e-5);
    EXPECT_EQ(nearest->filter->name, classical_filters()[0].name);
    // The sum of channels is negative, so it is the opposite edge.
    EXPECT_EQ(nearest->filter->angle, 270);
    EXPECT_NEAR(nearest->channels[0], -0.6f, 1e-5);
    EXPECT_NEAR(nearest->channels[2], 0.8f, 1e-5);
}

TEST(Filters, AFirstKernelIsInTermsOfInk) {
    nn::Architecture architecture = test::odd_network();
    architecture.input.channels = {{0.0f, 2.0f}, {1.0f, 0.0f}};
    nn::Model model = nn::empty_model(architecture);
    nn::initialise(model, 3);
    const auto kernel = first_kernel(model, 1, 2);
    ASSERT_TRUE(kernel);
    EXPECT_EQ(kernel->channels, 2);
    ASSERT_EQ(kernel->weights.size(), 24u);
    const auto& weight = model.parameters()[1].weight;
    for (std::size_t i = 0; i < 24; ++i)
        EXPECT_EQ(kernel->weights[i], weight[2 * 24 + i] * (i < 12 ? 2.0f : -1.0f));
    EXPECT_FALSE(first_kernel(model, 2, 0));
    EXPECT_FALSE(first_kernel(model, 3, 0));
}

}  // namespace
}  // namespace convoscope::explain
