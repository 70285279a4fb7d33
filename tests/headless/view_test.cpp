// Keys and mouse change what is seen, each in its own way, and the program lives on.

#include <nlohmann/json.hpp>

#include <fstream>

#include "headless/patience.h"
#include "headless/window.h"

namespace convoscope::test {
namespace {

class View : public WindowTest {
  protected:
    void TearDown() override {
        const Outcome outcome = window_.quit();
        EXPECT_EQ(outcome.status, 0);
        EXPECT_EQ(outcome.err, "");
    }
    RgbPicture look() const {
        window_.leave();
        return window_.look_at_rest();
    }
    RgbPicture after(const std::string& key) const {
        window_.key(key);
        return look();
    }
    /// The window's picture again, when the key is pressed that takes the change back; a notice goes by
    /// itself.
    void expect_back(const RgbPicture& before, const std::string& key) const {
        window_.key(key);
        EXPECT_TRUE(eventually([&] { return share_beyond(0, before, look()) == 0; }))
            << key << " does not bring back what was there";
    }
    nlohmann::json settings() const {
        std::ifstream stream(state_file("settings.json"));
        return nlohmann::json::parse(stream, nullptr, false);
    }
    /// Waits until the settings that are kept hold this value.
    template <typename Value>
    bool kept(const char* name, const Value& value) const {
        return eventually([&] {
            const auto json = settings();
            return json.contains(name) && json[name] == value;
        });
    }

    OpenWindow window_ = open();
};

TEST_F(View, EscClosesAMenuAndNothingElse) {
    window_.key("i");  // the inspector, which Esc would close, too
    const RgbPicture before = look();
    window_.click({20, 13});
    EXPECT_GT(share_beyond(8, before, window_.look_at_rest()), 0.05);
    expect_back(before, "Escape");
    // Again, and the next menu at once: the first is not open any more, so that the click opens it.
    window_.click({20, 13});
    window_.key("Escape");
    window_.click({70, 13});
    EXPECT_GT(share_beyond(8, before, window_.look_at_rest()), 0.05);
    expect_back(before, "Escape");
}

TEST_F(View, HelpComesAndGoes) {
    const RgbPicture before = look();
    const RgbPicture help = after("question");
    EXPECT_GT(share_beyond(8, before, help), 0.5);  // all is darker, and the keys stand in the middle
    EXPECT_LT(mean_level(cut(help, 0, 700, 1280, 100)), mean_level(cut(before, 0, 700, 1280, 100)));
    expect_back(before, "question");
    after("F1");
    expect_back(before, "Escape");
}

TEST_F(View, TheLightTheme) {
    const RgbPicture before = look();
    const RgbPicture light = after("l");
    EXPECT_GT(mean_level(light), mean_level(before) + 100);
    EXPECT_TRUE(kept("theme", "light"));
    expect_back(before, "l");
}

TEST_F(View, PanelsAreHidden) {
    const RgbPicture before = look();
    const RgbPicture stage = after("Tab");
    EXPECT_TRUE(kept("panels", false));
    EXPECT_GT(share_beyond(30, cut(before, 0, 0, 250, 800), cut(stage, 0, 0, 250, 800)), 0.3);
    // Nothing is drawn on where the pad was.
    window_.drag(line({90, 100}, {180, 110}, 5));
    window_.key("r");
    look();
    expect_back(before, "Tab");
    EXPECT_TRUE(kept_drawing().strokes.empty());
}

// Each press a step; a step that the window has no room for is shown as large as it fits, and is the last.
TEST_F(View, ALargerInterface) {
    const RgbPicture before = look();
    RgbPicture last = before;
    for (const double scale : {1.25, 1.5}) {
        const RgbPicture larger = after("u");
        EXPECT_TRUE(kept("interface_scale", scale));
        EXPECT_GT(share_beyond(8, last, larger), 0.05) << scale;
        EXPECT_GT(share_beyond(8, before, larger), 0.05) << scale;
        last = larger;
    }
    expect_back(before, "u");
}

TEST_F(View, EveryPresetIsAnotherPicture) {
    std::vector<RgbPicture> seen{look()};
    for (const std::string key : {"2", "3", "4", "5"}) {
        seen.push_back(after(key));
        for (std::size_t i = 0; i + 1 < seen.size(); ++i)
            EXPECT_GT(share_beyond(16, seen[i], seen.back()), 0.05) << key << " and " << i + 1;
    }
    expect_back(seen.front(), "1");
}

TEST_F(View, OrbitAndPanAndWheelAndBack) {
    const RgbPicture before = look();
    const Path path = line({700, 350}, {820, 400}, 10);
    window_.drag(path);
    const RgbPicture turned = look();
    EXPECT_GT(share_beyond(16, before, turned), 0.02);
    expect_back(before, "r");

    window_.move({700, 350});
    for (int i = 0; i < 4; ++i) window_.click({700, 350}, 4);
    const RgbPicture near = look();
    EXPECT_GT(share_beyond(16, before, near), 0.02);
    EXPECT_GT(share_beyond(16, turned, near), 0.02);
    expect_back(before, "Home");

    screen_.xdotool({"keydown", "shift"});
    window_.drag(path);
    screen_.xdotool({"keyup", "shift"});
    const RgbPicture panned = look();
    EXPECT_GT(share_beyond(16, before, panned), 0.02);
    EXPECT_GT(share_beyond(16, turned, panned), 0.02);
    expect_back(before, "r");
}

TEST_F(View, MotionCanBeSwitchedOff) {
    const RgbPicture before = look();
    window_.key("m");
    EXPECT_TRUE(kept("motion", false));
    const RgbPicture flat = after("3");
    EXPECT_GT(share_beyond(16, before, flat), 0.05);
    expect_back(before, "1");
}

// Pointing lights up a unit and its edges; a click pins it, Escape lets it go.
TEST_F(View, PointingAndPinning) {
    window_.key("3");
    const RgbPicture before = look();
    const Place unit = point_at_a_unit(window_);
    const RgbPicture pointed = window_.look();
    EXPECT_EQ(share_beyond(0, before, look()), 0);
    // The inspector moves the stage aside; a second click where the first one was is about the same unit.
    window_.click(unit);
    EXPECT_GT(share_beyond(16, pointed, window_.look_at_rest()), 0.1);
    window_.click(unit);
    EXPECT_EQ(share_beyond(0, before, look()), 0);
    window_.click(unit);
    look();
    expect_back(before, "Escape");
}

TEST_F(View, TinyAndHugeWindows) {
    const RgbPicture before = look();
    for (const auto& [width, height] : std::vector<std::pair<int, int>>{{320, 240}, {60, 40}, {1, 1}}) {
        window_.resize(width, height);
        window_.wait_for_rest();
        window_.drag(line({width / 2, height / 2}, {width - 1, height - 1}, 4));
        const RgbPicture tiny = window_.look_at_rest();
        EXPECT_EQ(tiny.width, width);
    }
    window_.resize(4000, 2400);  // most of it lies beyond the screen's edge
    window_.wait_for_rest();
    EXPECT_TRUE(window_.is_alive());
    window_.resize(1280, 800);
    window_.key("c");
    window_.key("r");
    // The stage is as it was; beside it there is now something to undo.
    EXPECT_EQ(share_beyond(8, cut(before, 300, 0, 980, 800), cut(look(), 300, 0, 980, 800)), 0);
}

}  // namespace
}  // namespace convoscope::test
