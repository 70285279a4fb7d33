#include "train/augment.h"

#include <gtest/gtest.h>

#include <algorithm>
#include <cmath>
#include <numeric>
#include <vector>

#include "train/random.h"

namespace convoscope::train {
namespace {

constexpr int kSide = 28;
constexpr int kPixels = kSide * kSide;

/// A cross with soft ends, off the middle.
std::vector<float> picture() {
    std::vector<float> ink(kPixels, 0.0f);
    for (int i = 8; i < 20; ++i) {
        ink[14 * kSide + i] = ink[15 * kSide + i] = 0.25f + 0.05f * static_cast<float>(i - 8);
        ink[i * kSide + 12] = ink[i * kSide + 13] = 1.0f;
    }
    return ink;
}

std::vector<float> bent(const AugmentOptions& options, std::uint64_t seed) {
    Augmenter augmenter(options, kSide, kSide);
    nn::Random random = random_for(seed, 0, 0);
    std::vector<float> result(kPixels);
    augmenter.apply(picture(), random, result);
    return result;
}

double sum(const std::vector<float>& values) { return std::accumulate(values.begin(), values.end(), 0.0); }

TEST(Augment, NoStrengthChangesNothing) {
    const std::vector<float> original = picture();
    const std::vector<float> result = bent(AugmentOptions::none(), 1);
    for (int i = 0; i < kPixels; ++i) EXPECT_NEAR(result[i], original[i], 1e-5) << "pixel " << i;
}

TEST(Augment, TheSameGeneratorGivesTheSamePictureAndAnotherAnother) {
    EXPECT_EQ(bent({}, 3), bent({}, 3));
    EXPECT_NE(bent({}, 3), bent({}, 4));

    // Nothing is left over from the picture before.
    Augmenter augmenter({}, kSide, kSide);
    std::vector<float> result(kPixels);
    for (const std::uint64_t seed : {9, 3}) {
        nn::Random random = random_for(seed, 0, 0);
        augmenter.apply(picture(), random, result);
    }
    EXPECT_EQ(result, bent({}, 3));
}

TEST(Augment, ResultsStayBetweenPaperAndInk) {
    for (std::uint64_t seed = 0; seed < 50; ++seed) {
        for (const float ink : bent({}, seed)) {
            ASSERT_GE(ink, 0.0f);
            ASSERT_LE(ink, 1.0f);
        }
    }
}

TEST(Augment, APictureMayBeBentInPlace) {
    std::vector<float> ink = picture();
    Augmenter augmenter({}, kSide, kSide);
    nn::Random random = random_for(5, 0, 0);
    augmenter.apply(ink, random, ink);
    EXPECT_EQ(ink, bent({}, 5));
}

TEST(Augment, ElasticDisplacementIsAsLargeAsAskedAndSmooth) {
    AugmentOptions options = AugmentOptions::none();
    options.elastic = 1.5f;
    options.elastic_sigma = 4.0f;
    Augmenter augmenter(options, kSide, kSide);
    std::vector<float> result(kPixels);
    double squares = 0;
    double mean = 0;
    double steps = 0;
    constexpr int pictures = 400;
    for (int i = 0; i < pictures; ++i) {
        nn::Random random = random_for(1, 0, i);
        augmenter.apply(picture(), random, result);
        for (const auto field : {augmenter.row_displacement(), augmenter.column_displacement()}) {
            for (int pixel = 0; pixel < kPixels; ++pixel) {
                squares += field[pixel] * field[pixel];
                mean += field[pixel];
                if (pixel % kSide != 0) steps += std::abs(field[pixel] - field[pixel - 1]);
            }
        }
    }
    constexpr double count = 2.0 * pictures * kPixels;
    EXPECT_NEAR(std::sqrt(squares / count), 1.5, 0.05);
    EXPECT_NEAR(mean / count, 0.0, 0.06);
    // The slope's variance is the integral of the squared derivative of a cubic B-spline, 2/3, against that
    // of its square, 151/315, a knot being sqrt(3) sigma; |x| of a normal x is sqrt(2 / pi) of its deviation.
    const double slope = std::sqrt(2.0 / 3 * 315 / 151) / (std::sqrt(3.0) * 4.0);
    EXPECT_NEAR(steps / count, 1.5 * slope * std::sqrt(2.0 / 3.14159), 0.008);
}

TEST(Augment, AffineKindsMoveAsTheirNamesSay) {
    const auto corner = [](const AugmentOptions& options, int row, int column, std::uint64_t seed) {
        Augmenter augmenter(options, kSide, kSide);
        nn::Random random = random_for(seed, 0, 0);
        std::vector<float> result(kPixels);
        augmenter.apply(picture(), random, result);
        const int pixel = row * kSide + column;
        return std::pair{augmenter.row_displacement()[pixel], augmenter.column_displacement()[pixel]};
    };
    for (std::uint64_t seed = 0; seed < 20; ++seed) {
        AugmentOptions moved = AugmentOptions::none();
        moved.translation = 2.0f;
        EXPECT_EQ(corner(moved, 0, 0, seed), corner(moved, 27, 5, seed));
        EXPECT_LE(std::abs(corner(moved, 0, 0, seed).first), 2.0f);

        AugmentOptions turned = AugmentOptions::none();
        turned.rotation = 30.0f;
        const auto [down, right] = corner(turned, 0, 0, seed);
        const float before = std::hypot(13.5f, 13.5f);
        EXPECT_NEAR(std::hypot(down - 13.5f, right - 13.5f), before, 1e-4);  // as far from the middle
        EXPECT_LE(std::hypot(down, right), 2.0f * before * std::sin(0.5f * 0.5236f) + 1e-4f);

        AugmentOptions sheared = AugmentOptions::none();
        sheared.shear = 0.3f;
        EXPECT_NEAR(corner(sheared, 3, 4, seed).first, 0.0f, 1e-5);
        EXPECT_NEAR(corner(sheared, 0, 4, seed).second, -corner(sheared, 27, 4, seed).second, 1e-5);

        AugmentOptions scaled = AugmentOptions::none();
        scaled.scale = 0.2f;
        const auto [rows, columns] = corner(scaled, 0, 0, seed);
        EXPECT_NEAR(rows, columns, 1e-5);
        EXPECT_LE(std::abs(rows), 0.2f * 13.5f + 1e-4f);
    }
}

TEST(Augment, ThickeningAddsInkAndThinningTakesIt) {
    AugmentOptions thicker = AugmentOptions::none();
    thicker.thicken = 0.5f;
    AugmentOptions thinner = AugmentOptions::none();
    thinner.thin = 0.5f;
    const double before = sum(picture());
    int more = 0;
    int less = 0;
    for (std::uint64_t seed = 0; seed < 40; ++seed) {
        const double thick = sum(bent(thicker, seed));
        const double thin = sum(bent(thinner, seed));
        EXPECT_GE(thick, before - 1e-2);
        EXPECT_LE(thin, before + 1e-2);
        if (thick > 1.05 * before) ++more;
        if (thin < 0.95 * before) ++less;
    }
    EXPECT_GT(more, 8);  // the generator asks for the other way half the time
    EXPECT_GT(less, 8);
}

TEST(Augment, LargerPixelsKeepTheInkAndLoseTheDetail) {
    AugmentOptions options = AugmentOptions::none();
    options.coarse = 1;
    const std::vector<float> original = picture();
    for (std::uint64_t seed = 0; seed < 20; ++seed) {
        const std::vector<float> result = bent(options, seed);
        EXPECT_NEAR(sum(result), sum(original), 0.04 * sum(original));
        const auto roughness = [](const std::vector<float>& ink) {
            double total = 0;
            for (int i = 1; i < kPixels; ++i) total += std::abs(ink[i] - ink[i - 1]);
            return total;
        };
        EXPECT_LT(roughness(result), 0.97 * roughness(original)) << seed;
        EXPECT_LE(*std::ranges::max_element(result), 1.0f);
    }
}

TEST(Augment, ContrastLeavesPaperAlone) {
    AugmentOptions options = AugmentOptions::none();
    options.contrast = 1;
    const std::vector<float> original = picture();
    bool lighter = false;
    bool harder = false;
    for (std::uint64_t seed = 0; seed < 20; ++seed) {
        const std::vector<float> result = bent(options, seed);
        for (int i = 0; i < kPixels; ++i) {
            EXPECT_TRUE(original[i] > 0.0f || result[i] == 0.0f);
            lighter |= original[i] == 1.0f && result[i] < 0.9f;
            harder |= original[i] > 0 && original[i] < 0.3f && result[i] < 0.5f * original[i];
        }
    }
    EXPECT_TRUE(lighter);
    EXPECT_TRUE(harder);
}

TEST(Augment, AMirrorSwapsLeftAndRight) {
    AugmentOptions options = AugmentOptions::none();
    options.mirror = 1;
    const std::vector<float> original = picture();
    const std::vector<float> result = bent(options, 1);
    for (int row = 0; row < kSide; ++row)
        for (int column = 0; column < kSide; ++column)
            EXPECT_NEAR(result[row * kSide + column], original[row * kSide + kSide - 1 - column], 1e-5);
}

}  // namespace
}  // namespace convoscope::train
