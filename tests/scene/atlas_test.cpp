#include "scene/atlas.h"

#include <gtest/gtest.h>

#include <set>
#include <utility>

#include "nn/forward.h"
#include "nn/zoo.h"

namespace convoscope::scene {
namespace {

Layout stage_layout() { return make_layout(nn::lenet5(), {Arrangement::Stage, 1.5f}); }

TEST(Atlas, GivesEveryUnitATexelOfItsOwn) {
    const Layout layout = stage_layout();
    const Atlas atlas = make_atlas(layout);
    std::set<std::pair<int, int>> taken;
    for (std::size_t i = 0; i < layout.blocks.size(); ++i)
        for (int row = 0; row < layout.blocks[i].rows; ++row)
            for (int column = 0; column < layout.blocks[i].columns; ++column) {
                const std::pair<int, int> texel{atlas.slots[i].x + column, atlas.slots[i].y + row};
                EXPECT_TRUE(taken.insert(texel).second);
                EXPECT_LT(texel.first, atlas.width);
                EXPECT_LT(texel.second, atlas.height);
            }
}

TEST(Atlas, IsPaintedInStorageOrder) {
    const nn::Architecture architecture = nn::lenet5();
    const Layout layout = stage_layout();
    const Atlas atlas = make_atlas(layout);
    nn::Workspace workspace(architecture);
    workspace.input()[5 * 32 + 7] = 1.0f;  // row 5, column 7
    ShownValues values(architecture);
    values.set_target(architecture, workspace);
    values.settle();
    std::vector<Colour> pixels;
    paint_atlas(layout, atlas, values, {}, pixels);
    const AtlasSlot& slot = atlas.slots[0];
    EXPECT_EQ(pixels[(slot.y + 5) * atlas.width + slot.x + 7], (Colour{0, 255, 255, 255}));
    EXPECT_EQ(pixels[(slot.y + 7) * atlas.width + slot.x + 5], (Colour{0, 0, 0, 255}));
}

TEST(BlockHeights, OnlyTheOutputRises) {
    const nn::Architecture architecture = nn::lenet5();
    const Layout layout = stage_layout();
    nn::Workspace workspace(architecture);
    nn::forward(nn::empty_model(architecture), workspace);  // all logits zero: every probability 0.1
    ShownValues values(architecture);
    values.set_target(architecture, workspace);
    values.settle();
    const auto heights = block_heights(layout, values, {});
    for (std::size_t i = 0; i < layout.blocks.size(); ++i)
        EXPECT_NEAR(heights[i], layout.blocks[i].node == 7 ? 0.1f * layout.blocks[i].rise : 0.0f, 1e-4f);
}

}  // namespace
}  // namespace convoscope::scene
