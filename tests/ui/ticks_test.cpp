#include "ui/ticks.h"

#include <gtest/gtest.h>

#include <limits>

namespace convoscope::ui {
namespace {

using Ticks = std::vector<float>;

TEST(Ticks, AreRoundAndHaveZeroAmongThem) {
    EXPECT_EQ(ticks(-3, 3, 7), (Ticks{-3, -2, -1, 0, 1, 2, 3}));
    EXPECT_EQ(ticks(-3, 3, 4), (Ticks{-2, 0, 2}));
    EXPECT_EQ(ticks(0, 1, 3), (Ticks{0, 0.5f, 1}));
    EXPECT_EQ(ticks(-0.2f, 41, 4), (Ticks{0, 20, 40}));
}

TEST(Ticks, AreNeverMoreThanAskedFor) {
    for (float end = 0.003f; end < 1e4f; end *= 1.7f)
        for (int most = 2; most < 9; ++most) {
            const auto count = ticks(-0.3f * end, end, most).size();
            EXPECT_LE(count, static_cast<std::size_t>(most)) << end << ", " << most;
            EXPECT_GE(count, 1u) << end << ", " << most;
        }
}

TEST(Ticks, OfNoSpanThereAreNone) {
    EXPECT_EQ(ticks(1, 1, 5), Ticks{});
    EXPECT_EQ(ticks(0, std::numeric_limits<float>::infinity(), 5), Ticks{});
}

TEST(Ticks, AreWrittenShort) {
    EXPECT_EQ(tick_words(0), "0");
    EXPECT_EQ(tick_words(0.5f), "0.5");
    EXPECT_EQ(tick_words(-20), "-20");
    EXPECT_EQ(tick_words(0.1f * 3), "0.3");
}

}  // namespace
}  // namespace convoscope::ui
