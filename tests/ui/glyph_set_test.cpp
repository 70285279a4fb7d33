#include <gtest/gtest.h>

#include <vector>

#include "ui/fonts.h"

namespace convoscope::ui {
namespace {

std::vector<int> ranges_of(const GlyphSet& set, bool large) {
    const ImVector<ImWchar> ranges = set.ranges(large);
    return {ranges.begin(), ranges.end()};
}

TEST(GlyphSet, HasLatinFromTheStartAndNeverGrowsByIt) {
    GlyphSet set;
    EXPECT_FALSE(set.need("conv2/9 = 0.5 é ÿ \n"));
    EXPECT_FALSE(set.need(""));
    EXPECT_TRUE(set.has('A'));
    EXPECT_TRUE(set.has(0xFF, true));
    EXPECT_FALSE(set.has(0x100));
    EXPECT_EQ(set.ranges(false).Size, 1);
    EXPECT_EQ(ranges_of(set, false), std::vector<int>{0});
}

TEST(GlyphSet, GrowsOnceByWhatIsNew) {
    GlyphSet set;
    EXPECT_TRUE(set.need("layer 卷积层"));
    EXPECT_FALSE(set.need("层卷"));
    EXPECT_TRUE(set.need("层卷池"));
    EXPECT_TRUE(set.has(0x5377));  // 卷
    EXPECT_TRUE(set.has(0x6C60));  // 池
    EXPECT_FALSE(set.has(0x7F51));
}

TEST(GlyphSet, GrowsForTheLargeFontByItself) {
    GlyphSet set;
    EXPECT_TRUE(set.need("数"));
    EXPECT_FALSE(set.has(0x6570, true));
    EXPECT_EQ(set.ranges(true).Size, 1);
    EXPECT_TRUE(set.need("数", true)) << "the small ones have it, the large one does not";
    EXPECT_FALSE(set.need("数", true));
    EXPECT_TRUE(set.has(0x6570, true));
    EXPECT_TRUE(set.need("字", true));
    EXPECT_TRUE(set.has(0x5B57)) << "what the large font has, the others have";
}

TEST(GlyphSet, IsRangesAsDearImGuiTakesThem) {
    GlyphSet set;
    set.need("一丁七上");  // U+4E00, U+4E01, U+4E03, U+4E0A
    set.need("丁", true);
    EXPECT_EQ(ranges_of(set, false), (std::vector<int>{0x4E00, 0x4E01, 0x4E03, 0x4E03, 0x4E0A, 0x4E0A, 0}));
    EXPECT_EQ(ranges_of(set, true), (std::vector<int>{0x4E01, 0x4E01, 0}));
    GlyphSet ends;
    ends.need("\xC4\x80\xEF\xBF\xBF");  // U+0100 and U+FFFF, the first and last that it can hold
    EXPECT_EQ(ranges_of(ends, false), (std::vector<int>{0x100, 0x100, 0xFFFF, 0xFFFF, 0}));
}

TEST(GlyphSet, PassesOverWhatIsNoUtf8) {
    GlyphSet set;
    for (const char* bytes : {"\x80", "\xFF\xFE", "\xC0\x80", "\xE5", "\xE5\x8D", "\xF0\x9F\x98", "\xE5xy",
                              "\xE5\x8Dx", "\xC4x", "\xF0\x9Fxy", "\xED\xA0\x80", "\xF8\x88\x80\x80\x80"})
        EXPECT_FALSE(set.need(bytes)) << ::testing::PrintToString(bytes);
    EXPECT_TRUE(set.need("\xE5卷\xFF")) << "what comes after it counts";
    EXPECT_EQ(ranges_of(set, false), (std::vector<int>{0x5377, 0x5377, 0}));
}

TEST(GlyphSet, LeavesOutWhatDearImGuiCannotShow) {
    GlyphSet set;
    EXPECT_FALSE(set.need("😀")) << "U+1F600: beyond 16 bits";
    EXPECT_TRUE(set.need("😀字"));
    EXPECT_EQ(ranges_of(set, false), (std::vector<int>{0x5B57, 0x5B57, 0}));
}

}  // namespace
}  // namespace convoscope::ui
