// Where the sum of a picture's channels lies in the scene.

#include <gtest/gtest.h>

#include <cmath>
#include <vector>

#include "features/draw/draw.h"

namespace convoscope::draw {
namespace {

/// Three maps of 10 x 10 units, their middles at these places on the floor.
scene::Layout maps_at(const std::vector<scene::Vector2>& places) {
    scene::Layout layout;
    scene::LayerPlace layer;
    layer.block_count = static_cast<int>(places.size());
    for (std::size_t i = 0; i < places.size(); ++i) {
        scene::Block block;
        block.rows = block.columns = 10;
        block.map = static_cast<int>(i);
        block.centre = {places[i].x(), 0, places[i].y()};
        layout.blocks.push_back(block);
    }
    layout.layers.push_back(layer);
    return layout;
}

scene::Vector2 middle_of(const SumPlace& place) {
    return {place.corner.x() + 0.5f * place.across, place.corner.z() + 0.5f * place.down};
}

bool overlap(const SumPlace& place, const scene::Block& block) {
    const scene::Vector2 apart = middle_of(place) - scene::Vector2(block.centre.x(), block.centre.z());
    return std::abs(apart.x()) < 0.5f * place.across + block.half().x() &&
           std::abs(apart.y()) < 0.5f * place.down + block.half().z();
}

TEST(SumPlace, FollowsTheMapsOfARowAsTheyFollowOneAnother) {
    const SumPlace place = place_of_sum(maps_at({{-140, 5}, {0, 5}, {140, 5}}));
    EXPECT_FLOAT_EQ(middle_of(place).x(), 280);
    EXPECT_FLOAT_EQ(middle_of(place).y(), 5);
    EXPECT_FLOAT_EQ(place.across, 99);
}

TEST(SumPlace, LiesOnNoMapHoweverTheyWrap) {
    const std::vector<scene::Vector2> wrapped[] = {
        {{0, -140}, {0, 0}, {0, 140}}, {{-70, -70}, {70, -70}, {0, 70}}, {{-140, 0}, {0, 0}, {140, 0}}};
    for (const auto& places : wrapped) {
        const scene::Layout layout = maps_at(places);
        const SumPlace place = place_of_sum(layout);
        for (const scene::Block& block : layout.blocks) EXPECT_FALSE(overlap(place, block)) << block.map;
        EXPECT_FLOAT_EQ(middle_of(place).y(), layout.blocks.back().centre.z()) << "beside the last";
    }
}

TEST(SumPlace, LiesCloseToAFoldedOne) {
    scene::Layout layout = maps_at({{0, 0}, {0, 0}, {0, 0}});
    layout.layers.front().folded = 1;
    const SumPlace place = place_of_sum(layout);
    EXPECT_FALSE(overlap(place, layout.blocks.front()));
    EXPECT_LT(middle_of(place).x(), 120);
}

}  // namespace
}  // namespace convoscope::draw
