#include "explain/morphology.h"

#include <gtest/gtest.h>

#include <algorithm>
#include <cmath>

#include "explain/changes.h"

namespace convoscope::explain {
namespace {

/// The formula as it stands: over all pixels and a wide margin, in double precision.
std::vector<double> by_brute_force(bool dilation, double radius, const std::vector<float>& ink, int height,
                                   int width) {
    const auto at = [&](int row, int column) {
        const bool inside = row >= 0 && row < height && column >= 0 && column < width;
        return inside ? static_cast<double>(ink[static_cast<std::size_t>(row * width + column)]) : 0.0;
    };
    const int margin = static_cast<int>(radius) + 3;
    std::vector<double> result;
    for (int row = 0; row < height; ++row) {
        for (int column = 0; column < width; ++column) {
            double largest = 0;
            for (int r = -margin; r < height + margin; ++r) {
                for (int c = -margin; c < width + margin; ++c) {
                    const double distance = std::sqrt((r - row) * (r - row) + (c - column) * (c - column));
                    const double weight = std::min(1.0, std::max(0.0, radius + 1 - distance));
                    largest = std::max(largest, weight * (dilation ? at(r, c) : 1 - at(r, c)));
                }
            }
            result.push_back(dilation ? largest : 1 - largest);
        }
    }
    return result;
}

TEST(Morphology, IsItsFormula) {
    for (const auto& [height, width] : {std::pair{1, 1}, {4, 7}, {6, 5}}) {
        const std::vector<float> ink = test::random_page(test::plain_input(1, height, width), 5);
        for (const float radius : {0.0f, 0.3f, 0.5f, 1.0f, 1.41f, 2.0f, 2.75f, 9.0f}) {
            SCOPED_TRACE(testing::Message() << height << " x " << width << ", " << radius);
            Morphology morphology;
            std::vector<float> dilated = ink, eroded = ink;
            morphology.dilate(radius, dilated, height, width);
            morphology.erode(radius, eroded, height, width);
            const double exact = static_cast<double>(radius);
            EXPECT_TRUE(test::agree(dilated, by_brute_force(true, exact, ink, height, width), 1e-6));
            const auto expected = by_brute_force(false, exact, ink, height, width);
            for (std::size_t i = 0; i < ink.size(); ++i)
                EXPECT_NEAR(static_cast<double>(eroded[i]), expected[i], 1e-6);
        }
    }
}

TEST(Morphology, MakesALineWiderByTheRadiusOnEachSide) {
    constexpr int kSide = 21;
    for (const float radius : {0.5f, 1.0f, 2.25f}) {
        std::vector<float> ink(kSide * kSide);
        for (int row = 0; row < kSide; ++row)
            for (int column = 8; column < 13; ++column)
                ink[static_cast<std::size_t>(row * kSide + column)] = 1;
        const auto width_at_the_middle = [&] {
            float sum = 0;
            for (int column = 0; column < kSide; ++column) sum += ink[10 * kSide + column];
            return sum;
        };
        Morphology morphology;
        morphology.dilate(radius, ink, kSide, kSide);
        EXPECT_NEAR(width_at_the_middle(), 5 + 2 * radius, 1e-5f);
        morphology.erode(radius, ink, kSide, kSide);
        // Full pixels come back; the soft edge of a pixel between does not wholly.
        EXPECT_NEAR(width_at_the_middle(), 5, 0.51f);
    }
}

}  // namespace
}  // namespace convoscope::explain
