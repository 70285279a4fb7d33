#include "scene/relief.h"
#include "scene/on_screen.h"

#include <gtest/gtest.h>

#include "nn/forward.h"
#include "nn/zoo.h"

namespace convoscope::scene {
namespace {

constexpr Viewport kViewport{0, 0, 1200, 800};

/// LeNet whose input has one unit of full ink: row 16, column 12.
class ReliefTest : public ::testing::Test {
  protected:
    ReliefTest() {
        const nn::Model model = nn::empty_model(architecture_);
        nn::Workspace workspace(architecture_);
        workspace.input()[16 * 32 + 12] = 1;
        nn::forward(model, workspace);
        values_.set_target(workspace);
        values_.settle();
        camera_ = preset_camera(Preset::Stage, layout_, kViewport.aspect());
        camera_.target = *layout_.position(architecture_, {0, 0, 16, 12});
        camera_.distance = 900;
        pages_.update(layout_, values_, needs_of(layout_, camera_, kViewport));
    }
    Showing showing(float relief) const {
        return {layout_, pages_, values_, painting_, heights_, {relief}, camera_, kViewport};
    }
    /// The unit that is met by a ray towards a point above the middle of a unit's top.
    int met(float relief, int row, int column, float above) const {
        const Block& input = layout_.blocks[0];
        const Vector3 at =
            *layout_.position(architecture_, {0, 0, row, column}) + Vector3(0, input.half().y() + above, 0);
        const Vector3 seen = camera_.project(at, kViewport);
        const auto hit = pick_in_relief(showing(relief), camera_.ray(seen.head<2>(), kViewport));
        return hit && layout_.blocks[static_cast<std::size_t>(hit->block)].node == 0 ? hit->unit : -1;
    }

    nn::Architecture architecture_ = nn::lenet5();
    ShownValues values_{architecture_};
    Layout layout_ = make_layout(architecture_, {Arrangement::Stage, 1.5f});
    std::vector<float> heights_ = std::vector<float>(layout_.blocks.size(), 0.0f);
    ValuePages pages_;
    Painting painting_;
    Camera camera_;
};

TEST_F(ReliefTest, AUnitOfFullStrengthStandsOutInFull) {
    const Block& input = layout_.blocks[0];
    EXPECT_FLOAT_EQ(rise_of(showing(1.5f), input, 16 * 32 + 12), 1.5f * kUnitPitch);
    EXPECT_EQ(rise_of(showing(1.5f), input, 16 * 32 + 13), 0);
    EXPECT_EQ(rise_of(showing(0), input, 16 * 32 + 12), 0);
}

TEST_F(ReliefTest, WhatStandsOutIsPointedAtWhereItIsSeen) {
    const int standing = 16 * 32 + 12;
    EXPECT_EQ(met(0, 16, 12, 0), standing);
    EXPECT_EQ(met(1.5f, 16, 12, 1.4f * kUnitPitch), standing) << "its top";
    EXPECT_EQ(met(1.5f, 15, 12, 0), standing) << "what it hides behind it";
    EXPECT_EQ(met(0, 15, 12, 0), 15 * 32 + 12);
    EXPECT_EQ(met(1.5f, 17, 12, 0), 17 * 32 + 12) << "in front of it";
    EXPECT_EQ(met(1.5f, 16, 15, 0), 16 * 32 + 15) << "beside it";
}

}  // namespace
}  // namespace convoscope::scene
