// What has a visible place: bars, captions and their marks, and what they say where nothing can be done.

#include <gtest/gtest.h>
#include <imgui_internal.h>

#include <algorithm>
#include <cmath>

#include "app/headless.h"
#include "features/look/overlap.h"
#include "scene/edges.h"
#include "studio/selection.h"
#include "support/bundled.h"

namespace convoscope::test {
namespace {

using studio::Caption;

class Bars : public ::testing::Test {
  protected:
    void SetUp() override { headless_.settle(); }

    /// The part of a layer's caption that is on the screen.
    scene::Viewport place(const char* layer, Caption::Part part) {
        const int node = studio_.exhibit().architecture().find(layer);
        for (const Caption& caption : studio_.places.captions)
            if (caption.node == node && caption.part == part) return caption.place;
        ADD_FAILURE() << "no such part at " << layer;
        return {0, 0, 0, 0};
    }
    void click(const scene::Viewport& place) {
        headless_.click(place.x + 0.5f * place.width, place.y + 0.5f * place.height);
        headless_.settle();
    }
    std::string notice() { return studio_.words(studio_.notice()); }

    Headless headless_{bundled_model("lenet5"), {.width = 1280, .height = 720}};
    studio::Studio& studio_ = headless_.studio();
};

TEST_F(Bars, AnEyeHidesItsLayerAndWhatIsLeftBringsItBack) {
    click(place("conv1", Caption::Part::Eye));
    EXPECT_EQ(scene::display_of(studio_.view(), "conv1"), scene::LayerDisplay::Hidden);
    EXPECT_NE(notice().find("Convolution 1 is hidden"), std::string::npos);
    click(place("conv1", Caption::Part::Eye));
    EXPECT_EQ(scene::display_of(studio_.view(), "conv1"), scene::LayerDisplay::Shown);
    EXPECT_EQ(notice(), "") << "it is hidden no more";
}

TEST_F(Bars, AFoldMarkLaysTheMapsOnOneAnotherAndSpreadsThemOut) {
    click(place("conv2", Caption::Part::Fold));
    EXPECT_EQ(scene::display_of(studio_.view(), "conv2"), scene::LayerDisplay::Folded);
    click(place("conv2", Caption::Part::Fold));
    EXPECT_EQ(scene::display_of(studio_.view(), "conv2"), scene::LayerDisplay::Shown);
}

TEST_F(Bars, AFlatLayerHasNothingToFold) {
    const int node = studio_.exhibit().architecture().find("fc1");
    EXPECT_TRUE(std::ranges::none_of(studio_.places.captions, [&](const Caption& caption) {
        return caption.node == node && caption.part == Caption::Part::Fold;
    }));
}

TEST_F(Bars, ShowingAllLayersTakesTheNoticeAway) {
    headless_.studio().run("layer.hide", "conv1");
    EXPECT_NE(notice(), "");
    studio_.run("layer.show_all");
    EXPECT_EQ(notice(), "");
}

TEST_F(Bars, ANameOpensTheLayersPageWhicheverWasOpenLast) {
    studio_.run("layer.inspect", "conv1");
    studio_.run("inspector.page", "weights");
    headless_.settle();
    click(place("conv2", Caption::Part::Name));
    EXPECT_EQ(studio_.view().inspected_layer, "conv2");
    EXPECT_EQ(studio_.view().page, scene::kLayerPage);
}

TEST_F(Bars, KeysThatNeedALayerOrANeuronSaySo) {
    headless_.move(5, 5);
    for (const int key : {'F', 'H'}) {
        headless_.key(key);
        EXPECT_NE(notice().find("point at a layer first"), std::string::npos) << static_cast<char>(key);
        EXPECT_TRUE(studio_.view().layers.empty());
    }
    for (const int key : {'G', ' '}) {
        headless_.key(key);
        EXPECT_NE(notice().find("pin a neuron first: click one"), std::string::npos) << key;
    }
    for (const int key : {'W', 'O', 'X'}) {
        studio_.clear_notice();
        headless_.key(key);
        EXPECT_NE(notice().find("point at a neuron, or click one"), std::string::npos)
            << static_cast<char>(key);
    }
}

TEST_F(Bars, KeysAreAboutTheLayerUnderThePointerBeforeThePinnedOne) {
    studio_.run("unit.select", "fc1/17");
    headless_.settle();
    const scene::Viewport name = place("conv2", Caption::Part::Name);
    headless_.move(name.x + 0.5f * name.width, name.y + name.height - 2);
    headless_.key('F');
    EXPECT_EQ(scene::display_of(studio_.view(), "conv2"), scene::LayerDisplay::Folded);
}

TEST_F(Bars, WhatCanDoNothingNowSaysWhy) {
    EXPECT_FALSE(studio_.can_run("unit.pulse")) << "nothing is drawn";
    EXPECT_FALSE(studio_.can_run("unit.play"));
    EXPECT_NE(studio_.why_not("unit.play"), nullptr);
    EXPECT_NE(studio_.why_not("layer.fold"), nullptr);
    EXPECT_EQ(studio_.why_not("layer.fold", "conv1"), nullptr) << "it says which";
    EXPECT_NE(studio_.why_not("layer.show_all"), nullptr);
}

TEST_F(Bars, CtrlAndAClickOnNothingKeepsThePins) {
    studio_.run("unit.select", "fc1/17");
    studio_.run("unit.pin", "fc1/18");
    headless_.settle();
    const scene::Viewport stage = studio_.places.stage;
    platform::Event event;
    event.kind = platform::EventKind::PointerButton;
    event.x = stage.x + stage.width - 4;
    event.y = stage.y + 4;
    event.modifiers = modifiers_of(studio::kControl);
    headless_.move(event.x, event.y);
    for (const platform::Action action : {platform::Action::Press, platform::Action::Release}) {
        event.action = action;
        headless_.give(event);
        headless_.frame();
    }
    EXPECT_EQ(studio_.view().pins.size(), 2u);
}

TEST_F(Bars, AfterASweepTheNeuronIsPinnedThatWas) {
    studio_.run("unit.select", "pool2/3/2/1");
    studio_.view().pace = 1000;
    studio_.run("unit.play");
    for (int i = 0; i < 120 && studio_.view().sweep; ++i) headless_.frame();
    EXPECT_FALSE(studio_.view().sweep);
    EXPECT_EQ(studio_.view().selection, "pool2/3/2/1");
    studio_.view().pace = 5;
    studio_.run("unit.play");
    headless_.frame();
    studio_.run("unit.let_go");
    EXPECT_EQ(studio_.view().selection, "pool2/3/2/1") << "where it was stopped";
}

TEST_F(Bars, GoingThereKeepsTheNeuronAndItsEdgesOnTheStage) {
    studio_.view().edges = {scene::EdgeView::Value::Weight, scene::EdgeView::Direction::Incoming, false};
    for (const char* address : {"conv2/6/5/7", "fc1/17", "conv1/0/0/0"}) {
        studio_.run("unit.select", address);
        studio_.run("unit.go_there");
        headless_.settle();
        const studio::Stage& stage = studio_.exhibit().stage;
        const nn::Architecture& architecture = studio_.exhibit().architecture();
        ASSERT_FALSE(stage.edges().edges.empty()) << address;
        for (const scene::Edge& edge : stage.edges().edges)
            for (const nn::Unit& end : {edge.source, edge.target}) {
                const auto at = stage.layout().position(architecture, end);
                ASSERT_TRUE(at);
                const scene::Vector3 seen = stage.camera().project(*at, stage.viewport());
                EXPECT_TRUE(studio_.places.stage.contains(seen.head<2>()))
                    << address << ": " << nn::format_address(architecture, end);
            }
        studio_.run("unit.let_go");
        studio_.run("view.stage");
        headless_.settle();
    }
}

/// What stands in a bar ends within it.
void expect_to_fit(const char* bar, const std::string& where) {
    const ImGuiWindow* window = ImGui::FindWindowByName(bar);
    ASSERT_NE(window, nullptr) << bar;
    EXPECT_LE(window->DC.CursorMaxPos.x, window->Pos.x + window->Size.x) << bar << where;
    EXPECT_LE(window->DC.CursorMaxPos.y, window->Pos.y + window->Size.y) << bar << where;
}

TEST(BarsAtAnySize, HoldAllThatStandsInThem) {
    for (const Language language : {Language::English, Language::Chinese})
        for (const auto& [width, height] : {std::pair(640, 571), std::pair(800, 600), std::pair(1024, 768),
                                            std::pair(1280, 720), std::pair(1920, 1080)}) {
            studio::Settings settings;
            settings.motion = false;
            settings.language = language;
            Headless headless(bundled_model("lenet5-1998"),
                              {.width = width, .height = height, .settings = settings});
            for (const char* scale : {"1", "1.5", "4"}) {
                headless.studio().run("show.larger", scale);
                headless.settle();
                const std::string where = " at " + std::to_string(width) + ", scale " + scale;
                expect_to_fit("###top", where);
                expect_to_fit("###tools", where);
                const ImGuiWindow* top = ImGui::FindWindowByName("###top");
                const float end = top->Pos.x + top->Size.x - 12 * headless.studio().places.scale;
                EXPECT_NEAR(top->DC.CursorMaxPos.x, end, 2) << "the last button stands at the edge" << where;
            }
        }
}

struct Screen {
    int width;
    int height;
    const char* model;
    Language language;
    bool inspector;
    const char* view = "view.stage";
};

class Captions : public ::testing::TestWithParam<Screen> {};

TEST_P(Captions, StandWholeBesideTheirLayersAndOnNoMap) {
    const Screen& screen = GetParam();
    studio::Settings settings;
    settings.motion = false;
    settings.language = screen.language;
    Headless headless(bundled_model(screen.model),
                      {.width = screen.width, .height = screen.height, .settings = settings});
    headless.studio().run(screen.view);
    if (screen.inspector) headless.studio().run("layer.inspect", "output");
    headless.settle();
    const studio::Exhibit& exhibit = headless.studio().exhibit();
    const studio::Stage& stage = exhibit.stage;
    std::size_t names = 0;
    for (const Caption& caption : headless.studio().places.captions) {
        if (caption.part != Caption::Part::Name) continue;  // marks answer a little around themselves
        ++names;
        const std::string& layer = exhibit.architecture().nodes[static_cast<std::size_t>(caption.node)].name;
        EXPECT_GE(caption.place.x, stage.viewport().x) << layer;
        EXPECT_LE(caption.place.y + caption.place.height, stage.viewport().y + stage.viewport().height)
            << layer;
        for (const scene::LayerPlace& other : stage.layout().layers)
            EXPECT_FALSE(
                look::Covered(scene::silhouette_of(other.low, other.high, stage.camera(), stage.viewport()))
                    .touches(caption.place))
                << layer << " lies on layer " << other.node;
    }
    // Harley's camera does not hold the whole network where the stage is narrow.
    if (screen.width >= 1280 || std::string(screen.view) != "view.original") {
        EXPECT_EQ(names, exhibit.architecture().nodes.size()) << "every layer has its name";
    }
}

INSTANTIATE_TEST_SUITE_P(
    AtEverySize, Captions,
    ::testing::Values(Screen{1280, 720, "lenet5", Language::English, false},
                      Screen{1280, 720, "lenet5", Language::English, true},
                      Screen{1280, 720, "lenet5-1998", Language::English, false},
                      Screen{800, 600, "lenet5", Language::English, false},
                      Screen{800, 600, "lenet5", Language::English, true},
                      Screen{900, 700, "lenet5", Language::English, true},
                      Screen{1024, 768, "lenet5", Language::English, true},
                      Screen{1024, 768, "lenet5-1998", Language::English, true},
                      Screen{800, 600, "lenet5", Language::Chinese, true},
                      Screen{1920, 1080, "harley", Language::Chinese, false},
                      Screen{1280, 720, "lenet5", Language::English, false, "view.original"},
                      Screen{1280, 720, "lenet5", Language::English, false, "view.flat"},
                      Screen{1280, 720, "lenet5", Language::Chinese, true, "view.side"},
                      Screen{800, 600, "lenet5", Language::English, false, "view.original"}));

/// What a class reads.
struct Read {
    float text = 0;
    float pad = 0;
    float bars = 0;
    float digits = 0;
};

class Larger : public ::testing::TestWithParam<std::pair<int, int>> {
  protected:
    static Read measure(Headless& headless) {
        const studio::Places& places = headless.studio().places;
        return {places.scale, places.pad.height, places.bar, places.digit};
    }
};

TEST_P(Larger, MakesEverythingLargerInEveryStepAndNothingSmaller) {
    const auto [width, height] = GetParam();
    Headless headless(bundled_model("lenet5"), {.width = width, .height = height});
    headless.draw({{0.5f, 0.2f, 0}, {0.5f, 0.5f, 0}, {0.5f, 0.8f, 0}});
    headless.settle();
    Read before = measure(headless);
    int steps = 0;
    for (int i = 0; i < 8; ++i) {
        headless.studio().run("show.larger");
        headless.settle();
        const Read now = measure(headless);
        if (now.text <= before.text) break;  // round again, or no room for more
        ++steps;
        EXPECT_GE(now.pad, before.pad) << "at " << now.text;
        EXPECT_GE(now.bars, before.bars) << "at " << now.text;
        EXPECT_GE(now.digits, before.digits) << "at " << now.text;
        before = now;
    }
    EXPECT_GE(steps, 1);
}

INSTANTIATE_TEST_SUITE_P(AtEverySize, Larger,
                         ::testing::Values(std::pair(1280, 720), std::pair(1920, 1080),
                                           std::pair(1366, 768)));

TEST_F(Bars, PresentingLeavesThePadTheAnswerAndTheStage) {
    const float before = studio_.places.stage.width;
    headless_.key(studio::kKeyF5);
    headless_.settle();
    EXPECT_TRUE(studio_.presenting);
    EXPECT_GT(studio_.places.stage.width, before);
    EXPECT_EQ(studio_.places.stage.height, 720);
    headless_.draw({{0.5f, 0.2f, 0}, {0.5f, 0.5f, 0}, {0.5f, 0.8f, 0}});
    EXPECT_EQ(studio_.canvas.drawing().strokes.size(), 1u) << "the pad takes ink";
    EXPECT_EQ(studio_.view().preset, scene::Preset::Stage) << "and the scene does not turn under it";
    headless_.key(studio::kKeyF5);
    headless_.settle();
    EXPECT_EQ(studio_.places.stage.width, before);
}

TEST_F(Bars, TheKeyTableIsScrolledByArrowsAndClosedByAnyOtherKey) {
    headless_.key(studio::kKeyF1);
    headless_.settle();
    ASSERT_TRUE(studio_.places.blocked);
    headless_.key(studio::kKeyDown);
    headless_.key(studio::kKeyPageUp);
    headless_.settle();
    EXPECT_TRUE(studio_.places.blocked);
    headless_.key('C');
    headless_.settle();
    EXPECT_FALSE(studio_.places.blocked);
}

TEST_F(Bars, AnotherModelIsSeenWholeWhereTheCameraWasNearSomething) {
    studio_.run("view.flat");
    studio_.view().preset.reset();
    studio_.view().home = scene::Preset::Flat;
    studio_.run("model.show", "mlp");
    headless_.settle();
    EXPECT_EQ(studio_.exhibit().model().name, "mlp");
    EXPECT_EQ(studio_.view().preset, scene::Preset::Flat);
}

TEST_F(Bars, EscEndsThePresentationAndThenLetsGoOfTheUnit) {
    studio_.run("unit.select", "fc1/17");
    headless_.key(studio::kKeyF5);
    headless_.key(studio::kKeyEscape);
    EXPECT_FALSE(studio_.presenting);
    EXPECT_EQ(studio_.view().selection, "fc1/17");
    headless_.key(studio::kKeyEscape);
    EXPECT_EQ(studio_.view().selection, "");
}

TEST_F(Bars, ABlankScreenIsBlackOrWhiteUntilTheNextKey) {
    for (const auto& [modifiers, level] : {std::pair(0, 0), std::pair<int, int>(studio::kShift, 255)}) {
        headless_.key('B', modifiers);
        headless_.settle();
        const gl::Pixels pixels = headless_.pixels();
        EXPECT_TRUE(
            std::ranges::all_of(pixels.rgba, [&](int value) { return value == level || value == 255; }));
        headless_.key('C');
        headless_.settle();
        EXPECT_FALSE(studio_.places.blocked);
    }
}

}  // namespace
}  // namespace convoscope::test
