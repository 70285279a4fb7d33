#include "data/own_digits.h"

#include <gtest/gtest.h>

#include <algorithm>
#include <array>
#include <set>
#include <string>

#include "support/error_line.h"
#include "support/places.h"

namespace convoscope::data {
namespace {

TEST(OwnDigits, AreThousandsAndAsManyOfEach) {
    const LabelledImages digits = load_own_digits(test::assets());
    EXPECT_EQ(digits.height, 28);
    EXPECT_EQ(digits.width, 28);
    ASSERT_GE(digits.count(), 3000u);
    std::array<std::size_t, 10> counts{};
    for (const std::uint8_t label : digits.labels) ++counts.at(label);
    for (const std::size_t count : counts) EXPECT_EQ(count, digits.count() / 10);
}

TEST(OwnDigits, TheFirstOnesHaveAsManyOfEach) {
    const LabelledImages digits = load_own_digits(test::assets());
    std::array<std::size_t, 10> counts{};
    for (std::size_t i = 0; i < 200; ++i) ++counts.at(digits.labels.at(i));
    for (const std::size_t count : counts) EXPECT_EQ(count, 20u);
}

TEST(OwnDigits, NoTwoAreTheSame) {
    const LabelledImages digits = load_own_digits(test::assets());
    std::set<std::string> pictures;
    for (std::size_t i = 0; i < digits.count(); ++i)
        pictures.emplace(digits.image(i).begin(), digits.image(i).end());
    EXPECT_EQ(pictures.size(), digits.count());
}

// As MNIST's are: the centre of mass in the middle, to a pixel, and full ink in it.
TEST(OwnDigits, LieAsMnistsDo) {
    const LabelledImages digits = load_own_digits(test::assets());
    for (std::size_t i = 0; i < digits.count(); ++i) {
        double ink = 0, down = 0, right = 0;
        for (int row = 0; row < 28; ++row)
            for (int column = 0; column < 28; ++column) {
                const double value = digits.image(i)[static_cast<std::size_t>(28 * row + column)];
                ink += value;
                down += row * value;
                right += column * value;
            }
        ASSERT_GT(ink, 0);
        EXPECT_NEAR(down / ink, 14, 0.51) << i;
        EXPECT_NEAR(right / ink, 14, 0.51) << i;
        EXPECT_GT(*std::ranges::max_element(digits.image(i)), 127) << i;
    }
}

TEST(OwnDigits, SayWhichFileIsMissing) {
    const std::string line = test::error_line([] { load_own_digits("nowhere"); });
    EXPECT_NE(line.find("nowhere/digits/images.idx.gz"), std::string::npos) << line;
    EXPECT_EQ(line.find('\n'), std::string::npos) << line;
}

}  // namespace
}  // namespace convoscope::data
