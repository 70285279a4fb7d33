#include "app/stage.h"

#include <gtest/gtest.h>

#include "app/assets.h"

namespace convoscope::app {
namespace {

constexpr scene::Viewport kStage{100, 40, 1000, 600};
constexpr float kCaptions = 90;

class StageTest : public testing::Test {
  protected:
    StageTest() : model_(open_model("lenet5")), session_(model_), stage_(model_) {
        session_.read();
        stage_.show(session_, true);
        update(0);
    }
    void update(double now, const std::optional<scene::Vector2>& pointer = std::nullopt) {
        stage_.update(view_, kStage, now, kCaptions, pointer);
    }
    void draw() {
        canvas::Drawing drawing;
        drawing.strokes = {{{{60, 60, 0}, {220, 60, 0}, {130, 230, 0}}, 25, false}};
        session_.canvas().replace(drawing);
        session_.read();
        stage_.show(session_, false);
    }
    /// Where a unit stands on the stage.
    scene::Vector2 place_of(const std::string& address) const {
        const auto unit = nn::parse_address(model_->architecture, address);
        const auto position = stage_.layout().position(model_->architecture, *unit);
        return stage_.camera().project(*position, kStage).head<2>();
    }
    std::string focus() const {
        return stage_.focus() ? nn::format_address(model_->architecture, *stage_.focus()) : "";
    }

    nn::ModelPtr model_;
    Session session_;
    scene::ViewState view_;
    Stage stage_;
};

TEST_F(StageTest, NothingMovesAtRest) {
    EXPECT_FALSE(stage_.moving());
    EXPECT_FALSE(stage_.focus());
    EXPECT_TRUE(stage_.edges().edges.empty());
    for (std::size_t node = 0; node < model_->architecture.nodes.size(); ++node)
        EXPECT_EQ(stage_.values().magnitude(static_cast<int>(node)), 0);
}

TEST_F(StageTest, NewInkShowsInItsFirstFrameAndRipplesOut) {
    draw();
    EXPECT_TRUE(stage_.moving());
    update(10);  // long after the last frame: the window was idle
    const float first = stage_.values().magnitude(1);
    EXPECT_GT(first, 0);
    EXPECT_TRUE(stage_.moving());
    double now = 10;
    for (; stage_.moving() && now < 20; now += 0.02) update(now);
    EXPECT_LT(now, 12);
    EXPECT_NEAR(stage_.values().layer(7)[7], session_.reading().probabilities[7], 1e-4);
}

TEST_F(StageTest, WithoutMotionInkArrivesAtOnce) {
    view_.motion = false;
    draw();
    update(10);
    EXPECT_FALSE(stage_.moving());
    EXPECT_FLOAT_EQ(stage_.values().layer(7)[7], session_.reading().probabilities[7]);
}

TEST_F(StageTest, TheCameraGlidesToAnotherView) {
    const scene::Camera from = stage_.camera();
    view_.preset = scene::Preset::Flat;
    stage_.glide_from_here(1);
    update(1.1);
    const scene::Camera between = stage_.camera();
    EXPECT_TRUE(stage_.moving());
    EXPECT_GT(between.pitch, from.pitch);
    EXPECT_LT(between.pitch, 90);
    update(1.01 + Stage::kViewGlide);
    EXPECT_FALSE(stage_.moving());
    EXPECT_FLOAT_EQ(stage_.camera().pitch, 90);
}

TEST_F(StageTest, AGlideThatIsStoppedLeavesTheCameraToTheView) {
    view_.preset = scene::Preset::Flat;
    stage_.glide_from_here(1);
    update(1.1);
    view_.preset.reset();
    view_.camera = stage_.camera();
    stage_.stop_gliding();
    update(5);
    EXPECT_EQ(stage_.camera(), view_.camera);
}

TEST_F(StageTest, WhatIsPointedAtAnswersBeforeWhatIsSelected) {
    view_.preset = scene::Preset::Flat;  // from above, where no unit hides another
    view_.selection = "conv1/2/10/10";
    update(1);
    EXPECT_EQ(focus(), "conv1/2/10/10");
    EXPECT_FALSE(stage_.pointed_at());
    update(2, place_of("conv2/3/4/5"));
    EXPECT_EQ(focus(), "conv2/3/4/5");
    EXPECT_EQ(stage_.edges().edges.size(), 6u * 25u);
    EXPECT_FALSE(stage_.outlines().empty());
    update(3);
    EXPECT_EQ(focus(), "conv1/2/10/10");
    view_.selection.clear();
    update(4);
    EXPECT_EQ(focus(), "");
    EXPECT_TRUE(stage_.edges().edges.empty());
}

TEST_F(StageTest, TheAtlasIsPaintedOnlyWhenSomethingChanged) {
    EXPECT_NE(stage_.new_atlas_pixels(view_), nullptr);
    EXPECT_EQ(stage_.new_atlas_pixels(view_), nullptr);
    view_.palette = scene::Palette::Grey;
    EXPECT_NE(stage_.new_atlas_pixels(view_), nullptr);
    draw();
    update(1);
    EXPECT_NE(stage_.new_atlas_pixels(view_), nullptr);
    EXPECT_EQ(stage_.new_atlas_pixels(view_), nullptr);
}

}  // namespace
}  // namespace convoscope::app
