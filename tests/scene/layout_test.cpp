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

TEST(Layout, UnitsOfSmallLayersAreLargerButNotInTheOriginal) {
    const Layout stage = layout_of(Arrangement::Stage);
    const Layout original = layout_of(Arrangement::Original);
    const auto first = [](const Layout& layout, int node) {
        return layout
            .blocks[static_cast<std::size_t>(layout.layers[static_cast<std::size_t>(node)].first_block)];
    };
    for (const int node : {2, 3, 4, 5, 6}) {
        EXPECT_GT(first(stage, node).pitch, 1.3f * kUnitPitch) << node;
        EXPECT_EQ(first(original, node).pitch, kUnitPitch) << node;
    }
    EXPECT_EQ(first(stage, 5).rows, 3);  // 120 units
    EXPECT_EQ(first(original, 5).rows, 1);
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

constexpr Arrangement kArrangements[] = {Arrangement::Stage, Arrangement::Original, Arrangement::Flat};

std::vector<nn::Architecture> zoo() {
    return {nn::lenet5(), nn::lenet5_1998(), nn::harley(), nn::mlp(), nn::templates(), nn::fashion()};
}

/// One layer of the network is not simply shown.
LayoutOptions with(const nn::Architecture& architecture, Arrangement arrangement, std::size_t node,
                   LayerDisplay display) {
    LayoutOptions options{arrangement, 1.5f};
    options.displays.assign(architecture.nodes.size(), LayerDisplay::Shown);
    options.displays[node] = display;
    return options;
}

TEST(Layout, LayersNeverOverlapWhicheverIsFoldedOrHidden) {
    for (const nn::Architecture& architecture : zoo())
        for (const Arrangement arrangement : kArrangements)
            for (std::size_t node = 0; node < architecture.nodes.size(); ++node)
                for (const LayerDisplay display : {LayerDisplay::Folded, LayerDisplay::Hidden}) {
                    const Layout layout =
                        make_layout(architecture, with(architecture, arrangement, node, display));
                    ASSERT_EQ(units(layout), units(make_layout(architecture, {arrangement, 1.5f})));
                    for (std::size_t i = 0; i < layout.blocks.size(); ++i)
                        for (std::size_t j = 0; j < i; ++j)
                            if (layout.blocks[i].visible() && layout.blocks[j].visible()) {
                                EXPECT_FALSE(overlap(layout.blocks[i], layout.blocks[j]))
                                    << architecture.nodes[node].name << ": " << i << " and " << j;
                            }
                }
}

TEST(Layout, AFoldedLayerIsOnePlaneInItsMiddle) {
    const nn::Architecture architecture = harley();
    for (const Arrangement arrangement : kArrangements) {
        const Layout layout =
            make_layout(architecture, with(architecture, arrangement, 3, LayerDisplay::Folded));
        const LayerPlace& conv2 = layout.layers[3];
        EXPECT_EQ(conv2.folded, 1);
        EXPECT_EQ(conv2.block_count, 16);
        for (int i = 0; i < 16; ++i) EXPECT_EQ(layout.blocks[conv2.first_block + i].visible(), i == 0) << i;
        const float pitch = layout.blocks[conv2.first_block].pitch;
        if (arrangement == Arrangement::Original) {
            EXPECT_EQ(pitch, kUnitPitch);
        }
        EXPECT_FLOAT_EQ(conv2.low.x(), -4.95f * pitch);  // ten units less half a gap at each end
        EXPECT_FLOAT_EQ(conv2.high.x(), 4.95f * pitch);
        EXPECT_NEAR(conv2.high.z() - conv2.low.z(), 9.9f * pitch, 1e-3f);
        // Every map's unit of one row and column stands in the same cell.
        const auto cell = layout.position(architecture, {3, 0, 4, 7});
        ASSERT_TRUE(cell);
        EXPECT_FLOAT_EQ(cell->x(), 2.5f * pitch);
        EXPECT_EQ(layout.position(architecture, {3, 9, 4, 7}), cell);
    }
}

TEST(Layout, FlatLayersHaveNothingToFold) {
    const nn::Architecture architecture = harley();
    for (const std::size_t node : {0u, 5u, 7u}) {
        const Layout layout =
            make_layout(architecture, with(architecture, Arrangement::Stage, node, LayerDisplay::Folded));
        EXPECT_EQ(layout.layers[node].folded, 0);
        EXPECT_EQ(layout.layers[node].low, layout_of(Arrangement::Stage).layers[node].low);
    }
}

TEST(Layout, AHiddenLayerLeavesNoGap) {
    const nn::Architecture architecture = harley();
    const Layout layout =
        make_layout(architecture, with(architecture, Arrangement::Original, 2, LayerDisplay::Hidden));
    const auto y = [&](int layer) {
        return 0.5f * (layout.layers[layer].low.y() + layout.layers[layer].high.y());
    };
    EXPECT_FALSE(layout.layers[2].visible());
    EXPECT_FLOAT_EQ(y(3) - y(1), 100);
    EXPECT_FLOAT_EQ(y(0), -300);  // seven layers about the middle
    EXPECT_FLOAT_EQ(y(7), 300);
    EXPECT_FALSE(layout.position(architecture, {2, 3, 5, 5}));
    EXPECT_EQ(layout.block_of(architecture, {2, 3, 5, 5}), nullptr);
    EXPECT_TRUE(layout.position(architecture, {3, 3, 5, 5}));
}

TEST(Layout, WhereEverythingIsHiddenNothingIsSeen) {
    for (const nn::Architecture& architecture : zoo())
        for (const Arrangement arrangement : kArrangements) {
            LayoutOptions options{arrangement, 1.5f};
            options.displays.assign(architecture.nodes.size(), LayerDisplay::Hidden);
            const Layout layout = make_layout(architecture, options);
            for (const Block& block : layout.blocks) {
                EXPECT_FALSE(block.visible());
                EXPECT_TRUE(block.centre.allFinite());
            }
        }
}

TEST(Layout, MixesAnyTwoDisplays) {
    const nn::Architecture architecture = nn::lenet5();
    std::vector<Layout> layouts;
    for (const Arrangement arrangement : kArrangements)
        for (const LayerDisplay display : {LayerDisplay::Shown, LayerDisplay::Folded, LayerDisplay::Hidden}) {
            LayoutOptions options{arrangement, 1.5f};
            options.displays.assign(architecture.nodes.size(), display);
            layouts.push_back(make_layout(architecture, options));
        }
    for (const Layout& from : layouts)
        for (const Layout& to : layouts)
            for (const float t : {0.0f, 0.3f, 0.999f, 1.0f}) {
                const Layout mixed = mix(from, to, t);
                for (const Block& block : mixed.blocks) {
                    EXPECT_TRUE(block.centre.allFinite() && block.half().allFinite());
                    EXPECT_GT(block.pitch, 0);
                    EXPECT_GE(block.pitch, block.size);
                    EXPECT_TRUE(block.presence >= 0 && block.presence <= 1);
                }
                for (const LayerPlace& layer : mixed.layers)
                    EXPECT_TRUE(layer.low.allFinite() && layer.high.allFinite());
            }
}

TEST(Layout, AllMapsAreThereWhileTheyFold) {
    const nn::Architecture architecture = nn::lenet5();
    const Layout open = make_layout(architecture, {Arrangement::Stage, 1.5f});
    const Layout folded =
        make_layout(architecture, with(architecture, Arrangement::Stage, 1, LayerDisplay::Folded));
    const Layout between = mix(open, folded, 0.5f);
    for (int i = 0; i < 6; ++i) EXPECT_TRUE(between.blocks[between.layers[1].first_block + i].visible());
    const auto first = between.position(architecture, {1, 0, 3, 3});
    const auto last = between.position(architecture, {1, 5, 3, 3});
    ASSERT_TRUE(first && last);
    EXPECT_LT(first->x(), last->x() - 10);
    EXPECT_GT(first->y(), last->y());  // the first map comes to lie on top
}

}  // namespace
}  // namespace convoscope::scene
