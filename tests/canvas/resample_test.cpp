#include "canvas/resample.h"

#include <gtest/gtest.h>

#include <numeric>
#include <random>

namespace convoscope::canvas {
namespace {

Picture random_picture(int width, int height) {
    std::mt19937 random(2);
    Picture picture(width, height);
    for (float& ink : picture.ink) ink = std::uniform_real_distribution<float>(0, 1)(random);
    return picture;
}

TEST(AreaAverageTest, TheSameSizeIsTheSamePicture) {
    const Picture picture = random_picture(7, 5);
    EXPECT_EQ(area_average(picture, 7, 5), picture);
}

TEST(AreaAverageTest, KeepsTheMeanWhateverTheSizes) {
    const Picture picture = random_picture(13, 9);
    const auto mean = [](const Picture& of) {
        return std::accumulate(of.ink.begin(), of.ink.end(), 0.0) / static_cast<double>(of.ink.size());
    };
    for (const int columns : {1, 2, 5, 12, 13, 14, 40})
        for (const int rows : {1, 4, 9, 10, 31})
            EXPECT_NEAR(mean(area_average(picture, columns, rows)), mean(picture), 1e-6)
                << columns << " x " << rows;
}

TEST(AreaAverageTest, MixesBySharesOfArea) {
    Picture picture(3, 1);
    picture.ink = {1, 0, 0.5f};
    const Picture two = area_average(picture, 2, 1);
    EXPECT_FLOAT_EQ(two.at(0, 0), 1 / 1.5f);
    EXPECT_FLOAT_EQ(two.at(0, 1), 0.5f / 1.5f);
}

TEST(AreaAverageTest, EnlargingRepeatsPixels) {
    const Picture picture = random_picture(3, 2);
    const Picture large = area_average(picture, 30, 20);
    for (int row = 0; row < 20; ++row)
        for (int column = 0; column < 30; ++column)
            EXPECT_FLOAT_EQ(large.at(row, column), picture.at(row / 10, column / 10));
    EXPECT_EQ(area_average(large, 3, 2).width, 3);
}

TEST(AreaAverageTest, OutsideIsPaper) {
    Picture picture(2, 2);
    picture.ink = {1, 1, 1, 1};
    const Picture part = area_average(picture, {-1, 0.5, 4, 3}, 4, 3);
    const std::vector<float> expected{0, 1, 1, 0, 0, 0.5f, 0.5f, 0, 0, 0, 0, 0};
    EXPECT_EQ(part.ink, expected);
}

TEST(InterpolateTest, IsALineBetweenPixelsMiddlesAndPaperOutside) {
    Picture picture(2, 1);
    picture.ink = {1, 0.5f};
    const Picture large = interpolate(picture, 8, 1);
    const std::vector<float> expected{0.625f, 0.875f, 0.9375f, 0.8125f, 0.6875f, 0.5625f, 0.4375f, 0.3125f};
    for (std::size_t i = 0; i < expected.size(); ++i) EXPECT_FLOAT_EQ(large.ink[i], expected[i]) << i;
}

TEST(InterpolateTest, TheSameSizeIsTheSamePicture) {
    const Picture picture = random_picture(7, 5);
    EXPECT_EQ(interpolate(picture, 7, 5), picture);
}

TEST(InterpolateTest, RowsAndColumnsAreAlike) {
    const Picture picture = random_picture(6, 6);
    Picture turned(6, 6);
    for (int row = 0; row < 6; ++row)
        for (int column = 0; column < 6; ++column) turned.at(row, column) = picture.at(column, row);
    const Picture one = interpolate(picture, 17, 23), other = interpolate(turned, 23, 17);
    for (int row = 0; row < 23; ++row)
        for (int column = 0; column < 17; ++column)
            EXPECT_NEAR(one.at(row, column), other.at(column, row), 1e-6);
}

TEST(FitTest, OnlyCoarsePicturesAreInterpolated) {
    const Picture coarse = random_picture(27, 20);
    EXPECT_EQ(fit(coarse, 270, 200), interpolate(coarse, 270, 200));
    EXPECT_EQ(fit(coarse, 9, 200), area_average(coarse, 9, 200));
    const Picture fine = random_picture(28, 20);
    EXPECT_EQ(fit(fine, 280, 200), area_average(fine, 280, 200));
}

}  // namespace
}  // namespace convoscope::canvas
