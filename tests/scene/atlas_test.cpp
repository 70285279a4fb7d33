#include "scene/atlas.h"

#include <gtest/gtest.h>

#include <cstdlib>
#include <set>
#include <utility>
#include <vector>

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
    values.set_target(workspace);
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
    values.set_target(workspace);
    values.settle();
    const auto heights = block_heights(layout, values, {});
    for (std::size_t i = 0; i < layout.blocks.size(); ++i)
        EXPECT_NEAR(heights[i], layout.blocks[i].node == 7 ? 0.1f * layout.blocks[i].rise : 0.0f, 1e-4f);
}

/// LeNet whose layers have the values that their biases give them: conv1's map m has m + 1, conv2's map m is
/// 7 - m (none below 0), the fully connected layers' unit u is u % 5.
class PaintedAtlas : public ::testing::Test {
  protected:
    PaintedAtlas() : values_(architecture_) {
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
        atlas_ = make_atlas(layout_);
    }

    void paint(const Painting& painting) { paint_atlas(layout_, atlas_, values_, painting, pixels_); }

    Colour colour_of(int block, int local) const {
        const int columns = layout_.blocks[block].columns;
        return pixels_[static_cast<std::size_t>(atlas_.slots[block].y + local / columns) * atlas_.width +
                       atlas_.slots[block].x + local % columns];
    }
    /// Of a unit in a layer that is not folded.
    Colour colour_of(const nn::Unit& unit) const {
        const Block* block = layout_.block_of(architecture_, unit);
        return colour_of(static_cast<int>(block - layout_.blocks.data()),
                         nn::index_of(architecture_, unit) - block->first_unit);
    }
    Colour plain(const nn::Unit& unit) {
        paint({});
        return colour_of(unit);
    }

    nn::Architecture architecture_ = nn::lenet5();
    ShownValues values_;
    Layout layout_;
    Atlas atlas_;
    std::vector<Colour> pixels_;
};

int difference(const Colour& a, const Colour& b) {
    return std::abs(a.red - b.red) + std::abs(a.green - b.green) + std::abs(a.blue - b.blue);
}

TEST_F(PaintedAtlas, MarkedUnitsAloneKeepTheirColours) {
    const Colour kept = plain({1, 3, 5, 5});
    const Colour weaker = plain({1, 1, 5, 5});
    const Colour elsewhere = plain({5, 4, 0, 0});
    for (const Theme theme : {Theme::Dark, Theme::Light}) {
        Painting painting;
        painting.theme = theme;
        paint(painting);
        const Colour before = colour_of({1, 3, 5, 5});
        const Colour strong = colour_of({1, 5, 5, 5});
        const float place =
            values_.layer(1)[nn::index_of(architecture_, {1, 3, 5, 5})] / values_.magnitude(1);
        painting.mark = Range{place - 0.02f, place + 0.02f};
        paint(painting);
        EXPECT_EQ(colour_of({1, 3, 5, 5}), before);
        EXPECT_GT(difference(colour_of({1, 5, 5, 5}), strong), 200);
        // All that is dimmed looks much alike, and another than what is marked.
        EXPECT_LT(difference(colour_of({1, 5, 5, 5}), colour_of({1, 0, 5, 5})), 90);
        EXPECT_LT(difference(colour_of({1, 5, 5, 5}), colour_of({5, 4, 0, 0})), 90);
        EXPECT_GT(difference(colour_of({1, 5, 5, 5}), before), 120);
        if (theme == Theme::Light) continue;
        EXPECT_EQ(before, kept);
        EXPECT_NE(colour_of({1, 1, 5, 5}), weaker);
        EXPECT_NE(colour_of({5, 4, 0, 0}), elsewhere);
    }
}

TEST_F(PaintedAtlas, TellsSignsWhereThePaletteHasThem) {
    architecture_ = nn::lenet5_1998();
    nn::Model model = nn::empty_model(architecture_);
    model.edit([](std::vector<nn::Parameters>& parameters) {
        parameters[1].bias[0] = -1;
        parameters[1].bias[1] = 1;
    });
    use(model);
    Painting painting{{Scale::Layer, true, {}}, Palette::Signed, Theme::Dark, {}, {}};
    paint(painting);
    EXPECT_EQ(colour_of({1, 0, 0, 0}).alpha, kNegativeAlpha);
    EXPECT_EQ(colour_of({1, 1, 0, 0}).alpha, 255);
    EXPECT_EQ(colour_of({1, 2, 0, 0}).alpha, 255);  // zero has no sign
    paint({});
    EXPECT_EQ(colour_of({1, 0, 0, 0}).alpha, 255);
}

TEST_F(PaintedAtlas, AFoldedLayerShowsItsStrongestUnits) {
    const Colour strongest = plain({1, 5, 9, 9});
    const Colour weakest = plain({1, 0, 0, 0});
    ASSERT_GT(difference(strongest, weakest), 100);
    LayoutOptions options{Arrangement::Stage, 1.5f};
    options.displays = {LayerDisplay::Shown, LayerDisplay::Folded};
    const Layout open = layout_;
    const Layout folded = make_layout(architecture_, options);
    const int first = folded.layers[1].first_block;
    layout_ = folded;
    paint({});
    for (const int cell : {0, 9 * 28 + 9, 783}) EXPECT_EQ(colour_of(first, cell), strongest);
    EXPECT_EQ(fold_amounts(layout_), (std::vector<float>{0, 1, 0, 0, 0, 0, 0, 0}));
    // Its scale is the layer's, also where every map has one of its own.
    const Scaling by_map{Scale::Map, false, {}};
    EXPECT_EQ(range_of(values_, layout_.blocks[first], by_map), (Range{1, 6}));
    EXPECT_EQ(range_of(values_, open.blocks[first], by_map), (Range{1, 1}));

    // On the way every map is between its own colour and that one.
    layout_ = mix(open, folded, 0.001f);
    paint({});
    EXPECT_LT(difference(colour_of(first, 0), weakest), 6);
    layout_ = mix(open, folded, 0.999f);
    paint({});
    EXPECT_LT(difference(colour_of(first + 2, 0), strongest), 6);
}

TEST_F(PaintedAtlas, APulseComesFromTheInputAndLeavesTheScales) {
    Painting painting;
    const Colour conv1 = plain({1, 5, 5, 5});
    const Colour black = plain({3, 15, 5, 5});
    const Colour pool1 = plain({2, 5, 5, 5});
    const Colour conv2 = plain({3, 0, 5, 5});
    painting.pulse = 2.5f;
    EXPECT_EQ(painting.level(1), 1);
    EXPECT_GT(painting.level(2), 0.5f);
    EXPECT_LT(painting.level(2), 1);
    EXPECT_EQ(painting.level(3), 0);
    paint(painting);
    EXPECT_EQ(colour_of({1, 5, 5, 5}), conv1);
    EXPECT_NE(colour_of({2, 5, 5, 5}), pool1);
    EXPECT_EQ(colour_of({3, 0, 5, 5}), black);
    painting.pulse = 3;
    paint(painting);
    EXPECT_EQ(colour_of({2, 5, 5, 5}), pool1);
    painting.pulse = 20;
    paint(painting);
    EXPECT_EQ(colour_of({3, 0, 5, 5}), conv2);
}

TEST_F(PaintedAtlas, BarsWaitForThePulse) {
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

TEST_F(PaintedAtlas, ASweepLeavesHolesWhereNothingIsComputedYet) {
    const Colour before = plain({3, 2, 4, 4});
    const Colour zero = plain({3, 15, 4, 4});
    const Colour other = plain({3, 3, 9, 9});
    ViewState view;
    view.sweep = true;
    view.selection = "conv2/2/4/4";
    paint(painting_of(view, Theme::Dark, architecture_));
    EXPECT_EQ(colour_of({3, 2, 4, 4}), before);
    EXPECT_EQ(colour_of({3, 2, 0, 9}), before);
    const Colour hole = colour_of({3, 2, 4, 5});
    EXPECT_EQ(colour_of({3, 2, 9, 9}), hole);
    EXPECT_GT(difference(hole, before), 60);
    EXPECT_GT(difference(hole, zero), 60);
    EXPECT_EQ(colour_of({3, 3, 9, 9}), other);  // another map is whole
}

TEST_F(PaintedAtlas, ASweepOfAFlatLayerGoesOverAllOfIt) {
    ViewState view;
    view.sweep = true;
    view.selection = "output/3";
    const Painting painting = painting_of(view, Theme::Dark, architecture_);
    EXPECT_EQ(painting.pending, (Painting::Pending{7, 4, 10}));
    view.selection = "output/1";
    const auto heights = block_heights(layout_, values_, painting_of(view, Theme::Dark, architecture_));
    EXPECT_EQ(heights[heights.size() - 7], 0);  // the 3 is still to come
}

TEST(Painting, PassesOverWhatTheNetworkDoesNotHave) {
    ViewState view;
    view.sweep = true;
    view.selection = "conv9/1";
    EXPECT_EQ(painting_of(view, Theme::Dark, nn::lenet5()), Painting{});
}

}  // namespace
}  // namespace convoscope::scene
