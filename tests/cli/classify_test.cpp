#include <gtest/gtest.h>

#include "canvas/files.h"
#include "canvas/raster.h"
#include "cli/program.h"
#include "support/places.h"

namespace convoscope::test {
namespace {

TEST(Classify, StrokeFilesGiveOneObjectADrawing) {
    const ScratchFolder folder;
    const std::string file = folder.write("three.jsonl", kThreeDrawings);
    const auto lines = json_lines({"classify", file, "--json"});
    ASSERT_EQ(lines.size(), 3u);
    const std::vector<std::string> verdicts{"7", "1", "blank"};
    const std::vector<int> labels{7, 1, 0};
    for (int i = 0; i < 3; ++i) {
        EXPECT_EQ(lines[i].size(), 5u);
        EXPECT_EQ(lines[i]["input"], file);
        EXPECT_EQ(lines[i]["index"], i);
        EXPECT_EQ(lines[i]["label"], labels[i]);
        EXPECT_EQ(lines[i]["verdict"], verdicts[i]);
    }
    ASSERT_EQ(lines[0]["top"].size(), 10u);
    EXPECT_EQ(lines[0]["top"][0]["class"], "7");
    double sum = 0;
    double before = 1;
    for (const auto& entry : lines[0]["top"]) {
        EXPECT_LE(entry["probability"].get<double>(), before);
        before = entry["probability"];
        sum += before;
    }
    EXPECT_NEAR(sum, 1.0, 1e-5);
    EXPECT_TRUE(lines[2]["top"].empty());
}

TEST(Classify, OneDrawingOfAStrokeFile) {
    const ScratchFolder folder;
    const std::string file = folder.write("three.jsonl", kThreeDrawings);
    const auto lines = json_lines({"classify", file + "#1", "--json"});
    ASSERT_EQ(lines.size(), 1u);
    EXPECT_EQ(lines[0]["input"], file);
    EXPECT_EQ(lines[0]["index"], 1);
    EXPECT_EQ(lines[0]["verdict"], "1");
    expect_failure({"classify", file + "#3"}, 1, {"three.jsonl", "3"});
}

// A small seven in a corner is read because it is cropped, scaled and centred; as it lies there it is not.
TEST(Classify, StepsCanBeLeftOut) {
    const ScratchFolder folder;
    const std::string file = folder.write(
        "corner.jsonl",
        R"({"version":1,"canvas":[280,280],"strokes":[{"points":[[30,30],[100,32],[92,50],[70,80],[60,110]],)"
        R"("width":12}]})");
    const auto read = [&](std::vector<std::string> more) {
        std::vector<std::string> words{"classify", file, "--json"};
        words.insert(words.end(), more.begin(), more.end());
        return json_lines(words).at(0);
    };
    const auto usual = read({});
    EXPECT_EQ(usual["verdict"], "7");
    EXPECT_NE(read({"--without", "crop,scale,centre"})["verdict"], "7");
    for (const std::string step : {"crop", "scale", "centre"})
        EXPECT_NE(read({"--without", step})["top"], usual["top"]) << step;
    EXPECT_NE(read({"--without", "crop", "--without", "scale"})["top"], read({"--without", "scale"})["top"]);
    expect_failure({"classify", file, "--without", "shear"}, 2, {"shear", "crop"});
}

TEST(Classify, TheBundledDrawingsAreReadRightly) {
    for (const auto& line : json_lines({"classify", sample_drawings(), "--json"}))
        EXPECT_EQ(line["verdict"], std::to_string(line["label"].get<int>())) << line;
}

TEST(Classify, PicturesAreReadWhicheverWayTheInkIs) {
    const ScratchFolder folder;
    canvas::Rasteriser rasteriser;
    const auto drawings = canvas::load_drawings(folder.write("three.jsonl", kThreeDrawings));
    canvas::Picture picture = rasteriser.update(drawings[0]);
    canvas::save_png(picture, folder.file("one.png"));
    for (float& ink : picture.ink) ink = 1.0f - ink;
    canvas::save_png(picture, folder.file("other.png"));
    for (const std::string name : {"one.png", "other.png"}) {
        const auto lines = json_lines({"classify", folder.file(name), "--json"});
        ASSERT_EQ(lines.size(), 1u);
        EXPECT_EQ(lines[0]["verdict"], "7") << name;
        EXPECT_TRUE(lines[0]["label"].is_null());
    }
}

TEST(Classify, ForPeopleItIsAlignedText) {
    const ScratchFolder folder;
    const Outcome outcome = convoscope({"classify", folder.write("three.jsonl", kThreeDrawings)});
    EXPECT_EQ(outcome.status, 0) << outcome.err;
    EXPECT_NE(outcome.out.find("three.jsonl#0  7 "), std::string::npos) << outcome.out;
    EXPECT_NE(outcome.out.find(" %  (then "), std::string::npos) << outcome.out;
    EXPECT_NE(outcome.out.find("three.jsonl#2  blank\n"), std::string::npos) << outcome.out;
}

TEST(Classify, BadFilesAreOneLineEach) {
    const ScratchFolder folder;
    expect_failure({"classify", folder.file("none.png")}, 1, {"none.png"});
    expect_failure({"classify", folder.file("none.jsonl")}, 1, {"none.jsonl"});
    expect_failure({"classify", folder.write("text.png", "no picture at all")}, 1, {"text.png"});
    expect_failure({"classify", folder.write("empty.png", "")}, 1, {"empty.png"});
    expect_failure({"classify", folder.write("half.jsonl", R"({"version":1,"canvas":[28)")}, 1,
                   {"half.jsonl"});
    expect_failure({"classify", folder.file("")}, 1, {"convoscope-test"});  // a folder
    const std::string model = folder.write("text.safetensors", "no model");
    expect_failure({"classify", "a.png", "--model", model}, 1, {"text.safetensors"});
    expect_failure({"classify", "a.png", "--model", "lenet4"}, 1, {"lenet4", "lenet5"});
}

TEST(Classify, TheOtherFilesAreReadNevertheless) {
    const ScratchFolder folder;
    const std::string good = folder.write("three.jsonl", kThreeDrawings);
    const Outcome outcome = convoscope({"classify", folder.file("none.png"), good, "--json"});
    EXPECT_EQ(outcome.status, 1);
    EXPECT_EQ(std::ranges::count(outcome.out, '\n'), 3);
    EXPECT_EQ(std::ranges::count(outcome.err, '\n'), 1);
}

}  // namespace
}  // namespace convoscope::test
