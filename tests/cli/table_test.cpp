#include "cli/table.h"

#include <gtest/gtest.h>

#include "cli/progress_line.h"

namespace convoscope::cli {
namespace {

TEST(Table, ColumnsLineUp) {
    Table table("lr");
    table.add({"conv1", "156"});
    table.add({"fc1", "48,120"});
    table.add({"pool"});
    EXPECT_EQ(table.text(), "conv1     156\nfc1    48,120\npool\n");
}

TEST(Table, WidthIsInCharacters) {
    Table table("ll");
    table.add({"\xc3\xbc", "a"});
    table.add({"uu", "b"});
    EXPECT_EQ(table.text(), "\xc3\xbc   a\nuu  b\n");
}

TEST(Table, ChineseTakesTwoColumns) {
    Table table("ll");
    table.add({"\u5c42", "a"});
    table.add({"uuu\uff1a", "b"});
    EXPECT_EQ(table.text(), "\u5c42     a\nuuu\uff1a  b\n");
    EXPECT_EQ(columns_of("\u5c42\u201cx\u201d"), 5u);
    EXPECT_EQ(first_columns("a\u5c42\u5c42", 4), "a\u5c42");
    EXPECT_EQ(first_columns("a\u5c42\u5c42", 5), "a\u5c42\u5c42");
}

TEST(Table, Numbers) {
    EXPECT_EQ(percent(0.9934), "99.3");
    EXPECT_EQ(percent(0.99999), "99.9");
    EXPECT_EQ(percent(0.99999, 2), "99.99");
    EXPECT_EQ(percent(1.0), "100.0");
    EXPECT_EQ(grouped(0), "0");
    EXPECT_EQ(grouped(999), "999");
    EXPECT_EQ(grouped(61706), "61,706");
    EXPECT_EQ(grouped(-1234567), "-1,234,567");
    EXPECT_EQ(grouped(-123), "-123");
}

TEST(ProgressLine, SaysEpochLossAccuracySpeedAndTimeLeft) {
    train::Progress progress;
    progress.epoch = 3;
    progress.epochs = 20;
    progress.step = 50;
    progress.steps = 100;
    progress.loss = 0.312;
    progress.accuracy = 0.9892;
    progress.images_per_second = 4120.4;
    progress.seconds_left = 130;
    EXPECT_EQ(describe(progress, 4),
              "epoch  3 of 20  [==> ]  loss 0.3120  held-out 98.92 %  4,120 images/s  2:10 left");
    EXPECT_EQ(describe(progress, 0, Language::Chinese),
              "\u7b2c  3 \u8f6e\uff0c\u5171 20 \u8f6e  \u635f\u5931 0.3120  \u7559\u51fa\u96c6 98.92%  4,120 "
              "\u5f20/\u79d2  \u8fd8\u5269 2:10");
    EXPECT_EQ(duration_text(3730), "1:02:10");
    EXPECT_EQ(duration_text(9), "0:09");
}

}  // namespace
}  // namespace convoscope::cli
