// What goes wrong is told in one line, and what can go on goes on.

#include <algorithm>
#include <fstream>

#include "canvas/files.h"
#include "e2e/window.h"
#include "support/patience.h"
#include "support/places.h"

namespace convoscope::test {
namespace {

class Errors : public WindowTest {
  protected:
    /// Exit status 1, nothing on stdout, and one line "convoscope: ..." with these words in it.
    void expect_refusal(const std::vector<std::string>& arguments,
                        const std::vector<std::string>& words) const {
        const Outcome outcome = RunningProgram(program(), arguments, folder_.path().string()).finish();
        EXPECT_EQ(outcome.status, 1);
        EXPECT_EQ(outcome.out, "");
        EXPECT_TRUE(outcome.err.starts_with("convoscope: ")) << outcome.err;
        EXPECT_EQ(std::ranges::count(outcome.err, '\n'), 1) << outcome.err;
        for (const std::string& word : words)
            EXPECT_NE(outcome.err.find(word), std::string::npos) << outcome.err;
    }
};

TEST_F(Errors, NoDisplay) {
    const SetVariable none("DISPLAY", std::nullopt);
    expect_refusal({}, {"convoscope render"});
    expect_refusal({"--fresh"}, {"convoscope render"});
}

TEST_F(Errors, ADisplayThatIsNotThere) {
    const SetVariable gone("DISPLAY", ":987");
    expect_refusal({}, {":987", "convoscope render"});
}

TEST_F(Errors, ADisplayWithoutOpenGl) {
    const Xvfb plain("1400x900x24", false);
    expect_refusal({}, {"OpenGL", "convoscope render"});
}

TEST_F(Errors, AnInputThatIsNoDrawing) {
    std::ofstream(file("text.png")) << "this is no picture\n";
    std::ofstream(file("half.jsonl")) << R"({"version":1,"canvas":[280,280],"strokes":[[[8)";
    std::ofstream(file("empty.png")).flush();
    for (const char* name : {"text.png", "half.jsonl", "empty.png", "missing.png"})
        expect_refusal({name}, {name});
    expect_refusal({"--model", "nothing.safetensors"}, {"nothing.safetensors"});
    EXPECT_FALSE(std::filesystem::exists(state_file("drawing-0.jsonl")));
}

TEST_F(Errors, AStateFolderThatCannotBeWrittenTo) {
    std::ofstream(file("a-file")) << "where the folder should be";
    const SetVariable state("XDG_STATE_HOME", (folder_ / "a-file").string());
    OpenWindow window = open();
    window.drag(line({90, 100}, {178, 112}, 5));
    save_as(window, "ctrl+s", "saved.jsonl");
    EXPECT_EQ(canvas::load_drawing(file("saved.jsonl")).strokes.size(), 1u);
    const Outcome outcome = window.quit();
    EXPECT_EQ(outcome.status, 0);
    EXPECT_EQ(std::ranges::count(outcome.err, '\n'), 1) << outcome.err;
    EXPECT_NE(outcome.err.find("XDG_STATE_HOME"), std::string::npos) << outcome.err;
}

// In the window a bad file is a complaint under the line that named it, and the drawing stays.
TEST_F(Errors, ABadFileInTheDialog) {
    std::ofstream(file("text.png")) << "this is no picture\n";
    OpenWindow window = open();
    window.drag(line({90, 100}, {178, 112}, 5));
    const auto drawn = await_drawing([](const canvas::Drawing& kept) {
        return kept.strokes.size() == 1 && kept.strokes[0].points.size() == 5;
    });
    window.leave();
    const RgbPicture before = window.look_at_rest();
    window.key("ctrl+o");
    window.wait_for_rest();
    const RgbPicture asking = window.look();
    EXPECT_GT(share_beyond(8, before, asking), 0.01);
    EXPECT_TRUE(window.type_line("text.png", [&] { return share_beyond(8, asking, window.look()) > 0.005; }));
    window.key("Escape");
    EXPECT_TRUE(eventually([&] { return share_beyond(0, before, window.look()) == 0; }));
    EXPECT_EQ(kept_drawing(), drawn);
    EXPECT_EQ(window.quit().status, 0);
}

}  // namespace
}  // namespace convoscope::test
