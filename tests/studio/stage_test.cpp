#include "studio/stage.h"

#include <gtest/gtest.h>

#include <map>
#include <memory>
#include <string>

#include "nn/forward.h"
#include "nn/zoo.h"
#include "studio/exhibit.h"
#include "support/bundled.h"

namespace convoscope::studio {
namespace {

constexpr scene::Viewport kStage{100, 40, 1000, 600};
constexpr float kCaptions = 90;

class StageTest : public testing::Test {
  protected:
    StageTest() : model_(test::bundled_model("lenet5")), exhibit_(model_), stage_(model_) {
        read();
        stage_.show(exhibit_.numbers(), true);
        update(0);
    }
    void update(double now, const std::optional<scene::Vector2>& pointer = std::nullopt) {
        stage_.update({.view = view_,
                       .motion = motion_,
                       .viewport = kStage,
                       .now = now,
                       .caption_width = kCaptions,
                       .pointer = pointer});
    }
    void draw() {
        canvas::Drawing drawing;
        drawing.strokes = {{{{60, 60, 0}, {220, 60, 0}, {130, 230, 0}}, 25, false}};
        canvas_.replace(drawing);
        read();
        stage_.show(exhibit_.numbers(), false);
    }
    void read() { exhibit_.read(canvas_, {}, runner_); }
    /// How often anything was uploaded.
    std::uint64_t uploads() const { return stage_.pages().pages().front().revision; }
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
    Runner runner_{0};
    canvas::Canvas canvas_;
    Exhibit exhibit_;
    bool motion_ = true;
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
    EXPECT_NEAR(stage_.values().layer(7)[7], exhibit_.reading().probabilities[7], 1e-4);
}

TEST(LargeStage, ItsValuesArriveAtOnce) {
    nn::Architecture architecture = nn::lenet5();
    architecture.input.shape = {1, 512, 512};
    architecture.nodes[2].kernel_height = architecture.nodes[2].kernel_width = 40;
    architecture.nodes[2].stride = 40;
    nn::Node output = architecture.nodes.back();
    output.inputs = {2};
    architecture.nodes = {architecture.nodes[0], architecture.nodes[1], architecture.nodes[2], output};
    architecture.resolve();
    const auto model = std::make_shared<nn::Model>(nn::empty_model(architecture));
    nn::Workspace workspace(architecture);
    nn::forward(*model, workspace);
    Stage stage(model);
    stage.show(&workspace, false);
    EXPECT_EQ(stage.values().layer(3)[0], 0.1f);
    EXPECT_EQ(stage.values().arrived(3), 1.0f);
    stage.show(nullptr, false);
    EXPECT_EQ(stage.values().layer(3)[0], 0.0f);
    EXPECT_FALSE(stage.moving());
}

TEST_F(StageTest, WithoutMotionInkArrivesAtOnce) {
    motion_ = false;
    draw();
    update(10);
    EXPECT_FALSE(stage_.moving());
    EXPECT_FLOAT_EQ(stage_.values().layer(7)[7], exhibit_.reading().probabilities[7]);
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

TEST_F(StageTest, APresetsCameraFollowsTheLayout) {
    using scene::LayerDisplay;
    const std::map<std::string, LayerDisplay> displays[] = {
        {}, {{"conv1", LayerDisplay::Hidden}}, {{"conv2", LayerDisplay::Folded}}, {}};
    for (const auto& layers : displays)
        for (const scene::Preset preset : {scene::Preset::Stage, scene::Preset::Flat, scene::Preset::Side}) {
            view_.layers = layers;
            view_.preset = preset;
            update(1);
            EXPECT_EQ(stage_.camera(), scene::preset_camera(preset, stage_.layout(), kStage.aspect(),
                                                            kCaptions / kStage.width));
        }
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
    view_.edges = {scene::EdgeView::Value::Weight, scene::EdgeView::Direction::Incoming, false};
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

TEST_F(StageTest, ValuesGoUpOnceAReading) {
    const std::uint64_t before = uploads();
    view_.palette = scene::Palette::Grey;
    view_.scale = scene::Scale::Fixed;
    view_.fixed = {-1, 1};
    view_.mark = scene::Range{0, 1};
    view_.pulse = 3.5f;
    view_.selection = "conv2/3/4/5";
    view_.sweep = true;
    update(1);
    EXPECT_EQ(uploads(), before);
    draw();
    update(2);
    const std::uint64_t drawn = uploads();
    EXPECT_GT(drawn, before);
    for (double now = 2; now < 3; now += 0.05) update(now);  // a ripple
    EXPECT_EQ(uploads(), drawn);
}

TEST_F(StageTest, AFoldedCellAnswersAsItsStrongestUnit) {
    draw();
    stage_.show(exhibit_.numbers(), true);
    view_.preset = scene::Preset::Flat;
    view_.layers["conv2"] = scene::LayerDisplay::Folded;
    update(1);
    for (const int cell : {0, 23, 45, 77}) {
        const std::string row_and_column = std::to_string(cell / 10) + "/" + std::to_string(cell % 10);
        update(2, place_of("conv2/0/" + row_and_column));
        ASSERT_TRUE(stage_.pointed_at());
        EXPECT_EQ(stage_.pointed_at()->row, cell / 10);
        EXPECT_EQ(stage_.pointed_at()->column, cell % 10);
        const auto values = stage_.values().layer(3);
        for (int map = 0; map < 16; ++map)
            EXPECT_GE(values[stage_.pointed_at()->map * 100 + cell], values[map * 100 + cell]);
    }
}

TEST_F(StageTest, SaysHowFarUnitsStandOutOfEachLayer) {
    for (const float relief : stage_.reliefs()) EXPECT_EQ(relief, 0);
    view_.layers["conv2"] = scene::LayerDisplay::Hidden;
    stage_.update({.view = view_,
                   .viewport = kStage,
                   .now = 1,
                   .relief = {.height = 1, .least_pixels = 0.1f},
                   .pointer = {}});
    ASSERT_EQ(stage_.reliefs().size(), model_->architecture.nodes.size());
    EXPECT_GT(stage_.reliefs()[1], 0);
    EXPECT_LE(stage_.reliefs()[1], stage_.layout().blocks[1].pitch);
    EXPECT_EQ(stage_.reliefs()[3], 0) << "hidden";
    EXPECT_EQ(stage_.reliefs()[7], 0) << "its bars grow by themselves";
}

TEST_F(StageTest, LayersFoldAndHideInAGlide) {
    const float before = stage_.layout().layers[4].low.y();
    view_.layers = {{"conv2", scene::LayerDisplay::Hidden}, {"conv1", scene::LayerDisplay::Folded}};
    stage_.glide_from_here(1);
    update(1.1);
    EXPECT_TRUE(stage_.moving());
    EXPECT_TRUE(stage_.layout().layers[3].visible());
    EXPECT_GT(stage_.layout().layers[3].presence, 0);
    EXPECT_LT(stage_.layout().layers[3].presence, 1);
    update(3);
    EXPECT_FALSE(stage_.layout().layers[3].visible());
    EXPECT_EQ(stage_.layout().layers[1].folded, 1);
    EXPECT_NE(stage_.layout().layers[4].low.y(), before);
    for (const scene::LayerFaces& faces : stage_.draw_list().layers) EXPECT_NE(faces.layer, 3);
}

TEST_F(StageTest, WithEveryLayerHiddenThereIsNothingToSee) {
    for (const nn::Node& node : model_->architecture.nodes)
        view_.layers[node.name] = scene::LayerDisplay::Hidden;
    view_.selection = "conv2/3/4/5";
    for (const scene::Preset preset : {scene::Preset::Stage, scene::Preset::Original, scene::Preset::Flat,
                                       scene::Preset::Side, scene::Preset::Answer}) {
        view_.preset = preset;
        update(5, scene::Vector2(600, 300));
        EXPECT_FALSE(stage_.pointed_at());
        EXPECT_TRUE(stage_.draw_list().faces.empty());
        EXPECT_TRUE(stage_.outlines().empty());
    }
}

}  // namespace
}  // namespace convoscope::studio
