// What other programs call their layers and classes may be any bytes.
#include "models/utf8.h"

#include <gtest/gtest.h>

namespace convoscope::models {
namespace {

TEST(Utf8, CharactersOfEveryLength) {
    for (const char* text : {"", "conv1", "\u00e9", "\u732b", "\U0001f408", "a\u00e9\u732b\U0001f408z",
                             "\xed\x9f\xbf", "\xee\x80\x80", "\xf4\x8f\xbf\xbf"}) {
        EXPECT_TRUE(is_utf8(text)) << text;
        EXPECT_EQ(as_utf8(text), text);
    }
}

TEST(Utf8, WhatIsNone) {
    const struct {
        const char* text;
        const char* mended;
    } cases[] = {{"\xff", "?"},
                 {"a\x80z", "a?z"},
                 {"\xc3", "?"},
                 {"\xe7\x8c", "??"},
                 {"\xe7\x8c\u732b", "??\u732b"},
                 {"\xc0\xaf", "??"},            // longer than need be
                 {"\xe0\x80\xaf", "???"},       // likewise
                 {"\xf0\x80\x80\xaf", "????"},  // likewise
                 {"\xed\xa0\x80", "???"},       // half of one of UTF-16's pairs
                 {"\xf4\x90\x80\x80", "????"},  // beyond U+10FFFF
                 {"\xf5\x80\x80\x80", "????"}};
    for (const auto& one : cases) {
        EXPECT_FALSE(is_utf8(one.text)) << one.mended;
        EXPECT_EQ(as_utf8(one.text), one.mended);
        EXPECT_TRUE(is_utf8(as_utf8(one.text))) << one.mended;
    }
}

TEST(Utf8, ItsEndIsOfWholeCharacters) {
    const std::string_view text = "ab\u732b\u72d7";
    EXPECT_EQ(end_of(text, 100), text);
    EXPECT_EQ(end_of(text, 8), text);
    EXPECT_EQ(end_of(text, 6), "\u732b\u72d7");
    EXPECT_EQ(end_of(text, 5), "\u72d7");
    EXPECT_EQ(end_of(text, 3), "\u72d7");
    EXPECT_EQ(end_of(text, 2), "");
    EXPECT_EQ(end_of(text, 0), "");
}

}  // namespace
}  // namespace convoscope::models
