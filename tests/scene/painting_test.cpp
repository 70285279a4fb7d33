#include "scene/painting.h"

#include <gtest/gtest.h>

#include <vector>

#include "nn/forward.h"
#include "nn/zoo.h"

namespace convoscope::scene {
namespace {

Layout stage_layout() { return make_layout(nn::lenet5(), {Arrangement::Stage, 1.5f}); }

TEST(BlockHeights, OnlyTheOutputRises) {
    const nn::Architecture architecture = nn::lenet5();
    const Layout layout = stage_layout();
    nn::Workspace workspace(architecture);
    nn::forward(nn::empty_model(architecture), workspace);  // all logits zero: every probability 0.1
    ShownValues values(architecture);
    values.set_target(workspace);
    values.settle();
    const auto heights = block_heights(layout, values, {});
    for (std::size_t i = 0; i < layout.blocks.size(); ++i)
        EXPECT_NEAR(heights[i], layout.blocks[i].node == 7 ? 0.1f * layout.blocks[i].rise : 0.0f, 1e-4f);
}

/// LeNet whose layers have the values that their biases give them: conv1's map m has m + 1, conv2's map m is
/// 7 - m (none below 0), the fully connected layers' unit u is u % 5.
class PaintedNetwork : public ::testing::Test {
  protected:
    PaintedNetwork() : values_(architecture_) {
        nn::Model model = nn::empty_model(architecture_);
        model.edit([](std::vector<nn::Parameters>& parameters) {
            for (std::size_t map = 0; map < 6; ++map) parameters[1].bias[map] = static_cast<float>(map + 1);
            for (std::size_t map = 0; map < 16; ++map)
                parameters[3].bias[map] = 7.0f - static_cast<float>(map);
            for (const std::size_t node : {5u, 6u})
                for (std::size_t unit = 0; unit < parameters[node].bias.size(); ++unit)
                    parameters[node].bias[unit] = static_cast<float>(unit % 5);
            parameters[7].bias[3] = 9;
        });
        use(model);
    }

    void use(const nn::Model& model) {
        nn::Workspace workspace(model.architecture);
        nn::forward(model, workspace);
        values_ = ShownValues(model.architecture);
        values_.set_target(workspace);
        values_.settle();
        layout_ = make_layout(model.architecture, {Arrangement::Stage, 1.5f});
    }

    nn::Architecture architecture_ = nn::lenet5();
    ShownValues values_;
    Layout layout_;
};

TEST_F(PaintedNetwork, AFoldedLayerHasOneScale) {
    LayoutOptions options{Arrangement::Stage, 1.5f};
    options.displays = {LayerDisplay::Shown, LayerDisplay::Folded};
    const Layout folded = make_layout(architecture_, options);
    const int first = folded.layers[1].first_block;
    const Scaling by_map{Scale::Map, false, {}};
    EXPECT_EQ(range_of(values_, folded.blocks[first], by_map), (Range{1, 6}));
    EXPECT_EQ(range_of(values_, layout_.blocks[first], by_map), (Range{1, 1}));
    const Layout half = mix(layout_, folded, 0.5f);
    EXPECT_EQ(range_of(values_, half.blocks[first], by_map), (Range{1, 3.5f}));
}

TEST_F(PaintedNetwork, APulseComesFromTheInput) {
    Painting painting;
    EXPECT_EQ(painting.level(7), 1);
    painting.pulse = 2.5f;
    EXPECT_EQ(painting.level(1), 1);
    EXPECT_GT(painting.level(2), 0.5f);
    EXPECT_LT(painting.level(2), 1);
    EXPECT_EQ(painting.level(3), 0);
}

TEST_F(PaintedNetwork, BarsWaitForThePulse) {
    const auto whole = block_heights(layout_, values_, {});
    const std::size_t three = whole.size() - 7;
    ASSERT_GT(whole[three], 100);
    Painting painting;
    painting.pulse = 7;
    EXPECT_EQ(block_heights(layout_, values_, painting)[three], 0);
    painting.pulse = 7.2f;
    EXPECT_GT(block_heights(layout_, values_, painting)[three], 0);
    EXPECT_LT(block_heights(layout_, values_, painting)[three], 0.9f * whole[three]);
    EXPECT_FLOAT_EQ(shown_values(values_, painting, 7)[3] * layout_.blocks.back().rise,
                    block_heights(layout_, values_, painting)[three]);
    painting.pulse = 8;
    EXPECT_EQ(block_heights(layout_, values_, painting), whole);
}

TEST_F(PaintedNetwork, ASweepEndsWithItsMap) {
    ViewState view;
    view.sweep = true;
    view.selection = "conv2/2/4/4";
    EXPECT_EQ(painting_of(view, Theme::Dark, architecture_, layout_).pending,
              (Painting::Pending{3, 245, 300}));
}

TEST_F(PaintedNetwork, ASweepOfAFlatLayerGoesOverAllOfIt) {
    ViewState view;
    view.sweep = true;
    view.selection = "output/3";
    const Painting painting = painting_of(view, Theme::Dark, architecture_, layout_);
    EXPECT_EQ(painting.pending, (Painting::Pending{7, 4, 10}));
    view.selection = "output/1";
    const auto heights =
        block_heights(layout_, values_, painting_of(view, Theme::Dark, architecture_, layout_));
    EXPECT_EQ(heights[heights.size() - 7], 0);  // the 3 is still to come
}

TEST(Painting, PassesOverWhatTheNetworkDoesNotHave) {
    ViewState view;
    view.sweep = true;
    view.selection = "conv9/1";
    EXPECT_EQ(painting_of(view, Theme::Dark, nn::lenet5(), Layout{}), Painting{});
}

}  // namespace
}  // namespace convoscope::scene
