#include "cli/parse_error.h"

#include <gtest/gtest.h>

namespace convoscope::cli {
namespace {

TEST(ParseError, SaysInEnglishWhatCli11Said) {
    for (const char* line :
         {"OUT.png is required", "--images requires --labels", "--image excludes --strokes",
          "Could not convert: --epochs = many", "--seed: 1 required UINT missing",
          "--theme: pink not in {dark,light}", "--epochs: Value 0 not in range 1 to 100000", "something new"})
        EXPECT_EQ(parse_error_words(line).in(Language::English), line);
}

TEST(ParseError, SaysItInChineseToo) {
    EXPECT_EQ(parse_error_words("OUT.png is required").in(Language::Chinese), "\u7f3a\u5c11 OUT.png");
    EXPECT_EQ(parse_error_words("--epochs: Value 0 not in range 1 to 9").in(Language::Chinese),
              "--epochs\uff1a0 \u4e0d\u5728 1 \u5230 9 \u4e4b\u95f4");
    EXPECT_EQ(parse_error_words("something new").in(Language::Chinese), "something new");
}

}  // namespace
}  // namespace convoscope::cli
