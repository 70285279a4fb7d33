// Pictures of the shell itself, drawn by an App of the test's own: two exhibits beside one another, and every
// feature's panel in both languages and themes.

#include <map>
#include <set>

#include "app/features.h"
#include "app/offscreen.h"
#include "pictures/kept_picture.h"
#include "pictures/rendering.h"
#include "support/folder_of.h"

namespace convoscope::test {
namespace {

nn::ModelPtr steady(nn::Architecture architecture, const std::string& name) {
    nn::Model model = nn::empty_model(std::move(architecture));
    nn::initialise(model, 20);
    model.edit([](std::vector<nn::Parameters>& parameters) { parameters.back().bias[3] = 3; });
    model.name = name;
    return std::make_shared<const nn::Model>(std::move(model));
}

canvas::Drawing drawn_three() {
    canvas::Drawing drawing;
    drawing.strokes = {{{{82, 84, 0},
                         {108, 56, 0},
                         {154, 52, 0},
                         {178, 84, 0},
                         {128, 132, 0},
                         {176, 150, 0},
                         {184, 200, 0},
                         {138, 230, 0},
                         {86, 210, 0}},
                        25,
                        false}};
    return drawing;
}

RgbPicture picture_of(const app::Offscreen& offscreen) {
    const gl::Pixels pixels = offscreen.read_pixels();
    RgbPicture picture{pixels.width, pixels.height, {}};
    for (std::size_t i = 0; i + 3 < pixels.rgba.size(); i += 4)
        picture.rgb.insert(picture.rgb.end(), pixels.rgba.begin() + static_cast<std::ptrdiff_t>(i),
                           pixels.rgba.begin() + static_cast<std::ptrdiff_t>(i) + 3);
    return picture;
}

class Shell : public Rendering {
  protected:
    void SetUp() override {
        if (!has_inter()) GTEST_SKIP() << "the kept pictures are written in Inter: install fonts-inter";
    }
};

/// Both models on one drawing, side by side, the stage alone.
RgbPicture two_exhibits(const nn::ModelPtr& left, const nn::ModelPtr& right, bool relief) {
    studio::Settings settings;
    settings.relief = relief;
    settings.panels = false;
    app::Offscreen offscreen(left, settings, 1280, 540);
    studio::Studio& studio = offscreen.app().studio();
    studio.exhibits().push_back(std::make_unique<studio::Exhibit>(right));
    studio.canvas.replace(drawn_three());
    studio.settle();
    for (int i = 0; i < 3; ++i) offscreen.draw(0);
    return picture_of(offscreen);
}

TEST_F(Shell, TwoModelsOnOneDrawing) {
    const nn::ModelPtr lenet = steady(nn::lenet5(), "lenet");
    const nn::ModelPtr mlp = steady(nn::mlp(), "mlp");
    expect_as_kept("two-exhibits", two_exhibits(lenet, mlp, true));
    // Each is drawn as if the other were not: the other way round, each half is the same picture on the other
    // side.
    for (const bool relief : {false, true}) {
        const RgbPicture picture = two_exhibits(lenet, mlp, relief);
        const RgbPicture turned = two_exhibits(mlp, lenet, relief);
        // Where units stand out, a ray that passes by an edge meets the one side or the other of it, by a
        // rounding that depends on where on the screen the pixel is: some few of 345,600.
        const double few = relief ? 3e-5 : 0;
        EXPECT_LE(share_beyond(2, cut(picture, 0, 0, 640, 540), cut(turned, 640, 0, 640, 540)), few);
        EXPECT_LE(share_beyond(2, cut(picture, 640, 0, 640, 540), cut(turned, 0, 0, 640, 540)), few);
        EXPECT_GT(share_beyond(8, cut(picture, 0, 0, 640, 540), cut(picture, 640, 0, 640, 540)), 0.05);
    }
}

// A model of the same shapes takes the place of another: nothing of that one is left, in the scene or in a
// panel.
TEST_F(Shell, AnotherModelIsSeenAsIfItHadBeenThereAtOnce) {
    const auto drawn = [](const std::vector<std::pair<nn::Architecture, const char*>>& models) {
        studio::Settings settings;
        settings.motion = false;
        app::Offscreen offscreen(steady(models.front().first, models.front().second), settings, 1280, 720);
        studio::Studio& studio = offscreen.app().studio();
        studio.canvas.replace(drawn_three());
        studio.settle();
        offscreen.draw(0);
        for (std::size_t i = 1; i < models.size(); ++i) {
            studio.show_model(steady(models[i].first, models[i].second));
            studio.settle();
            offscreen.draw(static_cast<double>(i));
        }
        for (int i = 0; i < 3; ++i) offscreen.draw(60);
        return picture_of(offscreen);
    };
    const std::pair<nn::Architecture, const char*> lenet{nn::lenet5(), "steady"};
    const std::pair<nn::Architecture, const char*> other{nn::fashion(), "steady"};
    const RgbPicture at_once = drawn({lenet});
    EXPECT_GT(share_beyond(8, at_once, drawn({lenet, other})), 0.01);
    EXPECT_EQ(share_beyond(2, at_once, drawn({other, lenet})), 0);
    EXPECT_EQ(share_beyond(2, at_once, drawn({lenet, other, lenet})), 0);
}

/// The panels, an inspector with its pictures, edges and outlines, in one of GL's two families.
RgbPicture drawn_with(gl::Api api, scene::Theme theme, scene::Palette palette) {
    studio::Settings settings;
    settings.theme = theme;
    settings.language = Language::English;
    app::Offscreen offscreen(steady(nn::lenet5(), "steady"), settings, 1280, 720, 0, api);
    studio::Studio& studio = offscreen.app().studio();
    studio.canvas.replace(drawn_three());
    studio.view().palette = palette;
    studio.run("unit.select", "conv2/9/3/4");
    studio.settle();
    for (int i = 0; i < 4; ++i) offscreen.draw(0);
    EXPECT_EQ(gl::current_api(), api);
    EXPECT_EQ(glGetError(), GLenum{GL_NO_ERROR});
    return picture_of(offscreen);
}

TEST_F(Shell, OpenGlEsDrawsTheSamePictures) {
    using scene::Palette;
    using scene::Theme;
    for (const auto& [theme, palette] :
         {std::pair(Theme::Dark, Palette::Original), std::pair(Theme::Light, Palette::Signed)}) {
        const RgbPicture desktop = drawn_with(gl::Api::Desktop, theme, palette);
        const RgbPicture embedded = drawn_with(gl::Api::Embedded, theme, palette);
        EXPECT_LE(share_beyond(8, desktop, embedded), 0.001);
        EXPECT_GT(share_beyond(8, desktop, drawn_with(gl::Api::Embedded, theme, Palette::Even)), 0.01);
    }
}

/// How each feature's panel comes to be seen, and the name of its picture. Those that are always seen share
/// one.
struct Shown {
    const char* picture;
    const char* script;
};
const std::map<std::string, Shown> kShown{
    {"draw", {"panels", ""}},
    {"read", {"panels", ""}},
    {"look", {"panels", ""}},
    {"models", {"panels", ""}},
    {"ask", {"inspector", "unit.select conv2/9/3/4"}},
    {"explain", {"explanations", "explain.open maps"}},
    {"find", {"search", "find.open strongest in fc2"}},
    {"keep", {"dialog", "file.open"}},
    {"app", {"keys", "help.keys"}},
    {"present", {"presentation", "show.present"}},
    {"welcome", {"panels", ""}},  // its callouts come and go: headless tests have them
};

TEST_F(Shell, EveryFeaturesPanelInBothLanguagesAndThemes) {
    if (!platform::find_chinese_font())
        GTEST_SKIP() << "Chinese is written in fonts-wqy-microhei: install it";
    const FolderOf three_files({"seven.jsonl", "view.json", "picture.png"});
    const nn::ModelPtr model = steady(nn::lenet5(), "steady");
    std::set<std::string> taken;
    for (const Language language : {Language::English, Language::Chinese})
        for (const scene::Theme theme : {scene::Theme::Dark, scene::Theme::Light}) {
            studio::Settings settings;
            settings.language = language;
            settings.theme = theme;
            settings.motion = false;
            for (const features::Feature& feature : app::all_features()) {
                ASSERT_TRUE(kShown.contains(feature.id))
                    << "say above how the panel of '" << feature.id << "' is shown";
                const Shown& shown = kShown.at(feature.id);
                const std::string name = std::string(shown.picture) + "-" + std::string(code_of(language)) +
                                         "-" + fields::name_of_choice(theme);
                if (!taken.insert(name).second) continue;
                app::Offscreen offscreen(model, settings, 1024, 768);
                studio::Studio& studio = offscreen.app().studio();
                studio.canvas.replace(drawn_three());
                studio.settle();
                offscreen.draw(0);
                for (const studio::Call& call : studio::parse_script(shown.script))
                    studio.run(call.id, call.argument);
                studio.finish();
                for (int i = 0; i < 4; ++i) offscreen.draw(0);
                expect_as_kept(name, picture_of(offscreen));
            }
        }
}

}  // namespace
}  // namespace convoscope::test
