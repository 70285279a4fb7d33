#include <gtest/gtest.h>

#include "cli/inputs.h"
#include "cli/program.h"
#include "explain/sweep.h"

namespace convoscope::test {
namespace {

/// The number of the largest.
std::size_t best_of(const nlohmann::json& row) {
    return static_cast<std::size_t>(std::max_element(row.begin(), row.end()) - row.begin());
}

TEST(Sweep, SaysWhatTheNetworkMakesOfEachAmount) {
    const ScratchFolder folder;
    const std::string file = folder.write("three.jsonl", kThreeDrawings) + "#0";
    const auto lines = json_lines(
        {"sweep", file, "--transform", "rotate", "--from", "-90", "--to", "90", "--points", "181", "--json"});
    ASSERT_EQ(lines.size(), 1u);
    const nlohmann::json& sweep = lines[0];
    EXPECT_EQ(sweep.at("transform"), "rotate");
    ASSERT_EQ(sweep.at("values").size(), 181u);
    ASSERT_EQ(sweep.at("probabilities").size(), 181u);
    EXPECT_EQ(sweep.at("classes").size(), 10u);
    EXPECT_EQ(sweep.size(), 5u);

    const nn::ModelPtr model = cli::open_model("lenet5");
    const auto numbers = cli::read_one_input(model, file, {});
    const auto input = numbers->activations(0);
    nn::Workspace workspace(model->architecture);
    std::vector<nlohmann::json> flips;
    for (std::size_t i = 0; i < 181; ++i) {
        EXPECT_EQ(sweep["values"][i].get<double>(), static_cast<double>(i) - 90);
        explain::Changes changes;
        changes.rotate = static_cast<float>(i) - 90;
        explain::forward_changed(*model, changes, input, workspace);
        for (std::size_t k = 0; k < 10; ++k)
            EXPECT_EQ(sweep["probabilities"][i][k].get<float>(), workspace.output()[k]);
        if (i == 0) continue;
        const std::size_t from = best_of(sweep["probabilities"][i - 1]),
                          to = best_of(sweep["probabilities"][i]);
        if (from != to)
            flips.push_back(
                {{"at", sweep["values"][i]}, {"from", sweep["classes"][from]}, {"to", sweep["classes"][to]}});
    }
    EXPECT_EQ(sweep["flips"], nlohmann::json(flips));
    EXPECT_FALSE(flips.empty());
}

TEST(Sweep, GoesOverTheWholeRangeUnlessSaid) {
    const ScratchFolder folder;
    const std::string file = folder.write("three.jsonl", kThreeDrawings) + "#1";
    const auto lines = json_lines(
        {"sweep", file, "--transform", "layer_noise", "--layer", "conv2", "--points", "5", "--json"});
    ASSERT_EQ(lines.size(), 1u);
    EXPECT_EQ(lines[0].at("values"), nlohmann::json({0.0, 0.75, 1.5, 2.25, 3.0}));
    EXPECT_NE(lines[0].at("probabilities")[0], lines[0].at("probabilities")[4]);
    const auto shifts = json_lines({"sweep", file, "--transform", "shift_x", "--points", "3", "--json"});
    ASSERT_EQ(shifts.size(), 1u);
    EXPECT_EQ(shifts[0].at("values"), nlohmann::json({-16.0, 0.0, 16.0}));
}

TEST(Sweep, IsATableForPeople) {
    const ScratchFolder folder;
    const std::string file = folder.write("three.jsonl", kThreeDrawings) + "#0";
    const Outcome outcome =
        convoscope({"--language", "en", "sweep", file, "--transform", "dim", "--points", "11"});
    EXPECT_EQ(outcome.status, 0) << outcome.err;
    EXPECT_TRUE(outcome.out.starts_with("dim, from 0 to 1 ")) << outcome.out;
    EXPECT_NE(outcome.out.find("\n0.5  "), std::string::npos) << outcome.out;
}

TEST(Sweep, WhatGoesWrongIsOneLine) {
    const ScratchFolder folder;
    const std::string file = folder.write("three.jsonl", kThreeDrawings);
    expect_failure({"sweep", file, "--transform", "rotate"}, 1, {"3 drawings"});
    expect_failure({"sweep", file + "#2", "--transform", "rotate"}, 1, {"blank"});
    expect_failure({"sweep", file + "#0", "--transform", "rotate", "--from", "-200"}, 1,
                   {"rotate", "-180", "180"});
    expect_failure({"sweep", file + "#0", "--transform", "layer_noise"}, 1, {"layer_noise", "conv2"});
    expect_failure({"sweep", file + "#0", "--transform", "layer_noise", "--layer", "output"}, 1,
                   {"output", "fc2"});
    expect_failure({"sweep", file + "#0"}, 2, {"--transform"});
    expect_failure({"sweep", file + "#0", "--transform", "twist"}, 2, {"twist", "rotate"});
    expect_failure({"sweep", file + "#0", "--transform", "rotate", "--points", "0"}, 2, {"--points"});
}

}  // namespace
}  // namespace convoscope::test
