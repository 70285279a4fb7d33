#include "app/relief_fade.h"

#include <gtest/gtest.h>

#include <cmath>

namespace convoscope::app {
namespace {

constexpr double kFrame = 1.0 / 60;

TEST(ReliefFade, DoesNothingUnlessItIsToldTo) {
    ReliefFade fade;
    for (int i = 0; i < 60; ++i) fade.update(i * kFrame, true);
    EXPECT_EQ(fade.share(), 1);
    EXPECT_FALSE(fade.is_low());
}

TEST(ReliefFade, SinksWhileSomethingMovesAndIsBackWithinAQuarterOfASecond) {
    ReliefFade fade;
    fade.set_active(true);
    double now = 7;  // the first moment is any
    for (int i = 0; i < 30; ++i) fade.update(now += kFrame, true);
    EXPECT_EQ(fade.share(), 0);
    EXPECT_TRUE(fade.is_low());
    const double rest = now;
    while (fade.is_low()) fade.update(now += kFrame, false);
    EXPECT_EQ(fade.share(), 1);
    EXPECT_LE(now - rest, 0.25);
}

TEST(ReliefFade, NeverLeaps) {
    ReliefFade fade;
    fade.set_active(true);
    double now = 0;
    float before = fade.share();
    for (int i = 0; i < 200; ++i) {
        now += i % 40 == 39 ? 5.0 : kFrame;  // after a long rest, too
        fade.update(now, i / 20 % 2 == 0);
        EXPECT_LT(std::abs(fade.share() - before), 0.45f) << i;
        before = fade.share();
    }
}

}  // namespace
}  // namespace convoscope::app
