#include <gtest/gtest.h>

#include <iterator>

#include "cli/program.h"
#include "support/places.h"

namespace convoscope::test {
namespace {

std::string bytes_of(const std::string& file) {
    std::ifstream stream(file, std::ios::binary);
    return {std::istreambuf_iterator<char>(stream), {}};
}

std::vector<std::string> train_arguments(const ScratchFolder& folder, const std::string& name,
                                         const std::vector<std::string>& more) {
    std::vector<std::string> arguments{"train",      "--data", folder.file(""), "--out", folder.file(name),
                                       "--held-out", "50",     "--batch",       "16",    "--no-strokes"};
    arguments.insert(arguments.end(), more.begin(), more.end());
    return arguments;
}

TEST(Train, WritesAModelThatLearnedAndNeverLooksAtTheTestHalf) {
    const ScratchFolder folder;
    write_idx(folder, "train", 350);  // there is no test half to look at
    const Outcome outcome =
        convoscope(train_arguments(folder, "mine.safetensors", {"--epochs", "6", "--no-augment"}));
    ASSERT_EQ(outcome.status, 0) << outcome.err;
    EXPECT_NE(outcome.err.find("epoch"), std::string::npos);
    EXPECT_NE(outcome.err.find("held-out"), std::string::npos);
    EXPECT_NE(outcome.out.find("convoscope evaluate --data"), std::string::npos) << outcome.out;

    write_idx(folder, "t10k", 100);
    const auto lines = json_lines(
        {"evaluate", "--data", folder.file(""), "--model", folder.file("mine.safetensors"), "--json"});
    EXPECT_GT(lines.at(0)["accuracy"], 0.9);
    EXPECT_EQ(json_lines({"inspect", folder.file("mine.safetensors"), "--json"}).at(0)["name"], "mine");
}

TEST(Train, TheSameSeedWritesTheSameFile) {
    const ScratchFolder folder;
    write_idx(folder, "train", 120);
    const auto trained = [&](const std::string& name, const std::string& seed, const std::string& threads) {
        const auto arguments =
            train_arguments(folder, name, {"--epochs", "2", "--seed", seed, "--threads", threads});
        EXPECT_EQ(convoscope(arguments).status, 0);
        return bytes_of(folder.file(name));
    };
    const std::string first = trained("m.safetensors", "3", "1");
    ASSERT_GT(first.size(), 61706u * 4);
    EXPECT_EQ(trained("m.safetensors", "3", "2"), first);
    EXPECT_NE(trained("m.safetensors", "4", "2"), first);
}

TEST(Train, AnyOfTheZooByItsNameFromTeachersAndDrawings) {
    const ScratchFolder folder;
    write_idx(folder, "train", 120);
    ASSERT_EQ(convoscope(train_arguments(folder, "teacher.safetensors", {"mlp", "--epochs", "1"})).status, 0);
    std::string drawings;
    for (int i = 0; i < 20; ++i)
        drawings +=
            std::string(kThreeDrawings)
                .substr(
                    0,
                    std::string(kThreeDrawings).find('\n', std::string(kThreeDrawings).find('\n') + 1) + 1);
    const Outcome outcome =
        convoscope({"train", "templates", "--data", folder.file(""), "--held-out", "50", "--epochs", "1",
                    "--strokes", folder.write("drawings.jsonl", drawings), "--teacher",
                    folder.file("teacher.safetensors"), "--out", folder.file("t.safetensors")});
    ASSERT_EQ(outcome.status, 0) << outcome.err;
    EXPECT_NE(outcome.out.find("8 held-out drawings"), std::string::npos) << outcome.out;
    EXPECT_NE(outcome.out.find("--first 34"), std::string::npos) << outcome.out;
    EXPECT_EQ(json_lines({"inspect", folder.file("t.safetensors"), "--json"}).at(0)["parameters"], 7850);
    expect_failure({"train", "lenet6"}, 2, {"lenet6"});
    expect_failure({"train", "fashion", "--data", folder.file(""), "--strokes", "x.jsonl"}, 1, {"fashion"});
}

TEST(Train, CtrlCStopsAndWritesWhatWasLearnt) {
    const ScratchFolder folder;
    write_idx(folder, "train", 120);
    RunningProgram program(test::program(),
                           train_arguments(folder, "mine.safetensors", {"--epochs", "100000"}));
    ASSERT_TRUE(program.wait_for_error_line());
    program.send(SIGINT);
    const Outcome outcome = program.finish();
    EXPECT_EQ(outcome.status, 0) << outcome.err;
    EXPECT_NE(outcome.out.find("stopped"), std::string::npos) << outcome.out;
    EXPECT_EQ(convoscope({"inspect", folder.file("mine.safetensors")}).status, 0);
}

TEST(Train, WhatCannotWorkFailsBeforeTheTraining) {
    const ScratchFolder folder;
    expect_failure({"train", "--data", folder.file("nowhere")}, 1, {"nowhere"});
    write_idx(folder, "train", 40);
    expect_failure(train_arguments(folder, "mine.safetensors", {}), 1, {"held out"});
    expect_failure({"train", "--data", folder.file(""), "--out", folder.file("no/such/m.safetensors")}, 1,
                   {"m.safetensors"});
}

TEST(Bench, ForwardAndTrainGiveTheirNumbers) {
    const auto forward = json_lines({"bench", "forward", "--json"}).at(0);
    EXPECT_EQ(forward.size(), 5u);
    EXPECT_EQ(forward["model"], "lenet5");
    EXPECT_GT(forward["forward_us"], 0.0);
    EXPECT_LE(forward["min_us"], forward["forward_us"]);
    EXPECT_EQ(forward["threads"], 1);
    EXPECT_TRUE(forward["isa"].is_string());
    EXPECT_EQ(json_lines({"bench", "forward", "--isa", forward["isa"], "--json"}).at(0)["isa"],
              forward["isa"]);

    const auto train = json_lines({"bench", "train", "--threads", "1", "--json"}).at(0);
    EXPECT_EQ(train.size(), 2u);
    EXPECT_GT(train["images_per_second"], 0.0);
    EXPECT_EQ(train["threads"], 1);
}

TEST(Bench, LayersStandBesideThePeak) {
    const auto all = json_lines({"bench", "layers", "--json"}).at(0);
    EXPECT_EQ(all["model"], "lenet5");
    EXPECT_GT(all["peak_macs_per_us"], 0.0);
    ASSERT_EQ(all["layers"].size(), 7u);
    const auto& conv2 = all["layers"][2];
    EXPECT_EQ(conv2["name"], "conv2");
    EXPECT_EQ(conv2["macs"], 240000);
    EXPECT_GT(conv2["us"], 0.0);
    EXPECT_NEAR(conv2["peak_share"].get<double>(),
                240000 / conv2["us"].get<double>() / all["peak_macs_per_us"].get<double>(), 1e-6);
    EXPECT_EQ(all["layers"][1]["peak_share"], 0.0) << "pooling multiplies nothing";
    double sum = 0;
    for (const auto& layer : all["layers"]) sum += layer["us"].get<double>();
    EXPECT_NEAR(all["layers_us"].get<double>(), sum, 1e-6);
}

TEST(Bench, FramesOrbitingAndAtRestReportAlike) {
    const auto still = json_lines({"bench", "render", "--still", "--size", "320x200", "--json"}).at(0);
    EXPECT_EQ(still["still"], true);
    EXPECT_EQ(still["size"], "320x200");
    EXPECT_GT(still["frame_ms"], 0.0);
    EXPECT_LE(still["frame_ms"], still["p95_ms"]);
    const auto orbiting = json_lines({"bench", "render", "--size", "320x200", "--json"}).at(0);
    EXPECT_EQ(orbiting["still"], false);
    EXPECT_EQ(orbiting.size(), still.size());
}

TEST(Bench, HowLongTheStartTakesAndAFrameOfAPulse) {
    const auto start = json_lines({"bench", "start", "--size", "320x200", "--json"}).at(0);
    EXPECT_GT(start["start_ms"], 0.0);
    const auto pulse = json_lines({"bench", "pulse", "--size", "320x200", "--json"}).at(0);
    EXPECT_GT(pulse["frame_ms"], 0.0);
    EXPECT_LE(pulse["frame_ms"], pulse["p95_ms"]);
    EXPECT_EQ(pulse["fps"], 1000 / pulse["frame_ms"].get<double>());
}

TEST(Bench, ChangesNameTheLayerThatFolds) {
    const auto change = json_lines({"bench", "change", "--size", "320x200", "--json"}).at(0);
    EXPECT_EQ(change["fold"], "conv1");
    for (const char* key : {"longest_at_rest_ms", "longest_palette_ms", "longest_fold_ms"})
        EXPECT_GT(change[key], 0.0) << key;
    const auto flat = json_lines({"bench", "change", "--model", "mlp", "--size", "320x200", "--json"}).at(0);
    EXPECT_EQ(flat["fold"], "") << "nothing of it can be folded";
}

}  // namespace
}  // namespace convoscope::test
