#include "scene/layout.h"

#include <gtest/gtest.h>

#include "nn/zoo.h"
#include "scene/camera.h"

namespace convoscope::scene {
namespace {

/// Harley's network, by its shapes (src: ISVC 2015): 1024 + 4704 + 1176 + 1600 + 400 + 120 + 100 + 10 = 9,134
/// units.
nn::Architecture harley() {
    nn::Architecture architecture = nn::lenet5();
    architecture.nodes[6].channels = 100;
    architecture.resolve();
    return architecture;
}

Layout layout_of(Arrangement arrangement, float aspect = 1.5f) {
    return make_layout(harley(), {arrangement, aspect});
}

int units(const Layout& layout) {
    int count = 0;
    for (const Block& block : layout.blocks) count += block.unit_count;
    return count;
}

bool overlap(const Block& a, const Block& b) {
    const Vector3 gap = (a.centre - b.centre).cwiseAbs() - a.half() - b.half();
    return gap.maxCoeff() < 0;
}

TEST(Layout, HoldsEveryUnitOnce) {
    for (const Arrangement arrangement : {Arrangement::Stage, Arrangement::Original, Arrangement::Flat})
        EXPECT_EQ(units(layout_of(arrangement)), 9134);
}

TEST(Layout, OriginalHasTheOriginalsPlaces) {
    const Layout layout = layout_of(Arrangement::Original);
    ASSERT_EQ(layout.layers.size(), 8u);
    // y, and the middles' extremes along x, from the table of the original's facts (from-to are the outermost
    // units' middles).
    const struct {
        float y, low, high;
    } expected[] = {{-350, -155, 155}, {-250, -935, 935}, {-150, -865, 865}, {-50, -1095, 1095},
                    {50, -1070, 1070}, {150, -595, 595},  {250, -495, 495},  {350, -45, 45}};
    for (int i = 0; i < 8; ++i) {
        const LayerPlace& layer = layout.layers[i];
        EXPECT_FLOAT_EQ(0.5f * (layer.low.y() + layer.high.y()), expected[i].y) << "layer " << i;
        EXPECT_FLOAT_EQ(layer.low.x() + 0.5f * kUnitSize, expected[i].low) << "layer " << i;
        EXPECT_FLOAT_EQ(layer.high.x() - 0.5f * kUnitSize, expected[i].high) << "layer " << i;
    }
}

TEST(Layout, BlocksNeverOverlap) {
    for (const Arrangement arrangement : {Arrangement::Stage, Arrangement::Original, Arrangement::Flat})
        for (const float aspect : {0.5f, 1.0f, 1.6f, 3.0f}) {
            const Layout layout = layout_of(arrangement, aspect);
            for (std::size_t i = 0; i < layout.blocks.size(); ++i)
                for (std::size_t j = 0; j < i; ++j)
                    EXPECT_FALSE(overlap(layout.blocks[i], layout.blocks[j]))
                        << i << " and " << j << " at aspect " << aspect;
        }
}

TEST(Layout, MapsWrapWhereTheStageIsNarrow) {
    const Layout narrow = layout_of(Arrangement::Stage, 0.5f);
    const Layout wide = layout_of(Arrangement::Stage, 2.5f);
    const auto depth = [](const LayerPlace& layer) { return layer.high.z() - layer.low.z(); };
    EXPECT_GT(depth(narrow.layers[3]), depth(wide.layers[3]));
    EXPECT_LT(narrow.layers[3].high.x(), wide.layers[3].high.x());
}

TEST(Layout, NoLayerHidesAnotherFromTheStageCamera) {
    const Layout layout = layout_of(Arrangement::Stage);
    const Camera camera = preset_camera(Preset::Stage, layout, 1.5f);
    const Viewport stage{0, 0, 1500, 1000};
    for (std::size_t i = 0; i + 1 < layout.layers.size(); ++i) {
        const LayerPlace& below = layout.layers[i];
        const LayerPlace& above = layout.layers[i + 1];
        const float back = camera.project({0, below.high.y(), below.low.z()}, stage).y();
        const float front = camera.project({0, above.low.y(), above.high.z()}, stage).y();
        EXPECT_GT(back, front) << "the front of layer " << i + 1 << " covers the back of layer " << i;
    }
}

TEST(Layout, PositionsAreWhereTheBlocksSay) {
    const nn::Architecture architecture = harley();
    const Layout layout = layout_of(Arrangement::Original);
    // conv2/0/0/0: first map, back left; conv2/15/9/9: last map, front right.
    const auto first = layout.position(architecture, {3, 0, 0, 0});
    const auto last = layout.position(architecture, {3, 15, 9, 9});
    ASSERT_TRUE(first && last);
    EXPECT_TRUE(first->isApprox(Vector3(-1095, -50, -45)));
    EXPECT_TRUE(last->isApprox(Vector3(1095, -50, 45)));
    const auto output = layout.position(architecture, {7, 9, 0, 0});
    ASSERT_TRUE(output);
    EXPECT_TRUE(output->isApprox(Vector3(45, 350, 0)));
}

TEST(Layout, LongFlatLayersWrapAndCountOnlyWhatExists) {
    nn::Architecture architecture = harley();
    architecture.nodes[5].channels = 1001;
    architecture.resolve();
    const Layout layout = make_layout(architecture, {Arrangement::Stage, 1.5f});
    const Block& block = layout.blocks[layout.layers[5].first_block];
    EXPECT_GT(block.rows, 1);
    EXPECT_EQ(block.unit_count, 1001);
    EXPECT_LT(block.columns, 1001);
    EXPECT_TRUE(layout.position(architecture, {5, 1000, 0, 0}));
}

TEST(Layout, MixGoesFromOneToTheOther) {
    const Layout from = layout_of(Arrangement::Stage);
    const Layout to = layout_of(Arrangement::Flat);
    EXPECT_TRUE(mix(from, to, 0).blocks[5].centre.isApprox(from.blocks[5].centre));
    EXPECT_TRUE(mix(from, to, 1).blocks[5].centre.isApprox(to.blocks[5].centre));
}

}  // namespace
}  // namespace convoscope::scene
