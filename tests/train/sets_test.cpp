#include "train/sets.h"

#include <gtest/gtest.h>

#include <map>
#include <set>

#include "base/error.h"
#include "train/tiny.h"

namespace convoscope::train {
namespace {

TEST(Sets, TheTailIsHeldOutAndNothingElse) {
    const auto images = bars(20, 1);
    const Split split = split_tail(images, 5);
    ASSERT_EQ(split.training.count, 15u);
    ASSERT_EQ(split.held_out.count, 5u);
    EXPECT_EQ(split.training.image(14).data(), images->image(14).data());
    EXPECT_EQ(split.held_out.image(0).data(), images->image(15).data());
    EXPECT_EQ(split.held_out.label(4), images->labels[19]);
}

TEST(Sets, HoldingOutEverythingIsRefused) {
    EXPECT_THROW(split_tail(bars(20, 1), 20), Error);
    EXPECT_THROW(split_tail(bars(20, 1), 21), Error);
}

TEST(Sets, LargerPicturesFitWhereTheyAreResizedOrTurned) {
    nn::Architecture network = tiny_network();
    const Part pictures = whole(bars(3, 1));
    network.input.shape = {1, 8, 12};
    EXPECT_THROW(check_fits(pictures, network), Error);
    network.input.placement = nn::Placement::Resize;
    EXPECT_NO_THROW(check_fits(pictures, network));
    auto tall = std::make_shared<data::LabelledImages>(*pictures.images);
    tall->height = 20;
    tall->width = 5;
    network.input = {};
    network.input.shape = {1, 5, 20};
    EXPECT_THROW(check_fits(whole(tall), network), Error);
    network.input.transposed = true;
    EXPECT_NO_THROW(check_fits(whole(tall), network));
}

TEST(Sets, AnEpochHasEachPictureOnceInAnOrderOfItsOwn) {
    const std::vector<TrainingSet> sets{{whole(bars(50, 1))}};
    const std::vector<Pick> first = draw_epoch(sets, 7, 0);
    std::set<std::uint32_t> seen;
    for (const Pick& pick : first) seen.insert(pick.index);
    EXPECT_EQ(first.size(), 50u);
    EXPECT_EQ(seen.size(), 50u);
    EXPECT_EQ(draw_epoch(sets, 7, 0), first);
    EXPECT_NE(draw_epoch(sets, 7, 1), first);
    EXPECT_NE(draw_epoch(sets, 8, 0), first);
}

TEST(Sets, SharesSayHowOftenASetIsSeen) {
    const std::vector<TrainingSet> sets{{whole(bars(40, 1)), 0.5}, {whole(bars(10, 2)), 2.3}};
    std::map<std::pair<std::uint32_t, std::uint32_t>, int> times;
    for (const Pick& pick : draw_epoch(sets, 1, 3)) ++times[{pick.set, pick.index}];
    int of_first = 0;
    int of_second = 0;
    for (const auto& [pick, count] : times) {
        if (pick.first == 0) {
            EXPECT_EQ(count, 1);
            ++of_first;
        } else {
            EXPECT_TRUE(count == 2 || count == 3);
            of_second += count;
        }
    }
    EXPECT_EQ(of_first, 20);
    EXPECT_EQ(of_second, 23);
}

TEST(Sets, WhatDoesNotFitIsRefused) {
    const nn::Architecture network = tiny_network();
    EXPECT_NO_THROW(check_fits(whole(bars(3, 1)), network));
    EXPECT_THROW(check_fits(whole(bars(0, 1)), network), Error);
    const auto wrong_label = bars(3, 1);
    wrong_label->labels[2] = 3;
    EXPECT_THROW(check_fits(whole(wrong_label), network), Error);
    const auto too_high = bars(3, 1);
    too_high->height = 20;
    too_high->width = 5;
    EXPECT_THROW(check_fits(whole(too_high), network), Error);
}

}  // namespace
}  // namespace convoscope::train
