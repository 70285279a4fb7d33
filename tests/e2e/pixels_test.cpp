// What the window shows and what `convoscope render` writes is the same picture, in every view.

#include <gtest/gtest.h>

#include <fstream>
#include <nlohmann/json.hpp>

#include "e2e/window.h"
#include "support/patience.h"

namespace convoscope::test {
namespace {

class Pixels : public WindowTest {
  protected:
    /// The drawing and the view are saved, the screen looked at, and the files rendered.
    void expect_file_like(const OpenWindow& window, const std::string& what,
                          std::vector<std::string> options = {}) {
        save_as(window, "ctrl+s", what + ".jsonl");
        save_as(window, "ctrl+shift+s", what + ".json");
        window.leave();
        options.insert(options.end(), {"--strokes", file(what + ".jsonl"), "--state", file(what + ".json")});
        const RgbPicture picture = rendered(window, options);
        // A notice tells for some seconds what was saved; it is part of no file.
        eventually([&] { return share_beyond(2, window.look(), picture) <= 0.001; },
                   std::chrono::seconds(20));
        expect_same_pixels(window.look_at_rest(), picture, what);
    }
    /// They are written where the program was started.
    std::vector<std::filesystem::path> screenshots() const {
        std::vector<std::filesystem::path> found;
        for (const auto& entry : std::filesystem::directory_iterator(folder_.path()))
            if (entry.path().filename().string().starts_with("convoscope") &&
                entry.path().extension() == ".png")
                found.push_back(entry.path());
        return found;
    }
};

TEST_F(Pixels, OfTheFirstView) {
    OpenWindow window = open();
    window.drag(seven(find_pad(window)));
    expect_file_like(window, "first-view");

    window.key("F12");
    ASSERT_TRUE(eventually([&] { return screenshots().size() == 1; }));
    expect_same_pixels(load_picture(screenshots()[0]),
                       rendered(window, {"--strokes", file("first-view.jsonl")}), "screenshot");
    window.key("F12");
    EXPECT_TRUE(eventually([&] { return screenshots().size() == 2; }));
    EXPECT_EQ(window.quit().status, 0);
}

TEST_F(Pixels, OfATurnedCameraAPinnedUnitAndTheLightTheme) {
    OpenWindow window = open();
    window.drag(seven(find_pad(window)));
    window.key("3");
    window.click(point_at_a_unit(window));
    window.key("l");
    window.key("k");
    window.drag(line({700, 300}, {790, 340}, 10));
    window.wait_for_rest();
    expect_file_like(window, "turned");
    std::ifstream view(file("turned.json"));
    EXPECT_NE(nlohmann::json::parse(view)["selection"], "");
    EXPECT_EQ(window.quit().status, 0);
}

TEST_F(Pixels, OfTheStageAloneInAnotherSize) {
    OpenWindow window = open();
    window.drag(seven(find_pad(window)));
    window.resize(900, 650);
    window.key("Tab");
    window.key("2");
    expect_file_like(window, "stage-alone");
    EXPECT_EQ(window.quit().status, 0);
}

class DensePixels : public Pixels {};

TEST_F(DensePixels, OfAMonitorOfTwiceTheDensity) {
    const Xvfb dense("2600x1700x24");
    dense.set_dots_per_inch(192);
    OpenWindow window(dense, folder_.path());
    window.resize(2560, 1600);
    window.drag(seven(find_pad(window)));
    expect_file_like(window, "dense", {"--scale", "2"});
    EXPECT_EQ(window.quit().status, 0);
}

}  // namespace
}  // namespace convoscope::test
