// The sum of a picture's channels: where it lies in the scene, and whose picture it is.

#include <gtest/gtest.h>

#include <cmath>
#include <set>
#include <string>
#include <vector>

#include "features/draw/draw.h"
#include "features/photo_network.h"

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

/// Notes what it is asked for.
class NotedPictures : public ui::Pictures {
  public:
    ImTextureID texture(const std::string& key, std::span<const scene::Colour>, int, int) override {
        keys.insert(key);
        return nullptr;
    }
    ImTextureID texture(const std::string& key, std::uint64_t,
                        const std::function<std::vector<scene::Colour>()>& paint, int width,
                        int height) override {
        EXPECT_EQ(paint().size(), static_cast<std::size_t>(width) * static_cast<std::size_t>(height));
        keys.insert(key);
        return nullptr;
    }
    ImTextureID ink(const std::string& key, std::uint64_t, std::span<const float>, int, int, bool) override {
        keys.insert(key);
        return nullptr;
    }

    std::set<std::string> keys;
};

TEST(Planes, EachExhibitHasItsOwn) {
    studio::Setup setup;
    setup.model = test::photo_network();
    studio::Studio studio(std::move(setup));
    studio.exhibits().push_back(std::make_unique<studio::Exhibit>(test::photo_network()));
    studio.settle();
    NotedPictures pictures;
    const ui::Look look;
    features::Intents intents;
    features::Frame frame{look, studio, pictures, intents};
    for (int i = 0; i < 2; ++i)
        for (const auto& exhibit : studio.exhibits()) sum_of(frame, *exhibit);
    EXPECT_EQ(pictures.keys.size(), 2u) << "and each the same in every frame";
}

}  // namespace
}  // namespace convoscope::draw
