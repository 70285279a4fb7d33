// What a unit looks like: the renderer's own pixels at the middles of units, seen from above.

#include <gtest/gtest.h>

#include <cmath>
#include <cstdlib>
#include <vector>

#include "nn/forward.h"
#include "nn/zoo.h"
#include "platform/desktop/headless.h"
#include "render/renderer.h"
#include "scene/draw_list.h"
#include "scene/on_screen.h"

namespace convoscope::render {
namespace {

using scene::Colour;
using scene::Layout;
using scene::Painting;

constexpr int kWidth = 1600;
constexpr int kHeight = 1200;

int difference(const Colour& a, const Colour& b) {
    return std::abs(a.red - b.red) + std::abs(a.green - b.green) + std::abs(a.blue - b.blue);
}
int brightness(const Colour& colour) { return colour.red + colour.green + colour.blue; }

/// LeNet whose layers have the values that their biases give them: conv1's map m has m + 1, conv2's map m is
/// 7 - m (none below 0), the fully connected layers' unit u is u % 5.
class UnitsGlTest : public ::testing::Test {
  protected:
    UnitsGlTest() : values_(architecture_), target_(kWidth, kHeight, {{GL_RGBA8}, false}) {
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
        values_ = scene::ShownValues(model.architecture);
        values_.set_target(workspace);
        values_.settle();
        layout_ = layout_with({});
    }

    Layout layout_with(const std::vector<scene::LayerDisplay>& displays) const {
        return scene::make_layout(architecture_, {scene::Arrangement::Flat, 4.0f / 3, displays});
    }

    void draw(const Painting& painting) {
        const scene::Viewport viewport{0, 0, kWidth, kHeight};
        if (!camera_) camera_ = scene::preset_camera(scene::Preset::Flat, layout_, viewport.aspect());
        pages_.update(layout_, values_, scene::needs_of(layout_, *camera_, viewport));
        textures_.upload(pages_.pages());
        const std::vector<float> heights(layout_.blocks.size(), 0.0f);
        scene::make_draw_list({layout_, pages_, values_, painting, heights, {relief_}, *camera_, viewport},
                              list_);
        Frame frame;
        frame.stage = viewport;
        frame.camera = *camera_;
        frame.theme = painting.theme;
        frame.palette = painting.palette;
        frame.mark = painting.mark;
        frame.draw_list = &list_;
        frame.sheets = &pages_.sheets();
        frame.layers_behind_edges = static_cast<int>(list_.layers.size());
        target_.bind();
        renderer_.begin({kWidth, kHeight, target_.framebuffer().id(), {}});
        renderer_.draw(frame, textures_);
        if (gets_ready_) renderer_.get_ready(frame, textures_);
        pixels_ = target_.read_pixels();
        EXPECT_EQ(glGetError(), static_cast<GLenum>(GL_NO_ERROR));
    }

    /// A pixel of the unit, `away` pitches beside its middle.
    Colour colour_of(const nn::Unit& unit, const scene::Vector2& away = {0, 0}) const {
        const scene::Block* block = layout_.block_of(architecture_, unit);
        const scene::Vector3 middle =
            *layout_.position(architecture_, unit) +
            scene::Vector3(away.x() * block->pitch, 0.5f * block->height, away.y() * block->pitch);
        const scene::Vector3 at = camera_->project(middle, {0, 0, kWidth, kHeight});
        const unsigned char* pixel = pixels_.at(static_cast<int>(at.y()), static_cast<int>(at.x()));
        return {pixel[0], pixel[1], pixel[2], 255};
    }
    Colour plain(const nn::Unit& unit) {
        draw({});
        return colour_of(unit);
    }
    Colour on_ramp(float place) const {
        return scene::make_ramp(scene::Palette::Original,
                                scene::Theme::Dark)[static_cast<std::size_t>(place * 255 + 0.5f)];
    }

    const platform::HeadlessContext context_;
    nn::Architecture architecture_ = nn::lenet5();
    scene::ShownValues values_;
    Layout layout_;
    std::optional<scene::Camera> camera_;
    float relief_ = 0;
    bool gets_ready_ = false;
    scene::ValuePages pages_;
    scene::DrawList list_;
    Renderer renderer_;
    StageTextures textures_;
    gl::Target target_;
    gl::Pixels pixels_;
};

TEST_F(UnitsGlTest, ColoursFollowThePaletteInStorageOrder) {
    nn::Workspace workspace(architecture_);
    workspace.input()[5 * 32 + 7] = 1.0f;  // row 5, column 7
    values_.set_target(workspace);
    values_.settle();
    draw({});
    EXPECT_LT(difference(colour_of({0, 0, 5, 7}), Colour{30, 255, 255, 255}), 90);
    EXPECT_LT(difference(colour_of({0, 0, 7, 5}), on_ramp(0)), 40);
}

TEST_F(UnitsGlTest, EveryMapHasItsOwnValues) {
    draw({});
    for (int map = 1; map < 6; ++map)
        EXPECT_LT(difference(colour_of({1, map, 9, 20}), on_ramp(static_cast<float>(map + 1) / 6)), 110)
            << map;
    for (int map = 1; map < 6; ++map)
        EXPECT_GT(brightness(colour_of({1, map, 9, 20})), brightness(colour_of({1, map - 1, 9, 20})));
}

TEST_F(UnitsGlTest, ASilentUnitHasABodyAndAGapAroundIt) {
    draw({});
    const Colour silent = colour_of({3, 15, 4, 4});
    const Colour gap = colour_of({3, 15, 4, 4}, {0.5f, 0});
    EXPECT_LT(difference(silent, on_ramp(0)), 40);
    EXPECT_GT(brightness(silent), brightness(gap) + 25);
    EXPECT_LT(brightness(silent), brightness(on_ramp(0.1f)));
}

TEST_F(UnitsGlTest, MarkedUnitsAloneKeepTheirColours) {
    for (const scene::Theme theme : {scene::Theme::Dark, scene::Theme::Light}) {
        Painting painting;
        painting.theme = theme;
        draw(painting);
        const Colour before = colour_of({1, 3, 5, 5});
        const Colour strong = colour_of({1, 5, 5, 5});
        const float place = 4.0f / 6;
        painting.mark = scene::Range{place - 0.02f, place + 0.02f};
        draw(painting);
        EXPECT_LT(difference(colour_of({1, 3, 5, 5}), before), 3);
        EXPECT_GT(difference(colour_of({1, 5, 5, 5}), strong), 200);
        // All that is dimmed looks much alike, and another than what is marked.
        EXPECT_LT(difference(colour_of({1, 5, 5, 5}), colour_of({1, 0, 5, 5})), 110);
        EXPECT_GT(difference(colour_of({1, 5, 5, 5}), before), 120);
    }
}

TEST_F(UnitsGlTest, ANegativeUnitIsHollowWhereThePaletteHasASign) {
    architecture_ = nn::lenet5_1998();
    nn::Model model = nn::empty_model(architecture_);
    model.edit([](std::vector<nn::Parameters>& parameters) {
        parameters[1].bias[0] = -1;
        parameters[1].bias[1] = 1;
    });
    use(model);
    // Near: a cell is some ten pixels large.
    camera_ = scene::preset_camera(scene::Preset::Flat, layout_, 4.0f / 3);
    camera_->target = *layout_.position(architecture_, {1, 0, 14, 27});
    camera_->distance *= 0.35f;
    const Painting painting{
        {scene::Scale::Layer, true, {}}, scene::Palette::Signed, scene::Theme::Dark, {}, {}};
    draw(painting);
    EXPECT_GT(difference(colour_of({1, 0, 14, 24}), colour_of({1, 0, 14, 24}, {0.3f, 0.3f})), 120);
    EXPECT_LT(difference(colour_of({1, 1, 14, 3}), colour_of({1, 1, 14, 3}, {0.25f, 0.0f})), 30);
    draw({});
    EXPECT_LT(difference(colour_of({1, 0, 14, 24}), colour_of({1, 0, 14, 24}, {0.25f, 0.0f})), 30);
}

TEST_F(UnitsGlTest, AFoldedLayerShowsItsStrongestUnits) {
    const Colour strongest = plain({1, 5, 9, 9});
    const Colour weakest = plain({1, 0, 9, 9});
    ASSERT_GT(difference(strongest, weakest), 100);
    const Layout open = layout_;
    const Layout folded = layout_with({scene::LayerDisplay::Shown, scene::LayerDisplay::Folded});
    layout_ = folded;
    camera_.reset();
    draw({});
    for (const auto& [row, column] : {std::pair{0, 0}, {9, 9}, {27, 27}})
        EXPECT_LT(difference(colour_of({1, 0, row, column}), strongest), 12);
    // On the way every map is between its own colour and that one.
    camera_.reset();
    layout_ = scene::mix(open, folded, 0.001f);
    draw({});
    EXPECT_LT(difference(colour_of({1, 0, 9, 9}), weakest), 8);
}

TEST_F(UnitsGlTest, APulseComesFromTheInputAndLeavesTheScales) {
    const Colour conv1 = plain({1, 5, 5, 5});
    const Colour silent = plain({3, 15, 5, 5});
    const Colour pool1 = plain({2, 5, 5, 5});
    const Colour conv2 = plain({3, 0, 5, 5});
    Painting painting;
    painting.pulse = 2.5f;
    draw(painting);
    EXPECT_LT(difference(colour_of({1, 5, 5, 5}), conv1), 3);
    EXPECT_GT(difference(colour_of({2, 5, 5, 5}), pool1), 10);
    EXPECT_LT(difference(colour_of({3, 0, 5, 5}), silent), 6);
    painting.pulse = 20;
    draw(painting);
    EXPECT_LT(difference(colour_of({3, 0, 5, 5}), conv2), 3);
}

TEST_F(UnitsGlTest, ASweepLeavesHolesWhereNothingIsComputedYet) {
    const Colour before = plain({3, 2, 4, 4});
    const Colour other = plain({3, 3, 9, 9});
    scene::ViewState view;
    view.sweep = true;
    view.selection = "conv2/2/4/4";
    draw(scene::painting_of(view, scene::Theme::Dark, architecture_, layout_));
    EXPECT_LT(difference(colour_of({3, 2, 4, 4}), before), 3);
    EXPECT_LT(difference(colour_of({3, 2, 0, 9}), before), 3);
    const Colour hole = colour_of({3, 2, 4, 5});
    EXPECT_LT(difference(colour_of({3, 2, 9, 9}), hole), 12);
    EXPECT_GT(difference(hole, before), 60);
    EXPECT_LT(difference(colour_of({3, 3, 9, 9}), other), 3);  // another map is whole
}

TEST_F(UnitsGlTest, ARippleIsOneNumberALayer) {
    nn::Workspace blank(architecture_);
    const Colour strong = plain({1, 5, 5, 5});
    values_.rest();
    draw({});
    const std::uint64_t uploads = pages_.pages().front().revision;
    EXPECT_LT(difference(colour_of({1, 5, 5, 5}), strong), 12);  // nothing has gone yet
    values_.advance(0.05);
    draw({});
    const Colour half = colour_of({1, 5, 5, 5});
    EXPECT_LT(brightness(half), brightness(strong));
    values_.settle();
    draw({});
    EXPECT_LT(brightness(colour_of({1, 5, 5, 5})), brightness(half));
    EXPECT_EQ(pages_.pages().front().revision, uploads);
}

// The march over a level floor is the level floor.
// What later frames may need is made beside this one, and nothing of it is seen.
TEST_F(UnitsGlTest, GettingReadyEndsAndDrawsNothing) {
    draw({});
    const auto alone = pixels_.rgba;
    EXPECT_FALSE(renderer_.is_ready());
    gets_ready_ = true;
    int frames = 0;
    for (; !renderer_.is_ready() && frames < 32; ++frames) {
        draw({});
        ASSERT_EQ(pixels_.rgba, alone);
    }
    EXPECT_TRUE(renderer_.is_ready());
    EXPECT_GT(frames, 4);
}

TEST_F(UnitsGlTest, ReliefOfNothingChangesNothing) {
    values_.rest();
    values_.settle();
    draw({});
    const gl::Pixels level = pixels_;
    relief_ = 1.5f;
    draw({});
    int other = 0;
    for (std::size_t i = 0; i < level.rgba.size(); ++i)
        if (std::abs(level.rgba[i] - pixels_.rgba[i]) > 24) ++other;
    EXPECT_LT(other, static_cast<int>(level.rgba.size() / 200));
}

TEST_F(UnitsGlTest, ReliefIsSeenFromAside) {
    camera_ = scene::preset_camera(scene::Preset::Side, layout_, 4.0f / 3);
    draw({});
    const gl::Pixels level = pixels_;
    relief_ = 1.5f;
    draw({});
    int other = 0;
    for (std::size_t i = 0; i < level.rgba.size(); ++i)
        if (std::abs(level.rgba[i] - pixels_.rgba[i]) > 24) ++other;
    EXPECT_GT(other, static_cast<int>(level.rgba.size() / 400));
}

// However far the camera is, the picture of a layer changes little from one step to the next: nothing
// flickers.
TEST_F(UnitsGlTest, NothingFlickersOnTheWayOut) {
    nn::Workspace workspace(architecture_);
    for (int i = 0; i < 1024; i += 3) workspace.input()[static_cast<std::size_t>(i)] = 1;
    values_.set_target(workspace);
    values_.settle();
    camera_ = scene::preset_camera(scene::Preset::Flat, layout_, 4.0f / 3);
    std::vector<double> means;
    for (int i = 0; i < 60; ++i) {
        camera_->distance *= 1.05f;
        draw({});
        const auto corner = [&](float side) {
            const scene::Block& input = layout_.blocks[0];
            return camera_->project(input.centre + side * input.half(), {0, 0, kWidth, kHeight});
        };
        double sum = 0;
        int count = 0;
        for (int y = static_cast<int>(corner(-1).y()) + 1; y < static_cast<int>(corner(1).y()); ++y)
            for (int x = static_cast<int>(corner(-1).x()) + 1; x < static_cast<int>(corner(1).x());
                 ++x, ++count)
                sum += pixels_.at(y, x)[1];
        means.push_back(sum / count);
    }
    for (std::size_t i = 1; i < means.size(); ++i) EXPECT_NEAR(means[i], means[i - 1], 14) << i;
}

}  // namespace
}  // namespace convoscope::render
