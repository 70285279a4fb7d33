#include "scene/pick.h"

#include <gtest/gtest.h>

#include "nn/forward.h"
#include "nn/zoo.h"
#include "scene/painting.h"
#include "support/test_name.h"

namespace convoscope::scene {
namespace {

class PickTest : public ::testing::TestWithParam<Preset> {};

/// Every unit whose top is seen is found under its own pixel.
TEST_P(PickTest, FindsTheUnitThatIsSeen) {
    const nn::Architecture architecture = nn::lenet5();
    const Layout layout = make_layout(architecture, {arrangement_of(GetParam()), 1.5f});
    const Viewport stage{20, 30, 1500, 1000};
    const Camera camera = preset_camera(GetParam(), layout, stage.aspect());
    int checked = 0;
    for (int node = 0; node < static_cast<int>(architecture.nodes.size()); ++node) {
        const int size = architecture.nodes[node].output.size();
        for (int index = 0; index < size; index += 1 + size / 50) {
            const nn::Unit unit = unit_of(architecture, node, index);
            ASSERT_EQ(nn::index_of(architecture, unit), index);
            const Vector3 top = *layout.position(architecture, unit) +
                                Vector3(0, 0.5f * layout.block_of(architecture, unit)->height, 0);
            const auto hit = pick(layout, camera.ray(camera.project(top, stage).head<2>(), stage));
            ASSERT_TRUE(hit);
            EXPECT_EQ(layout.blocks[hit->block].node, node);
            EXPECT_EQ(hit->unit, index) << "layer " << node;
            ++checked;
        }
    }
    EXPECT_GT(checked, 300);
}

INSTANTIATE_TEST_SUITE_P(Views, PickTest, ::testing::Values(Preset::Stage, Preset::Flat),
                         [](const auto& tested) {
                             return test::numbered_name(tested.index, name_of(tested.param));
                         });

TEST(Pick, MissesTheAir) {
    const Layout layout = make_layout(nn::lenet5(), {Arrangement::Stage, 1.5f});
    EXPECT_FALSE(pick(layout, {{0, 0, 5000}, Vector3(0, 1, 0)}));
}

TEST(Pick, FindsABarByItsRaisedPart) {
    const Layout layout = make_layout(nn::lenet5(), {Arrangement::Stage, 1.5f});
    std::vector<float> heights(layout.blocks.size(), 0.0f);
    heights.back() = 120;
    const Block& last = layout.blocks.back();
    const Vector3 high = last.centre + Vector3(0, 100, 0);
    const Ray ray{high + Vector3(0, 0, 3000), Vector3(0, 0, -1)};
    EXPECT_FALSE(pick(layout, ray));
    const auto hit = pick(layout, ray, heights);
    ASSERT_TRUE(hit);
    EXPECT_EQ(hit->unit, 9);
}

LayoutOptions with(std::size_t node, LayerDisplay display) {
    LayoutOptions options{Arrangement::Flat, 1.5f};
    options.displays.assign(8, LayerDisplay::Shown);
    options.displays[node] = display;
    return options;
}

TEST(Pick, AFoldedCellIsItsStrongestUnit) {
    const nn::Architecture architecture = nn::lenet5();
    nn::Model model = nn::empty_model(architecture);
    model.edit([](std::vector<nn::Parameters>& parameters) {
        for (std::size_t map = 0; map < 16; ++map)
            parameters[3].bias[map] = map == 11 ? 3.0f : static_cast<float>(map % 3);
    });
    nn::Workspace workspace(architecture);
    nn::forward(model, workspace);
    ShownValues values(architecture);
    values.set_target(workspace);
    values.settle();

    const Layout layout = make_layout(architecture, with(3, LayerDisplay::Folded));
    const nn::Unit unit{3, 5, 2, 8};
    const Vector3 above = *layout.position(architecture, unit) + Vector3(0, 500, 0);
    const auto hit = pick(layout, {above, Vector3(0, -1, 0)});
    ASSERT_TRUE(hit);
    EXPECT_EQ(layout.blocks[hit->block].node, 3);
    EXPECT_EQ(unit_of(architecture, 3, strongest_unit(layout, values, 3, hit->unit)),
              (nn::Unit{3, 11, 2, 8}));
    // Elsewhere every unit stands for itself.
    const Layout open = make_layout(architecture, {Arrangement::Flat, 1.5f});
    EXPECT_EQ(strongest_unit(open, values, 3, 28), 28);
}

TEST(Pick, AHiddenLayerIsNotThere) {
    const Layout layout = make_layout(nn::lenet5(), with(0, LayerDisplay::Hidden));
    const Ray ray{layout.blocks[0].centre + Vector3(0, 500, 0), Vector3(0, -1, 0)};
    EXPECT_FALSE(pick(layout, ray));
}

}  // namespace
}  // namespace convoscope::scene
