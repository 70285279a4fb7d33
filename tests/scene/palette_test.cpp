#include "scene/palette.h"

#include <gtest/gtest.h>

#include <cmath>
#include <limits>

namespace convoscope::scene {
namespace {

float lightness(const Colour& colour) {
    // Relative luminance, Rec. 709, of sRGB values.
    const auto linear = [](int level) { return std::pow(static_cast<float>(level) / 255.0f, 2.2f); };
    return 0.2126f * linear(colour.red) + 0.7152f * linear(colour.green) + 0.0722f * linear(colour.blue);
}

TEST(Palette, OriginalIsHarleys) {
    const Ramp ramp = make_ramp(Palette::Original, Theme::Dark, Body::Bare);
    EXPECT_EQ(ramp.front(), (Colour{0, 0, 0, 255}));
    EXPECT_EQ(ramp.back(), (Colour{0, 255, 255, 255}));
    EXPECT_NEAR(ramp[26].blue, 64, 2);  // dim purple (.17,.14,.25)
}

TEST(Palette, OneSidedOnesGetSteadilyStronger) {
    for (const Palette palette : {Palette::Original, Palette::Even, Palette::Grey})
        for (const Theme theme : {Theme::Dark, Theme::Light}) {
            const Ramp ramp = make_ramp(palette, theme);
            const float direction = theme == Theme::Dark ? 1.0f : -1.0f;
            for (int i = 16; i < 256; i += 16)
                EXPECT_GT(direction * (lightness(ramp[i]) - lightness(ramp[i - 16])), -1e-4f)
                    << "palette " << static_cast<int>(palette) << " theme " << static_cast<int>(theme)
                    << " at " << i;
        }
}

TEST(Palette, SignIsNotCarriedByHueAlone) {
    for (const Theme theme : {Theme::Dark, Theme::Light}) {
        const Ramp ramp = make_ramp(Palette::Signed, theme);
        for (const int strength : {60, 100, 127})
            EXPECT_GT(std::abs(lightness(ramp[127 + strength]) - lightness(ramp[127 - strength])), 0.05f)
                << strength;
    }
}

TEST(Palette, LooksUpAtTheEndsAndBeyond) {
    const Ramp ramp = make_ramp(Palette::Grey, Theme::Dark);
    const Range range{-1, 3};
    EXPECT_EQ(look_up(ramp, range, -1), ramp[0]);
    EXPECT_EQ(look_up(ramp, range, -50), ramp[0]);
    EXPECT_EQ(look_up(ramp, range, 3), ramp[255]);
    EXPECT_EQ(look_up(ramp, range, 1e30f), ramp[255]);
    EXPECT_EQ(look_up(ramp, range, 1), ramp[128]);
    EXPECT_EQ(look_up(ramp, {2, 2}, 2), ramp[128]);
    EXPECT_EQ(look_up(ramp, range, std::numeric_limits<float>::quiet_NaN()), ramp[128]);
}

}  // namespace
}  // namespace convoscope::scene
