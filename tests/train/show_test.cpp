#include "train/show.h"

#include <gtest/gtest.h>

#include <memory>
#include <vector>

namespace convoscope::train {
namespace {

Part one_picture(int side, int channels, std::vector<std::uint8_t> pixels) {
    auto images = std::make_shared<data::LabelledImages>();
    images->height = images->width = side;
    images->channels = channels;
    images->pixels = std::move(pixels);
    images->labels = {0};
    return whole(std::move(images));
}

nn::InputSpec input_of(nn::Shape shape, nn::Preprocessing preprocessing) {
    nn::InputSpec input;
    input.shape = shape;
    input.preprocessing = preprocessing;
    return input;
}

std::vector<float> shown(const nn::InputSpec& input, const Part& part) {
    std::vector<float> target(static_cast<std::size_t>(input.shape.size()));
    show(input, part, 0, target);
    return target;
}

TEST(ShowTest, DigitsStandInTheMiddle) {
    const nn::InputSpec input = input_of({1, 3, 3}, nn::Preprocessing::Mnist);
    EXPECT_EQ(shown(input, one_picture(1, 1, {255})), (std::vector<float>{0, 0, 0, 0, 1, 0, 0, 0, 0}));
}

TEST(ShowTest, PicturesInColourGoInAsTheyAre) {
    nn::InputSpec input = input_of({3, 1, 1}, nn::Preprocessing::Photo);
    input.channels = {{0, 1}, {-1, 1}, {0, 255}};
    const std::vector<float> seen = shown(input, one_picture(1, 3, {255, 0, 51}));
    EXPECT_FLOAT_EQ(seen[0], 1);
    EXPECT_FLOAT_EQ(seen[1], -1);
    EXPECT_FLOAT_EQ(seen[2], 51);
}

TEST(ShowTest, GreyFillsAllColoursOfANetworkForPhotographs) {
    const nn::InputSpec input = input_of({3, 2, 2}, nn::Preprocessing::Photo);
    EXPECT_EQ(shown(input, one_picture(1, 1, {255})), std::vector<float>(12, 1));
}

TEST(ShowTest, ANetworkSeesTheMiddleOfAPicture) {
    nn::InputSpec input = input_of({1, 2, 2}, nn::Preprocessing::Photo);
    input.seen = 0.5f;
    std::vector<std::uint8_t> pixels(16);
    for (const int at : {5, 6, 9, 10}) pixels[static_cast<std::size_t>(at)] = 255;
    EXPECT_EQ(shown(input, one_picture(4, 1, pixels)), std::vector<float>(4, 1));
}

TEST(ShowTest, ColoursBecomeGreyForANetworkOfOneChannel) {
    const nn::InputSpec input = input_of({1, 1, 1}, nn::Preprocessing::Photo);
    EXPECT_NEAR(shown(input, one_picture(1, 3, {255, 0, 0}))[0], 0.299f, 1e-6f);
}

}  // namespace
}  // namespace convoscope::train
