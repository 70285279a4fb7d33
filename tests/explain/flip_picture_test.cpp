#include "explain/flip_picture.h"

#include <gtest/gtest.h>

#include "explain/changes.h"

namespace convoscope::explain {
namespace {

struct Rgb {
    int red = 0, green = 0, blue = 0;
    bool operator==(const Rgb&) const = default;
};

Rgb at(const MarkedPicture& picture, int row, int column) {
    const auto first = static_cast<std::size_t>(3 * (row * picture.width + column));
    return {picture.rgb[first], picture.rgb[first + 1], picture.rgb[first + 2]};
}

TEST(FlipPicture, DrawsMarksOverDarkInkOnWhitePaper) {
    nn::InputSpec spec = test::plain_input(1, 2, 3);
    spec.low = -1;
    spec.high = 3;
    InputFlip flip;
    flip.pixels = {{0, 1, 1.0f}, {1, 0, -1.0f}, {1, 2, 0.5f}};
    const std::vector<float> input{-1, -1, 3, 3, 1, -1};
    const MarkedPicture picture = marked_picture(spec, input, flip, 13);
    ASSERT_EQ(picture.height, 8);  // 3 pixels of 4
    ASSERT_EQ(picture.width, 12);
    EXPECT_EQ(at(picture, 3, 3), (Rgb{255, 255, 255}));
    EXPECT_EQ(at(picture, 0, 4), (Rgb{213, 94, 0}));
    EXPECT_EQ(at(picture, 2, 11), (Rgb{0, 0, 0}));
    EXPECT_EQ(at(picture, 4, 0), (Rgb{0, 114, 178}));
    EXPECT_EQ(at(picture, 7, 6), (Rgb{128, 128, 128}));
    const float share = 0.35f + 0.65f * 0.5f;
    EXPECT_NEAR(at(picture, 7, 8).green, 255 + share * (94 - 255), 1);
}

TEST(FlipPicture, StandsUpright) {
    nn::InputSpec spec = test::plain_input(1, 3, 2);
    spec.transposed = true;
    InputFlip flip;
    flip.pixels = {{2, 0, 1.0f}};
    const MarkedPicture picture = marked_picture(spec, std::vector<float>{0, 1, 0, 0, 0, 0}, flip, 3);
    ASSERT_EQ(picture.height, 2);
    ASSERT_EQ(picture.width, 3);
    EXPECT_EQ(at(picture, 0, 2), (Rgb{213, 94, 0}));
    EXPECT_EQ(at(picture, 1, 0), (Rgb{0, 0, 0}));
}

TEST(FlipPicture, KeepsColours) {
    nn::InputSpec spec = test::plain_input(3, 1, 1);
    spec.channels = {{-1, 1}, {0, 2}, {1, 0}};
    const MarkedPicture picture = marked_picture(spec, std::vector<float>{1, 0, 0.25f}, {}, 1);
    EXPECT_EQ(at(picture, 0, 0), (Rgb{255, 0, 64}));
}

}  // namespace
}  // namespace convoscope::explain
