// What `convoscope render` promises of every picture.

#include <algorithm>

#include "pictures/rendering.h"

namespace convoscope::test {
namespace {

class Render : public Rendering {
  protected:
    static std::string read(const std::filesystem::path& path) {
        std::ifstream stream(path, std::ios::binary);
        return {std::istreambuf_iterator<char>(stream), {}};
    }
    /// Every pixel of the result is the mean of so many squared.
    static RgbPicture shrunk(const RgbPicture& picture, int by) {
        RgbPicture result{picture.width / by, picture.height / by, {}};
        for (int y = 0; y < result.height; ++y)
            for (int x = 0; x < result.width; ++x)
                for (int channel = 0; channel < 3; ++channel) {
                    int sum = 0;
                    for (int i = 0; i < by * by; ++i)
                        sum += picture.at(by * x + i % by, by * y + i / by)[channel];
                    result.rgb.push_back(static_cast<unsigned char>(sum / (by * by)));
                }
        return result;
    }
};

TEST_F(Render, TheSameCommandGivesTheSameBytes) {
    for (const char* name : {"first.png", "second.png"})
        ASSERT_EQ(run(file(name), {"--strokes", three(), "--select", "fc1/17"}).status, 0);
    EXPECT_TRUE(read(file("first.png")) == read(file("second.png")));
}

// A panel that a command opens makes the scene glide: the picture is of where it comes to rest.
TEST_F(Render, ACommandsPictureIsOneAtRest) {
    const RgbPicture selected = render({"--strokes", three(), "--panels", "--select", "conv2/9/3/4"});
    EXPECT_EQ(share_beyond(2, selected,
                           render({"--strokes", three(), "--panels", "--do", "unit.select conv2/9/3/4"})),
              0);
}

TEST_F(Render, TheSizeThatWasAskedFor) {
    const RgbPicture usual = render({"--strokes", three()});
    EXPECT_EQ(usual.width, 1280);
    EXPECT_EQ(usual.height, 720);
    const RgbPicture tiny = render({"--strokes", three(), "--size", "320x240"});
    EXPECT_EQ(tiny.width, 320);
    EXPECT_EQ(tiny.height, 240);
    const RgbPicture blank = render({"--size", "320x240"});
    EXPECT_GT(share_beyond(16, tiny, blank), 0.02);
    for (const char* size : {"17x16", "16x500", "2000x16"}) render({"--strokes", three(), "--size", size});
}

// A wall of 3840x2160 shows, three times as large, what a screen of 1280x720 does.
TEST_F(Render, FourThousandPixelsAcross) {
    if (!has_inter()) GTEST_SKIP() << "Dear ImGui's own font does not scale evenly: install fonts-inter";
    const RgbPicture wall = render({"--strokes", three(), "--size", "3840x2160"});
    EXPECT_EQ(wall.width, 3840);
    EXPECT_EQ(wall.height, 2160);
    const RgbPicture screen = render({"--strokes", three(), "--size", "1280x720"});
    const RgbPicture blank = render({"--size", "1280x720"});
    EXPECT_LT(share_beyond(64, shrunk(wall, 3), screen), 0.03);
    EXPECT_GT(share_beyond(64, shrunk(wall, 3), blank), 0.04);
}

TEST_F(Render, TheClock) {
    const RgbPicture settled = render({"--strokes", three()});
    const RgbPicture early = render({"--strokes", three(), "--time", "0.05"});
    const RgbPicture later = render({"--strokes", three(), "--time", "0.15"});
    const RgbPicture late = render({"--strokes", three(), "--time", "10"});
    EXPECT_GT(share_beyond(16, early, settled), 0.002);
    EXPECT_GT(share_beyond(16, early, later), 0.002);
    EXPECT_EQ(share_beyond(0, late, settled), 0);
}

TEST_F(Render, APictureFileIsADrawingToo) {
    save_picture(render({"--strokes", three(), "--size", "640x400", "--no-panels"}), file("any.png"));
    const RgbPicture blank = render({"--size", "640x400"});
    EXPECT_GT(share_beyond(16, render({"--image", file("any.png"), "--size", "640x400"}), blank), 0.01);
}

TEST_F(Render, WhatIsWrongIsOneLineAndWritesNothing) {
    std::ofstream(file("state.json")) << "{\"theme\": 7}";
    std::ofstream(file("bad.jsonl")) << "no drawing";
    std::ofstream(file("kept.png")) << "what was there";
    const std::vector<std::pair<std::vector<std::string>, int>> wrong{
        {{"--select", "conv9/1"}, 1},
        {{"--select", "conv2/9/3/400"}, 1},
        {{"--state", file("state.json")}, 1},
        {{"--state", file("missing.json")}, 1},
        {{"--strokes", file("bad.jsonl")}, 1},
        {{"--strokes", three() + "#1"}, 1},
        {{"--preset", "upside-down"}, 2},
        {{"--size", "0x0"}, 2},
        {{"--size", "wide"}, 2},
        {{"--theme", "purple"}, 2},
    };
    for (const auto& [options, status] : wrong) {
        const Outcome outcome = run(file("kept.png"), options);
        EXPECT_EQ(outcome.status, status) << options.back() << ": " << outcome.err;
        EXPECT_EQ(std::ranges::count(outcome.err, '\n'), 1) << options.back() << ": " << outcome.err;
        EXPECT_TRUE(read(file("kept.png")) == "what was there") << options.back();
    }
    const Outcome nowhere = run(file("no-such-folder/out.png"), {"--size", "64x64"});
    EXPECT_EQ(nowhere.status, 1);
    EXPECT_NE(nowhere.err.find("no-such-folder"), std::string::npos) << nowhere.err;
}

}  // namespace
}  // namespace convoscope::test
