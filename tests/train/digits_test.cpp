#include "train/digits.h"

#include <gtest/gtest.h>

#include <algorithm>
#include <memory>
#include <set>
#include <string>

#include "data/own_digits.h"
#include "support/bundled.h"
#include "train/digit_ways.h"
#include "train/evaluate.h"
#include "train/glyph_strokes.h"
#include "train/own_digits_recipe.h"

namespace convoscope::train {
namespace {

TEST(DigitWays, AreADozenOfEachDigitAndLieOnTheirSquare) {
    for (int digit = 0; digit < 10; ++digit) {
        std::set<std::string> names, strokes;
        for (const DigitWay& way : digit_ways(digit)) {
            SCOPED_TRACE(std::to_string(digit) + " " + way.glyph.name);
            EXPECT_TRUE(names.insert(way.glyph.name).second);
            EXPECT_TRUE(strokes.insert(way.glyph.strokes).second);
            EXPECT_GT(way.often, 0);
            ASSERT_FALSE(strokes_of(way.glyph).empty());
            for (const GlyphStroke& stroke : strokes_of(way.glyph)) {
                EXPECT_GE(stroke.points.size(), 2u);
                for (const canvas::Point point : stroke.points) {
                    EXPECT_TRUE(point.x >= 0 && point.x <= 100) << point.x;
                    EXPECT_TRUE(point.y >= 0 && point.y <= 100) << point.y;
                }
            }
        }
        EXPECT_GE(names.size(), 12u);
    }
}

TEST(Digits, LieOnThePad) {
    nn::Random random(3);
    for (int i = 0; i < 1000; ++i) {
        const canvas::Drawing drawing = draw_digit(i % 10, random);
        EXPECT_EQ(drawing.label, i % 10);
        ASSERT_FALSE(drawing.blank());
        for (const canvas::Stroke& stroke : drawing.strokes) {
            const float pen = stroke.width / 2;
            ASSERT_GT(pen, 0);
            for (const canvas::Point point : stroke.points) {
                ASSERT_TRUE(point.x >= pen && point.x <= drawing.width - pen) << point.x;
                ASSERT_TRUE(point.y >= pen && point.y <= drawing.height - pen) << point.y;
            }
        }
    }
}

TEST(Digits, EachDependsOnTheSeedAndItsNumberAlone) {
    const data::LabelledImages some = draw_digits(20, 5), more = draw_digits(40, 5);
    for (std::size_t i = 0; i < some.count(); ++i) {
        EXPECT_EQ(some.labels[i], i % 10);
        EXPECT_TRUE(std::ranges::equal(some.image(i), more.image(i)));
    }
    EXPECT_NE(some.pixels, draw_digits(20, 6).pixels);
}

// Where build/make_digits draws others, they are to be drawn anew: assets/digits/README.md.
TEST(OwnDigits, AreWhatTheProgramDraws) {
#ifndef __x86_64__
    GTEST_SKIP() << "they were drawn on x86-64, and other processors may round otherwise";
#endif
    const data::LabelledImages kept = data::load_own_digits(test::assets());
    const data::LabelledImages drawn = draw_digits(test::own_digits, test::own_digits_seed);
    EXPECT_EQ(kept.labels, drawn.labels);
    EXPECT_TRUE(kept.pixels == drawn.pixels);
}

TEST(OwnDigits, AreReadByTheBundledModel) {
    const auto digits = std::make_shared<const data::LabelledImages>(data::load_own_digits(test::assets()));
    Workers workers(1);
    EXPECT_GE(evaluate(*test::bundled_model("lenet5"), whole(digits), workers).accuracy(), 0.99);
}

}  // namespace
}  // namespace convoscope::train
