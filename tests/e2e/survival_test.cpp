// The drawing outlives its window: a crash, a kill, another window beside it.

#include <signal.h>
#include <algorithm>
#include <cmath>
#include <fstream>

#include "canvas/files.h"
#include "e2e/window.h"
#include "support/patience.h"

namespace convoscope::test {
namespace {

class Survival : public WindowTest {
  protected:
    static auto points(std::size_t count) {
        return [=](const canvas::Drawing& drawing) {
            return drawing.strokes.size() == 1 && drawing.strokes[0].points.size() == count;
        };
    }
    /// One stroke, which has come to where the pointer is.
    static auto ends_at(const Pad& pad, Place place) {
        return [=](const canvas::Drawing& drawing) {
            if (drawing.strokes.size() != 1) return false;
            const canvas::Point& last = drawing.strokes[0].points.back();
            return std::abs(last.x - (place.x - pad.left) / pad.side * drawing.width) < 0.1 &&
                   std::abs(last.y - (place.y - pad.top) / pad.side * drawing.height) < 0.1;
        };
    }
    static auto strokes(std::size_t count) {
        return [=](const canvas::Drawing& drawing) { return drawing.strokes.size() == count; };
    }
    std::string kept_file(int slot = 0) const {
        return state_file("drawing-" + std::to_string(slot) + ".jsonl");
    }
    static std::string read(const std::filesystem::path& path) {
        std::ifstream stream(path, std::ios::binary);
        return {std::istreambuf_iterator<char>(stream), {}};
    }
    static void expect_silent(const Outcome& outcome) {
        EXPECT_EQ(outcome.status, 0);
        EXPECT_EQ(outcome.err, "");
    }
};

TEST_F(Survival, AKillInMidStroke) {
    Path path;
    {
        OpenWindow window = open();
        const Pad pad = find_pad(window);
        path = seven(pad);
        path.resize(40);
        window.press(path.front());
        window.move_along(Path(path.begin() + 1, path.end()));
        await_drawing(ends_at(pad, path.back()));  // the pen is still down, and nothing more happens
        window.program().send(SIGKILL);
        EXPECT_EQ(window.program().finish().status, 128 + SIGKILL);
    }
    screen_.xdotool({"mouseup", "1"});
    const canvas::Drawing kept = kept_drawing();

    OpenWindow again = open();
    again.leave();
    expect_same_pixels(again.look_at_rest(), rendered(again, {"--strokes", kept_file()}), "after-a-kill");
    save_as(again, "ctrl+s", "saved.jsonl");
    EXPECT_EQ(canvas::load_drawing(file("saved.jsonl")), kept);
    EXPECT_EQ(kept.strokes.size(), 1u);
    expect_silent(again.quit());
    EXPECT_EQ(kept_drawing(), kept);
}

TEST_F(Survival, TheViewIsKeptToo) {
    {
        OpenWindow window = open();
        window.key("l");
        window.key("3");
        window.wait_for_rest();
        expect_silent(window.quit());
    }
    OpenWindow again = open();
    again.leave();
    expect_same_pixels(again.look_at_rest(), rendered(again, {"--theme", "light", "--preset", "flat"}),
                       "kept-view");
    expect_silent(again.quit());
}

TEST_F(Survival, TwoWindowsKeepTwoDrawings) {
    const Xvfb wide("2700x900x24");
    canvas::Drawing first_drawing;
    canvas::Drawing second_drawing;
    {
        OpenWindow first(wide, folder_.path());
        OpenWindow second(wide, folder_.path(), {}, {1300, 0});
        first.take_keyboard();
        first.drag(line({90, 100}, {178, 112}, 5));
        second.take_keyboard();
        second.drag(line({100, 90}, {93, 181}, 8));
        first_drawing = await_drawing(points(5), 0);
        second_drawing = await_drawing(points(8), 1);
        EXPECT_EQ(kept_drawing(0), first_drawing);
        second.program().send(SIGKILL);
        first.program().send(SIGKILL);
        first.program().finish();
        second.program().finish();
    }
    OpenWindow first(wide, folder_.path());
    OpenWindow second(wide, folder_.path(), {}, {1300, 0});
    second.leave();
    expect_same_pixels(first.look_at_rest(), rendered(first, {"--strokes", kept_file(0)}), "first-of-two");
    expect_same_pixels(second.look_at_rest(), rendered(second, {"--strokes", kept_file(1)}), "second-of-two");
    EXPECT_EQ(kept_drawing(0), first_drawing);
    EXPECT_EQ(kept_drawing(1), second_drawing);
}

TEST_F(Survival, FreshStartsBlankAndLeavesTheKeptDrawing) {
    canvas::Drawing kept;
    {
        OpenWindow window = open();
        window.drag(line({90, 100}, {178, 112}, 5));
        kept = await_drawing(points(5));
        window.key("l");
        window.wait_for_rest();
        expect_silent(window.quit());
    }
    {
        OpenWindow fresh = open({"--fresh"});
        fresh.leave();
        expect_same_pixels(fresh.look_at_rest(), rendered(fresh, {}), "fresh");
        expect_silent(fresh.quit());
    }
    EXPECT_EQ(kept_drawing(), kept);
    OpenWindow again = open();
    again.leave();
    expect_same_pixels(again.look_at_rest(), rendered(again, {"--strokes", kept_file(), "--theme", "light"}),
                       "after-fresh");
}

// The first stroke of a fresh window is kept at once, in the place of the drawing before: that one lies
// beside it.
TEST_F(Survival, AFreshDrawingPutsTheKeptOneAside) {
    const std::string before = R"({"version":1,"canvas":[280,280],"strokes":[[[20,30],[60,80]]]})";
    std::filesystem::create_directories(state_file("").parent_path());
    std::ofstream(kept_file()) << before;
    OpenWindow window = open({"--fresh"});
    for (int i = 0; i < 2; ++i) {
        window.drag(line({90, 100}, {178, 112 + 40 * i}, 5));
        await_drawing(strokes(i + 1));
    }
    expect_silent(window.quit());
    EXPECT_EQ(read(state_file("drawing-0.previous.jsonl")), before);
}

TEST_F(Survival, ADamagedFileIsPutAsideAndToldOf) {
    std::filesystem::create_directories(state_file("").parent_path());
    std::ofstream(kept_file()) << "{\"version\": 1, \"canvas\": [280, 2";
    std::ofstream(state_file("settings.json")) << "no settings";
    OpenWindow window = open();
    window.leave();
    const RgbPicture blank = rendered(window, {});
    EXPECT_GT(share_beyond(8, window.look(), blank), 0.005) << "a notice is shown, for some seconds";
    EXPECT_TRUE(eventually([&] { return share_beyond(2, window.look(), blank) <= 0.001; }));
    window.drag(line({90, 100}, {178, 112}, 5));
    await_drawing(points(5));
    const Outcome outcome = window.quit();
    EXPECT_EQ(outcome.status, 0);
    EXPECT_EQ(std::ranges::count(outcome.err, '\n'), 2) << outcome.err;
    for (const char* name : {"drawing-0.jsonl", "settings.json"}) {
        EXPECT_NE(outcome.err.find(name), std::string::npos) << outcome.err;
        EXPECT_TRUE(std::filesystem::exists(state_file(std::string(name) + ".unreadable"))) << outcome.err;
    }
    EXPECT_EQ(read(state_file("settings.json.unreadable")), "no settings");
}

TEST_F(Survival, AFileThatIsOpenedIsShown) {
    std::filesystem::create_directories(state_file("").parent_path());
    std::ofstream(kept_file()) << R"({"version":1,"canvas":[280,280],"strokes":[[[20,30],[60,80]]]})";
    const std::filesystem::path input = file("input.jsonl");
    std::ofstream(input) << R"({"version":1,"canvas":[280,280],"strokes":[[[80,70],[200,70],[130,220]]]})"
                         << "\n";
    OpenWindow window = open({input.string()});
    window.leave();
    expect_same_pixels(window.look_at_rest(), rendered(window, {"--strokes", input.string()}), "opened");
    // It lies over the drawing that was kept: undo brings that back.
    window.key("ctrl+z");
    EXPECT_EQ(await_drawing(points(2)).strokes[0].points[0], (canvas::Point{20, 30}));
    expect_silent(window.quit());
}

}  // namespace
}  // namespace convoscope::test
