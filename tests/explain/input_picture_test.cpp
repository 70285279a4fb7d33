// What stands in a network's input, for people.
#include "explain/input_picture.h"

#include <gtest/gtest.h>

#include "base/error.h"

namespace convoscope::explain {
namespace {

using Pixels = std::vector<unsigned char>;

TEST(InputPicture, InkIsDarkWhicheverValueStandsForIt) {
    nn::InputSpec input;
    input.shape = {1, 1, 3};
    input.low = -0.1f;
    input.high = 1.175f;
    const std::vector<float> values{-0.1f, 1.175f, 9.0f};
    EXPECT_EQ(picture_of(input, values, input.shape).pixels, (Pixels{255, 0, 0}));
    std::swap(input.low, input.high);
    EXPECT_EQ(picture_of(input, values, input.shape).pixels, (Pixels{0, 255, 255}));
}

TEST(InputPicture, StandsUpright) {
    nn::InputSpec input;
    input.shape = {1, 2, 3};
    input.transposed = true;
    const InputPicture picture =
        picture_of(input, std::vector<float>{0, 0.2f, 0.4f, 0.6f, 0.8f, 1}, input.shape);
    EXPECT_EQ(picture.height, 3);
    EXPECT_EQ(picture.width, 2);
    EXPECT_EQ(picture.pixels, (Pixels{255, 102, 204, 51, 153, 0}));
}

TEST(InputPicture, ColoursAreOfLightAndSideBySide) {
    nn::InputSpec input;
    input.shape = {3, 1, 2};
    input.preprocessing = nn::Preprocessing::Photo;
    input.channels = {{0, 1}, {-1, 1}, {2, 4}};
    const std::vector<float> values{0, 1, -1, 0.6f, 4, 2};
    EXPECT_EQ(picture_of(input, values, input.shape).pixels, (Pixels{0, 0, 255, 255, 204, 0}));
    input.shape = {2, 1, 2};
    EXPECT_THROW(picture_of(input, values, input.shape), Error);
}

}  // namespace
}  // namespace convoscope::explain
