#include <gtest/gtest.h>

#include <cmath>

#include "cli/program.h"
#include "support/environment.h"
#include "support/places.h"

namespace convoscope::test {
namespace {

TEST(Ablate, OneByOneAsTheyAreSaid) {
    const ScratchFolder folder;
    write_idx(folder, "t10k", 30);
    const auto lines = json_lines({"ablate", "--map", "conv2/9", "--unit", "fc1/17", "--map", "conv1/3",
                                   "--unit", "conv2/9/3/4", "--data", folder.file(""), "--json"});
    ASSERT_EQ(lines.size(), 1u);
    EXPECT_EQ(lines[0].size(), 2u);
    const auto evaluated = json_lines({"evaluate", "--data", folder.file(""), "--json"}).at(0);
    EXPECT_EQ(lines[0]["accuracy"], evaluated["accuracy"]);
    const auto& without = lines[0]["without"];
    ASSERT_EQ(without.size(), 4u);
    std::vector<std::string> addresses;
    for (const auto& one : without) {
        EXPECT_EQ(one.size(), 2u);
        addresses.push_back(one["address"]);
        const double pictures = 30 * one["accuracy"].get<double>();
        EXPECT_NEAR(pictures, std::round(pictures), 1e-9);
    }
    EXPECT_EQ(addresses, (std::vector<std::string>{"fc1/17", "conv2/9/3/4", "conv2/9", "conv1/3"}));
}

TEST(Ablate, AllMapsUnlessSaid) {
    const ScratchFolder folder;
    write_idx(folder, "t10k", 30);
    const auto all = json_lines({"ablate", "--data", folder.file(""), "--json"}).at(0);
    EXPECT_EQ(all["without"].size(), 22u);
    const Outcome words = convoscope({"ablate", "--data", folder.file("")});
    EXPECT_EQ(words.status, 0) << words.err;
    EXPECT_NE(words.out.find("30 pictures"), std::string::npos) << words.out;
    EXPECT_NE(words.out.find("conv2/15"), std::string::npos) << words.out;
}

TEST(Ablate, WhatIsNotThereIsOneLine) {
    const ScratchFolder folder;
    write_idx(folder, "t10k", 30);
    expect_failure({"ablate", "--unit", "fc1/120", "--data", folder.file("")}, 1, {"fc1/120"});
    expect_failure({"ablate", "--map", "conv2/16", "--data", folder.file("")}, 1, {"conv2/16"});
    expect_failure({"ablate", "--data", folder.file("nowhere")}, 1, {"nowhere"});
}

TEST(Confusion, IsAPictureWithAnExampleInEveryCell) {
    const ScratchFolder folder;
    write_idx(folder, "t10k", 30);
    const std::string out = folder.file("matrix.png");
    const Outcome outcome = convoscope({"confusion", "--data", folder.file(""), "--out", out});
    EXPECT_EQ(outcome.status, 0) << outcome.err;
    EXPECT_NE(outcome.out.find("matrix.png"), std::string::npos);
    EXPECT_GT(std::filesystem::file_size(out), 5000u);
    EXPECT_NE(outcome.out,
              convoscope({"confusion", "--data", folder.file(""), "--out", out, "--language", "zh"}).out);
    expect_failure({"confusion", "--data", folder.file("")}, 2, {"--out"});
    expect_failure({"confusion", "--data", folder.file("nowhere"), "--out", out}, 1, {"nowhere"});
}

TEST(Evaluate, FindsASetWhereNobodyNamesOne) {
    const ScratchFolder folder;
    write_idx(folder, "t10k", 30);
    const SetVariable data("CONVOSCOPE_DATA", folder.file(""));
    const auto found = json_lines({"evaluate", "--json"}).at(0);
    EXPECT_EQ(found["count"], 30);
    const Outcome words = convoscope({"evaluate"});
    EXPECT_NE(words.out.find("MNIST's test half"), std::string::npos) << words.out;
    const SetVariable nowhere("CONVOSCOPE_DATA", "/nowhere");
    const SetVariable home("HOME", "/nowhere");
    EXPECT_NE(convoscope({"evaluate"}).out.find("the program's own digits"), std::string::npos);
}

}  // namespace
}  // namespace convoscope::test
