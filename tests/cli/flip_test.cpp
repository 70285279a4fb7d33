#include <gtest/gtest.h>

#include <cmath>

#include "canvas/pixels.h"
#include "cli/inputs.h"
#include "cli/program.h"
#include "explain/flip_picture.h"

namespace convoscope::test {
namespace {

std::string bytes_of(const std::string& path) {
    std::ifstream file(path, std::ios::binary);
    return {std::istreambuf_iterator<char>(file), {}};
}

TEST(Flip, DrawsTheMarksThatItCounts) {
    const ScratchFolder folder;
    const std::string file = folder.write("three.jsonl", kThreeDrawings) + "#0";
    const std::string out = folder.file("marks.png");
    const auto lines = json_lines({"flip", file, "--to", "2", "--out", out, "--json"});
    ASSERT_EQ(lines.size(), 1u);
    const nlohmann::json& flip = lines[0];
    EXPECT_EQ(flip.size(), 5u);
    EXPECT_EQ(flip.at("from"), "7");
    EXPECT_EQ(flip.at("to"), "2");
    EXPECT_GT(flip.at("l2").get<double>(), 0);
    EXPECT_LE(flip.at("l2").get<double>(), std::sqrt(flip.at("pixels").get<double>()));
    EXPECT_GT(flip.at("probability").get<double>(), 0.1);

    const canvas::Pixels pixels = canvas::decode_pixels(bytes_of(out), 4096, 4096 * 4096, Message());
    ASSERT_EQ(pixels.width, 640);  // 32 pixels of 20
    ASSERT_EQ(pixels.height, 640);
    int marked = 0;
    for (int row = 0; row < 32; ++row) {
        for (int column = 0; column < 32; ++column) {
            const auto at = static_cast<std::size_t>(640 * (20 * row + 7) + 20 * column + 3);
            marked += pixels.channel(at, 0) != pixels.channel(at, 1) ||
                      pixels.channel(at, 1) != pixels.channel(at, 2);
        }
    }
    EXPECT_EQ(marked, flip.at("pixels").get<int>());
}

TEST(Flip, SaysSoInALine) {
    const ScratchFolder folder;
    const std::string file = folder.write("three.jsonl", kThreeDrawings) + "#1";
    const Outcome outcome =
        convoscope({"--language", "en", "flip", file, "--to", "4", "--out", folder.file("marks.png")});
    EXPECT_EQ(outcome.status, 0) << outcome.err;
    EXPECT_TRUE(outcome.out.starts_with("1 becomes 4 with ")) << outcome.out;
    EXPECT_EQ(std::ranges::count(outcome.out, '\n'), 1);
}

TEST(Flip, WhatGoesWrongIsOneLine) {
    const ScratchFolder folder;
    const std::string file = folder.write("three.jsonl", kThreeDrawings);
    const std::string out = folder.file("marks.png");
    expect_failure({"flip", file + "#0", "--to", "7", "--out", out}, 1, {"7", "already"});
    expect_failure({"flip", file + "#0", "--to", "eleven", "--out", out}, 1, {"eleven", "0, 1, 2"});
    expect_failure({"flip", file + "#2", "--to", "3", "--out", out}, 1, {"blank"});
    expect_failure({"flip", file + "#0", "--out", out}, 2, {"--to"});
    expect_failure({"flip", file + "#0", "--to", "3"}, 2, {"--out"});
    EXPECT_FALSE(std::filesystem::exists(out));
}

}  // namespace
}  // namespace convoscope::test
