#include <gtest/gtest.h>

#include "canvas/files.h"
#include "cli/inputs.h"
#include "cli/program.h"
#include "studio/exhibit.h"
#include "support/places.h"

namespace convoscope::test {
namespace {

/// What NumPy finds in a file: a line a number of it ("conv1 (6, 28, 28) float32 0.25 1 ...").
/// The numbers are as exact as a float is.
std::vector<std::string> numpy_lines(const std::string& file) {
    const Outcome outcome =
        outcome_of(python(), {"-c",
                              "import numpy, sys\n"
                              "for name, array in numpy.load(sys.argv[1]).items():\n"
                              "    print(name, array.shape, array.dtype,\n"
                              "          *('%.9g' % value for value in array.flatten()))\n",
                              file});
    EXPECT_EQ(outcome.status, 0) << outcome.err;
    std::vector<std::string> lines;
    std::istringstream text(outcome.out);
    for (std::string line; std::getline(text, line);) lines.push_back(line);
    return lines;
}

bool has_numpy() {
    const std::string python = test::python();
    return !python.empty() && outcome_of(python, {"-c", "import numpy"}).status == 0;
}

std::string line_of(const std::string& name, const nn::Shape& shape, std::span<const float> values) {
    std::ostringstream line;
    line << name << " (" << shape.channels << ",";
    if (!shape.is_flat()) line << " " << shape.height << ", " << shape.width;
    line << ") float32";
    for (const float value : values) {
        char text[32];
        std::snprintf(text, sizeof text, " %.9g", static_cast<double>(value));
        line << text;
    }
    return line.str();
}

void expect_written(const ScratchFolder& folder, const std::string& model,
                    const std::vector<std::string>& more, const canvas::PreprocessOptions& preprocessing) {
    SCOPED_TRACE(model);
    const std::string file = folder.write("three.jsonl", kThreeDrawings);
    std::vector<std::string> arguments{"activations",        file + "#1", "--out",
                                       folder.file("a.npz"), "--model",   model};
    arguments.insert(arguments.end(), more.begin(), more.end());
    const Outcome outcome = convoscope(arguments);
    ASSERT_EQ(outcome.status, 0) << outcome.err;
    EXPECT_EQ(outcome.out + outcome.err, "");

    studio::Exhibit exhibit(cli::open_model(model));
    Runner runner(0);
    exhibit.read_to_the_end(canvas::Canvas(canvas::load_drawing(file, 1)), preprocessing, runner);
    std::vector<std::string> expected;
    const auto& nodes = exhibit.architecture().nodes;
    for (std::size_t index = 0; index < nodes.size(); ++index) {
        const int node = static_cast<int>(index);
        const nn::Shape& shape = nodes[index].output;
        if (index > 0)
            expected.push_back(
                line_of(nodes[index].name + ".pre", shape, exhibit.workspace().pre_activations(node)));
        expected.push_back(line_of(nodes[index].name, shape, exhibit.workspace().activations(node)));
    }
    EXPECT_EQ(numpy_lines(folder.file("a.npz")), expected);
}

TEST(Activations, NumpyReadsEveryLayer) {
    if (!has_numpy()) GTEST_SKIP() << "no python3 with numpy: install python3-numpy";
    const ScratchFolder folder;
    for (const std::string model : {"lenet5", "lenet5-1998", "mlp", "fashion"})
        expect_written(folder, model, {}, {});
    expect_written(folder, "lenet5", {"--without", "crop,centre"}, {.crop = false, .centre = false});
}

TEST(Activations, PicturesAndFilesOfOneDrawingNeedNoNumber) {
    const ScratchFolder folder;
    const auto drawings = canvas::load_drawings(folder.write("three.jsonl", kThreeDrawings));
    canvas::save_drawings({drawings.data(), 1}, folder.file("one.jsonl"));
    canvas::Rasteriser rasteriser;
    canvas::save_png(rasteriser.update(drawings[0]), folder.file("seven.png"));
    for (const std::string input : {"one.jsonl", "seven.png"}) {
        const std::string out = folder.file(input + ".npz");
        const Outcome outcome = convoscope({"activations", folder.file(input), "--out", out});
        EXPECT_EQ(outcome.status, 0) << outcome.err;
        std::ifstream file(out, std::ios::binary);
        char magic[2] = {};
        file.read(magic, 2);
        EXPECT_EQ(std::string(magic, 2), "PK");
    }
}

TEST(Activations, ManyDrawingsNeedANumber) {
    const ScratchFolder folder;
    const std::string file = folder.write("three.jsonl", kThreeDrawings);
    expect_failure({"activations", file, "--out", folder.file("a.npz")}, 1,
                   {"3 drawings", "three.jsonl#0'", "three.jsonl#2'"});
    expect_failure({"activations", file + "#3", "--out", folder.file("a.npz")}, 1, {"three.jsonl", "3"});
    EXPECT_FALSE(std::filesystem::exists(folder.file("a.npz")));
}

TEST(Activations, ABlankDrawingHasNone) {
    const ScratchFolder folder;
    const std::string file = folder.write("three.jsonl", kThreeDrawings);
    folder.write("a.npz", "as it was");
    expect_failure({"activations", file + "#2", "--out", folder.file("a.npz")}, 1,
                   {"three.jsonl#2", "blank"});
    std::ifstream kept(folder.file("a.npz"));
    std::string line;
    std::getline(kept, line);
    EXPECT_EQ(line, "as it was");
}

TEST(Activations, WhatGoesWrongIsOneLine) {
    const ScratchFolder folder;
    const std::string file = folder.write("three.jsonl", kThreeDrawings) + "#0";
    const std::string out = folder.file("a.npz");
    expect_failure({"activations", folder.file("none.png"), "--out", out}, 1, {"none.png"});
    expect_failure({"activations", folder.write("text.png", "no picture"), "--out", out}, 1, {"text.png"});
    expect_failure({"activations", file, "--out", out, "--model", "lenet4"}, 1, {"lenet4", "lenet5"});
    expect_failure({"activations", file, "--out", folder.file("none/a.npz")}, 1, {"none/a.npz"});
    EXPECT_FALSE(std::filesystem::exists(out));
}

TEST(Activations, WrongUsageIsStatusTwo) {
    const ScratchFolder folder;
    const std::string file = folder.write("three.jsonl", kThreeDrawings) + "#0";
    const std::string out = folder.file("a.npz");
    expect_failure({"activations"}, 2, {"INPUT"});
    expect_failure({"activations", file}, 2, {"--out"});
    expect_failure({"activations", file, "other.png", "--out", out}, 2, {"other.png", "too many"});
    expect_failure({"activations", file, "--out", out, "--without", "shear"}, 2, {"shear", "crop"});
    expect_failure({"activations", file, "--out", out, "--json"}, 2, {"--json"});
    expect_failure({"activations", file, "--outt", out}, 2, {"--out"});
    expect_failure({"activation"}, 2, {"activations"});
    EXPECT_FALSE(std::filesystem::exists(out));
}

}  // namespace
}  // namespace convoscope::test
