// What the window's dialogs write, and what is seen again when it is opened.

#include <fstream>
#include <iterator>

#include "headless/asking.h"
#include "headless/patience.h"

namespace convoscope::test {
namespace {

using Json = nlohmann::json;

/// Half as wide and high: each pixel the mean of four.
RgbPicture halved(const RgbPicture& picture) {
    RgbPicture half{picture.width / 2, picture.height / 2, {}};
    for (int y = 0; y < half.height; ++y)
        for (int x = 0; x < half.width; ++x)
            for (int channel = 0; channel < 3; ++channel) {
                int sum = 2;
                for (int corner = 0; corner < 4; ++corner)
                    sum += picture.at(2 * x + corner % 2, 2 * y + corner / 2)[channel];
                half.rgb.push_back(static_cast<unsigned char>(sum / 4));
            }
    return half;
}

class Save : public Asking {
  protected:
    static void expect_quits(OpenWindow& window) {
        const Outcome outcome = window.quit();
        EXPECT_EQ(outcome.status, 0);
        EXPECT_EQ(outcome.err, "");
    }
};

TEST_F(Save, EveryActivation) {
    OpenWindow window = open();
    window.drag(seven(find_pad(window)));
    save_as(window, "ctrl+shift+a", "all.npz");
    std::ifstream stream(file("all.npz"), std::ios::binary);
    const std::string bytes{std::istreambuf_iterator<char>(stream), {}};
    EXPECT_TRUE(bytes.starts_with("PK"));
    for (const std::string name : {"input.npy", "conv1.npy", "conv1.pre.npy", "output.npy"})
        EXPECT_NE(bytes.find(name), std::string::npos) << name;
    expect_quits(window);
}

TEST_F(Save, APictureOfTwiceTheWindow) {
    OpenWindow window = open();
    window.drag(seven(find_pad(window)));
    select(window, "conv2/9/3/4");
    const RgbPicture seen = look(window);
    save_as(window, "shift+F12", "large.png");
    const RgbPicture large = load_picture(file("large.png"));
    EXPECT_EQ(large.width, 2 * window.width());
    EXPECT_EQ(large.height, 2 * window.height());
    // The same things in the same places; lines and letters are finer. Another view is another picture.
    EXPECT_LT(share_beyond(48, seen, halved(large)), 0.05);
    EXPECT_GT(share_beyond(48, look(window, "2"), halved(large)), 0.1);
    window.key("1");
    expect_quits(window);
}

// What belongs to the moment of asking is not in it: the menu, a notice, the pen's ring on the pad.
TEST_F(Save, AScreenshotIsOfTheSceneAndThePanels) {
    OpenWindow window = open();
    const Pad pad = find_pad(window);
    window.drag(seven(pad));
    window.leave();
    const RgbPicture plain = window.look_at_rest();
    window.move(pad.at(0.5, 0.8));
    EXPECT_GT(share_beyond(8, plain, window.look_at_rest()), 0.0001) << "the ring";
    window.studio().notify(Message(Text{"a notice", "通知"}));
    window.studio().run("file.screenshot", file("ring.png").string());
    window.wait_for_rest();
    EXPECT_EQ(share_beyond(2, plain, load_picture(file("ring.png"))), 0);

    window.click({60, 12});  // in the menu bar
    EXPECT_GT(share_beyond(8, plain, window.look_at_rest()), 0.01) << "a menu";
    window.studio().run("file.screenshot", file("menu.png").string());
    window.wait_for_rest();
    EXPECT_EQ(share_beyond(2, plain, load_picture(file("menu.png"))), 0);
    // What a neuron that is pointed at shows is meant to be there.
    window.key("3");
    point_at_a_unit(window);
    window.wait_for_rest();
    window.key("F12");
    window.wait_for_rest();
    const RgbPicture pointing = load_picture(file("convoscope-1.png"));
    window.leave();
    EXPECT_GT(share_beyond(8, window.look_at_rest(), pointing), 0.001);
    expect_quits(window);
}

TEST_F(Save, APictureOfATypedSize) {
    OpenWindow window = open();
    window.drag(seven(find_pad(window)));
    const RgbPicture before = look(window);
    window.key("shift+F12");
    window.wait_for_rest();
    const auto press = [&](const std::string& key) {
        screen_.xdotool({"keydown", key});
        window.wait_for_rest();
        screen_.xdotool({"keyup", key});
        window.wait_for_rest();
    };
    screen_.xdotool({"type", "small.png"});
    for (const std::string size : {"640", "360"}) {
        press("Tab");
        screen_.xdotool({"type", size});
    }
    press("Tab");
    press("Return");
    ASSERT_TRUE(eventually([&] { return std::filesystem::exists(file("small.png")); }));
    window.wait_for_rest();
    const RgbPicture small = load_picture(file("small.png"));
    EXPECT_EQ(small.width, 640);
    EXPECT_EQ(small.height, 360);
    // The window has what it had.
    EXPECT_TRUE(looks_again_like(window, before));
    expect_quits(window);
}

// Another window, with nothing of the first one's but the file; and the command line.
TEST_F(Save, WhatIsSeenIsSeenAgain) {
    OpenWindow window = open();
    window.drag(seven(find_pad(window)));
    select(window, "conv2/9/3/4");
    window.key("w");
    window.drag(line({500, 300}, {560, 330}, 8));
    const Json seen = saved_view(window);
    EXPECT_EQ(seen["selection"], "conv2/9/3/4");
    EXPECT_EQ(seen["edges"]["value"], "weight");
    ASSERT_TRUE(seen.contains("drawing"));
    EXPECT_EQ(seen["drawing"]["strokes"].size(), 1u);
    expect_quits(window);

    std::ofstream(file("seen.json")) << seen;
    OpenWindow another = open({"--fresh"});
    EXPECT_EQ(saved_view(another)["selection"], "");
    open_file(another, "seen.json");
    EXPECT_EQ(saved_view(another), seen);

    const RgbPicture picture = rendered(another, {"--state", file("seen.json")});
    another.leave();
    eventually([&] { return share_beyond(2, another.look(), picture) <= 0.001; }, 20);
    expect_same_pixels(another.look_at_rest(), picture, "seen-again");
    expect_quits(another);
}

// A file that is no such view is a line in the dialog, and what is seen stays.
TEST_F(Save, WhatIsNoViewIsRefused) {
    OpenWindow window = open();
    select(window, "fc1/17");
    const Json before = saved_view(window);
    std::ofstream(file("bad.json")) << R"({"palette": "pink", "selection": "fc1/3"})";
    window.key("ctrl+o");
    enter(window, "bad.json");
    window.key("Escape");
    EXPECT_EQ(saved_view(window), before);
    expect_quits(window);
}

}  // namespace
}  // namespace convoscope::test
