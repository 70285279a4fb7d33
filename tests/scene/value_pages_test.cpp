#include "scene/value_pages.h"

#include <gtest/gtest.h>

#include <cmath>
#include <set>
#include <tuple>
#include <utility>
#include <vector>

#include "nn/forward.h"
#include "nn/initialise.h"
#include "nn/zoo.h"

namespace convoscope::scene {
namespace {

/// A network with values of both signs in every layer, and what is shown of it.
class ValuePagesTest : public ::testing::Test {
  protected:
    explicit ValuePagesTest(nn::Architecture architecture = nn::lenet5_1998())
        : architecture_(std::move(architecture)),
          values_(architecture_),
          layout_(make_layout(architecture_, {Arrangement::Stage, 1.5f})),
          needs_(architecture_.nodes.size()) {
        read(1);
    }
    void read(unsigned seed) {
        nn::Model model = nn::empty_model(architecture_);
        nn::initialise(model, seed);
        nn::Workspace workspace(architecture_);
        for (std::size_t i = 0; i < workspace.input().size(); ++i)
            workspace.input()[i] = std::sin(0.37f * static_cast<float>(i * seed));
        nn::forward(model, workspace);
        values_.set_target(workspace);
    }
    void update() { pages_.update(layout_, values_, needs_); }
    const Page& page(int node) const { return pages_.pages()[static_cast<std::size_t>(sheet(node).page)]; }
    const Sheet& sheet(int node) const { return pages_.sheets()[static_cast<std::size_t>(node)]; }
    float texel(const Page& page, int level, int x, int y, int end) const {
        return page.levels[static_cast<std::size_t>(level)]
                          [(static_cast<std::size_t>(y) * (page.width >> level) + x) * 2 + end];
    }

    nn::Architecture architecture_;
    ShownValues values_;
    Layout layout_;
    std::vector<Need> needs_;
    ValuePages pages_;
};

TEST_F(ValuePagesTest, EveryValueHasATexelOfItsOwn) {
    values_.settle();
    read(2);  // two different ends
    update();
    std::set<std::tuple<int, int, int>> taken;
    for (const LayerPlace& layer : layout_.layers)
        for (int i = 0; i < layer.block_count; ++i) {
            const Block& block = layout_.blocks[static_cast<std::size_t>(layer.first_block + i)];
            const Sheet& at = sheet(layer.node);
            for (int local = 0; local < block.unit_count; ++local) {
                const int x = at.x_of(at.tile_of(block.index())) + local % block.columns;
                const int y = at.y_of(at.tile_of(block.index())) + local / block.columns;
                ASSERT_TRUE(taken.insert({at.page, x, y}).second);
                const auto unit = static_cast<std::size_t>(block.first_unit + local);
                ASSERT_EQ(texel(page(layer.node), 0, x, y, 0), values_.from(layer.node)[unit]);
                ASSERT_EQ(texel(page(layer.node), 0, x, y, 1), values_.target(layer.node)[unit]);
            }
        }
    for (const Page& made : pages_.pages()) {
        EXPECT_LE(made.width, kLargestPage);
        EXPECT_LE(made.height, kLargestPage);
    }
}

TEST_F(ValuePagesTest, ThePyramidKeepsTheLargestMagnitudeAndItsSign) {
    update();
    const Sheet& conv1 = sheet(1);
    for (int level = 1; level < kPageLevels; ++level)
        for (int y = 0; y < 28 >> level; ++y)
            for (int x = 0; x < 28 >> level; ++x) {
                float strongest = 0;
                for (int row = y << level; row < (y + 1) << level; ++row)
                    for (int column = x << level; column < (x + 1) << level; ++column) {
                        const float value =
                            values_.target(1)[static_cast<std::size_t>(784 * 2 + row * 28 + column)];
                        if (std::abs(value) > std::abs(strongest)) strongest = value;
                    }
                EXPECT_EQ(
                    texel(page(1), level, (conv1.x_of(2) >> level) + x, (conv1.y_of(2) >> level) + y, 1),
                    strongest);
            }
}

TEST_F(ValuePagesTest, OnlyAReadingIsUploaded) {
    update();
    const std::uint64_t before = page(1).revision;
    values_.advance(0.03);
    update();
    values_.settle();
    update();
    EXPECT_EQ(page(1).revision, before);
    read(3);
    update();
    EXPECT_GT(page(1).revision, before);
}

TEST_F(ValuePagesTest, AFoldedLayerHasATileOfTheStrongest) {
    needs_[3].folding = true;
    update();
    ASSERT_TRUE(sheet(3).has_fold);
    EXPECT_FALSE(sheet(1).has_fold);
    const int tile = sheet(3).fold_tile();
    const auto values = values_.target(3);
    for (int cell = 0; cell < 100; ++cell) {
        float strongest = 0;
        for (int map = 0; map < 16; ++map) {
            const float value = values[static_cast<std::size_t>(100 * map + cell)];
            if (std::abs(value) > std::abs(strongest)) strongest = value;
        }
        EXPECT_EQ(texel(page(3), 0, sheet(3).x_of(tile) + cell % 10, sheet(3).y_of(tile) + cell / 10, 1),
                  strongest);
    }
}

/// One layer of 40 x 200 x 200 values: too many to be there in full.
class LargePagesTest : public ValuePagesTest {
  protected:
    LargePagesTest() : ValuePagesTest(large()) {}
    static nn::Architecture large() {
        nn::Architecture architecture = nn::lenet5();
        architecture.input.shape = {1, 202, 202};
        nn::Node conv = architecture.nodes[1];
        conv.channels = 40;
        conv.kernel_height = conv.kernel_width = 3;
        nn::Node pool = architecture.nodes[2];
        pool.kernel_height = pool.kernel_width = 50;
        pool.stride = 50;
        nn::Node output = architecture.nodes.back();
        output.inputs = {2};
        architecture.nodes = {architecture.nodes[0], conv, pool, output};
        architecture.resolve();
        return architecture;
    }
    void look(float pixels_per_unit, std::vector<int> visible = {}) {
        needs_[1] = {pixels_per_unit, false, std::move(visible)};
        for (int i = 0; i < 10; ++i) update();
    }
};

TEST_F(LargePagesTest, FromAfarItIsThereAtTheLevelThatFits) {
    look(0.3f);
    EXPECT_EQ(sheet(1).level, 1);
    EXPECT_EQ(sheet(1).width, 100);
    EXPECT_EQ(sheet(1).tiles, 40);
    EXPECT_NE(sheet(1).page, sheet(0).page);
    const auto values = values_.target(1);
    const float* map = values.data() + 7 * 40000;
    for (const auto& [x, y] : {std::pair{0, 0}, {31, 42}, {99, 99}}) {
        float strongest = 0;
        for (const int unit : {2 * y * 200 + 2 * x, 2 * y * 200 + 2 * x + 1, (2 * y + 1) * 200 + 2 * x,
                               (2 * y + 1) * 200 + 2 * x + 1})
            if (std::abs(map[unit]) > std::abs(strongest)) strongest = map[unit];
        EXPECT_EQ(texel(page(1), 0, sheet(1).x_of(7) + x, sheet(1).y_of(7) + y, 1), strongest);
    }
    look(0.02f);
    EXPECT_EQ(sheet(1).level, 5);
}

TEST_F(LargePagesTest, ACameraOnTheBorderOfTwoLevelsChangesNothing) {
    look(0.51f);
    EXPECT_EQ(sheet(1).level, 0);
    const std::uint64_t before = page(1).revision;
    for (int i = 0; i < 8; ++i) look(i % 2 ? 0.51f : 0.49f);
    EXPECT_EQ(page(1).revision, before);
}

TEST_F(LargePagesTest, NearTheCameraThereAreTheValuesOfWhatIsInView) {
    look(3, {4, 5, 17});
    EXPECT_EQ(sheet(1).level, 0);
    EXPECT_EQ(sheet(1).tiles, 3);
    EXPECT_EQ(sheet(1).tile_of(17), 2);
    EXPECT_EQ(sheet(1).tile_of(6), -1);
    EXPECT_EQ(texel(page(1), 0, sheet(1).x_of(2) + 150, sheet(1).y_of(2) + 3, 1),
              values_.target(1)[17 * 40000 + 3 * 200 + 150]);
    EXPECT_LE(page(1).width, kLargestPage);
    EXPECT_LE(page(1).height, kLargestPage);
}

/// One picture, longer than a texture may be, and few values.
class LongPagesTest : public ValuePagesTest {
  protected:
    LongPagesTest() : ValuePagesTest(strip()) {}
    static nn::Architecture strip() {
        nn::Architecture architecture = nn::mlp();
        architecture.input.shape = {1, 2, 5000};
        architecture.resolve();
        return architecture;
    }
};

TEST_F(LongPagesTest, WhatIsTooLongForATextureIsThereAtACoarserLevel) {
    update();
    for (const Page& made : pages_.pages()) EXPECT_LE(made.width, kLargestPage);
    EXPECT_EQ(sheet(0).level, 2);
    EXPECT_EQ(sheet(0).width, 1250);
    EXPECT_NE(sheet(0).page, sheet(1).page);
}

TEST_F(LargePagesTest, ANewReadingReachesItToo) {
    look(0.3f);
    const std::uint64_t before = page(1).revision;
    read(5);
    EXPECT_FALSE(pages_.behind());
    update();
    EXPECT_GT(page(1).revision, before);
}

TEST_F(LargePagesTest, TheFoldOfAnotherLayerLeavesItsPageAsItIs) {
    look(0.3f);
    const std::uint64_t before = page(1).revision;
    const Sheet sheet_before = sheet(1);
    needs_[2].folding = true;
    update();
    EXPECT_TRUE(sheet(2).has_fold);
    EXPECT_EQ(page(1).revision, before);
    EXPECT_EQ(sheet(1), sheet_before);
    needs_[1].folding = true;
    update();
    EXPECT_TRUE(sheet(1).has_fold);
    EXPECT_FALSE(pages_.behind());
    EXPECT_GT(page(1).revision, before);
}

TEST_F(LargePagesTest, WhereNothingMovesBothEndsAreTheSame) {
    values_.settle();
    look(0.3f);
    EXPECT_EQ(sheet(1).level, 1);
    for (int x = 0; x < 100; ++x)
        ASSERT_EQ(texel(page(1), 0, sheet(1).x_of(7) + x, sheet(1).y_of(7) + 40, 0),
                  texel(page(1), 0, sheet(1).x_of(7) + x, sheet(1).y_of(7) + 40, 1));
}

}  // namespace
}  // namespace convoscope::scene
