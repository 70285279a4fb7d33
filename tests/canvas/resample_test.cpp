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

/// The picture of which PyTorch was asked.
Picture known_picture() {
    Picture picture(7, 5);
    for (std::size_t i = 0; i < picture.ink.size(); ++i)
        picture.ink[i] = static_cast<float>((i * 37) % 101) / 100;
    return picture;
}

void expect_like(const Picture& picture, const std::vector<float>& expected) {
    ASSERT_EQ(picture.ink.size(), expected.size());
    for (std::size_t i = 0; i < expected.size(); ++i) EXPECT_NEAR(picture.ink[i], expected[i], 2e-6f) << i;
}

// torch.nn.functional.interpolate(x, size, mode="bilinear", antialias=True), which is what Pillow does.
TEST(BilinearTest, ShrinksAsPyTorchDoes) {
    const Region whole{0, 0, 7, 5};
    expect_like(bilinear(known_picture(), whole, 3, 4),
                {0.405536f, 0.405882f, 0.512321f, 0.577559f, 0.471814f, 0.54006f, 0.400893f, 0.51299f,
                 0.615893f, 0.524821f, 0.573971f, 0.415179f});
    expect_like(bilinear(known_picture(), whole, 2, 2), {0.481427f, 0.490233f, 0.500391f, 0.523076f});
}

TEST(BilinearTest, EnlargesAsPyTorchDoes) {
    expect_like(
        bilinear(known_picture(), {0, 0, 7, 5}, 9, 6),
        {0.0f,      0.246667f, 0.534444f, 0.597778f, 0.1f,      0.387778f, 0.675556f, 0.626667f, 0.2f,
         0.4275f,   0.674167f, 0.625278f, 0.436111f, 0.5275f,   0.226111f, 0.345556f, 0.549167f, 0.6275f,
         0.313333f, 0.56f,     0.660741f, 0.583796f, 0.413333f, 0.373796f, 0.568056f, 0.659444f, 0.513333f,
         0.3675f,   0.333611f, 0.481111f, 0.637963f, 0.4675f,   0.427963f, 0.622222f, 0.713611f, 0.5675f,
         0.59f,     0.331667f, 0.366944f, 0.598611f, 0.69f,     0.388611f, 0.367778f, 0.543333f, 0.79f,
         0.26f,     0.506667f, 0.794444f, 0.857778f, 0.36f,     0.647778f, 0.374444f, 0.213333f, 0.46f});
}

TEST(BilinearTest, APartIsThatPartAlone) {
    Picture picture(6, 4);
    for (int row = 0; row < 4; ++row)
        for (int column = 2; column < 5; ++column) picture.at(row, column) = 0.5f;
    const Picture part = bilinear(picture, {2, 0, 3, 4}, 3, 4);
    for (const float ink : part.ink) EXPECT_FLOAT_EQ(ink, 0.5f);
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
