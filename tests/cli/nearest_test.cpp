#include "cli/nearest.h"

#include <gtest/gtest.h>

#include <vector>

namespace convoscope::cli {
namespace {

TEST(Nearest, DistancesAreTheTextbooks) {
    EXPECT_EQ(edit_distance("", ""), 0);
    EXPECT_EQ(edit_distance("", "abc"), 3);
    EXPECT_EQ(edit_distance("kitten", "sitting"), 3);
    EXPECT_EQ(edit_distance("train", "trian"), 1);  // neighbours swapped
    EXPECT_EQ(edit_distance("bench", "bench"), 0);
}

TEST(Nearest, TheCommandThatWasMeantIsFound) {
    const std::vector<std::string> commands{"render", "classify", "evaluate", "train", "inspect", "bench"};
    EXPECT_EQ(nearest("clasify", commands), "classify");
    EXPECT_EQ(nearest("evalaute", commands), "evaluate");
    EXPECT_EQ(nearest("rendr", commands), "render");
    EXPECT_EQ(nearest("inspetc", commands), "inspect");
    EXPECT_EQ(nearest("eval", commands), "evaluate");
}

TEST(Nearest, WhatIsFarIsNotGuessed) {
    const std::vector<std::string> commands{"render", "classify", "evaluate", "train", "inspect", "bench"};
    EXPECT_EQ(nearest("frobnicate", commands), std::nullopt);
    EXPECT_EQ(nearest("x", commands), std::nullopt);
    EXPECT_EQ(nearest("train", {}), std::nullopt);
}

}  // namespace
}  // namespace convoscope::cli
