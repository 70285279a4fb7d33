#include <gtest/gtest.h>

#include <cmath>
#include <numeric>

#include "cli/inputs.h"
#include "cli/program.h"
#include "explain/heat_map.h"
#include "explain/ledger.h"
#include "models/npz_reader.h"

namespace convoscope::test {
namespace {

std::vector<float> numpy_values(const std::string& file, const std::vector<std::int64_t>& shape) {
    const models::ForeignFile read = models::read_numpy(models::bytes_of_file(file));
    const auto& array = std::get<models::Weights>(read.content).tensors.at(0).second;
    EXPECT_EQ(std::vector<std::int64_t>(array.shape.begin(), array.shape.end()), shape);
    return {array.values.begin(), array.values.end()};
}

TEST(Explain, WritesTheHeatMapAsAnArray) {
    const ScratchFolder folder;
    const std::string input = folder.write("three.jsonl", kThreeDrawings) + "#0";
    const nn::ModelPtr model = cli::open_model("lenet5");
    const auto workspace = cli::read_one_input(model, input, {});
    const explain::Target winner = explain::winner(model->architecture, *workspace);
    const auto expect_map = [&](const std::vector<std::string>& arguments, const explain::Target& target,
                                explain::Method method, const explain::HeatMapOptions& options) {
        const std::string file = folder.file("a.npy");
        std::vector<std::string> all{"explain", input, "--out", file};
        all.insert(all.end(), arguments.begin(), arguments.end());
        const Outcome outcome = convoscope(all);
        ASSERT_EQ(outcome.status, 0) << outcome.err;
        EXPECT_NE(outcome.out.find(explain::format_target(model->architecture, target)), std::string::npos);
        EXPECT_EQ(numpy_values(file, {1, 32, 32}),
                  explain::heat_map(model, target, workspace->activations(0), method, options).values);
    };
    using explain::Method;
    expect_map({"--method", "gradient"}, winner, Method::Gradient, {});
    expect_map({"--method", "integrated", "--steps", "20"}, winner, Method::Integrated, {.steps = 20});
    expect_map({"--method", "smooth", "--steps", "9", "--seed", "4", "--noise", "0.3"}, winner,
               Method::Smooth, {.samples = 9, .noise = 0.3f, .seed = 4});
    expect_map({"--method", "gradcam", "--layer", "conv1"}, winner, Method::GradCam, {.layer = 1});
    expect_map({"--method", "occlusion", "--patch", "9", "--stride", "4", "--unit", "fc1.pre/17"},
               explain::parse_target(model->architecture, "fc1.pre/17").value(), Method::Occlusion,
               {.patch = 9, .stride = 4});
}

TEST(Explain, WritesAPictureAndSaysWhereThePaletteEnds) {
    const ScratchFolder folder;
    const std::string input = folder.write("three.jsonl", kThreeDrawings) + "#1";
    const std::string file = folder.file("a.png");
    const Outcome outcome = convoscope({"explain", input, "--method", "guided", "--out", file});
    ASSERT_EQ(outcome.status, 0) << outcome.err;
    EXPECT_NE(outcome.out.find("ends of the palette"), std::string::npos) << outcome.out;
    std::ifstream png(file, std::ios::binary);
    std::string header(24, ' ');
    png.read(header.data(), 24);
    EXPECT_EQ(header.substr(1, 3), "PNG");
    EXPECT_EQ(header.substr(16), std::string("\0\0\2\0\0\0\2\0", 8));  // 512 x 512
}

TEST(Explain, WhatGoesWrongIsOneLine) {
    const ScratchFolder folder;
    const std::string input = folder.write("three.jsonl", kThreeDrawings) + "#0";
    const std::string out = folder.file("a.npy");
    const auto fails = [&](std::vector<std::string> more, int status, const std::vector<std::string>& words) {
        more.insert(more.begin(), {"explain", input});
        expect_failure(more, status, words);
    };
    fails({"--method", "gradient", "--out", folder.file("a.gif")}, 1, {"a.gif", ".npy"});
    fails({"--method", "gradient", "--out", out, "--unit", "fc9/1"}, 1, {"fc9/1", "conv1.pre/0/0/0"});
    fails({"--method", "gradient", "--out", out, "--unit", "input/0/3/3"}, 1, {"input/0/3/3"});
    fails({"--method", "gradcam", "--out", out, "--layer", "conv9"}, 1, {"conv9"});
    fails({"--method", "gradcam", "--out", out, "--layer", "fc1"}, 1, {"fc1", "Grad-CAM"});
    fails({"--method", "gradcam", "--out", out, "--model", "templates"}, 1, {"Grad-CAM"});
    fails({"--method", "occlusion", "--out", out, "--patch", "33"}, 1, {"33", "32 x 32"});
    fails({"--method", "gradients", "--out", out}, 2, {"gradients", "gradient"});
    fails({"--out", out}, 2, {"--method"});
    expect_failure({"explain", folder.file("three.jsonl#2"), "--method", "guided", "--out", out}, 1,
                   {"blank"});
    EXPECT_FALSE(std::filesystem::exists(out));
}

void expect_sums(const nlohmann::json& ledger) {
    double sum = ledger["bias"];
    double scale = std::abs(sum);
    for (const auto& line : ledger["contributions"]) {
        sum += line["value"].get<double>();
        scale += std::abs(line["value"].get<double>());
    }
    EXPECT_NEAR(sum, ledger["value"].get<double>() - ledger["mean"].get<double>(), 2e-6 * scale);
}

TEST(Ledger, IsOneObjectThatSums) {
    const ScratchFolder folder;
    const std::string input = folder.write("three.jsonl", kThreeDrawings) + "#0";
    const auto ledger = json_lines({"ledger", input, "--json"}).at(0);
    std::vector<std::string> keys;
    for (const auto& [key, value] : ledger.items()) keys.push_back(key);
    EXPECT_EQ(keys, (std::vector<std::string>{"bias", "contributions", "mean", "unit", "value"}));
    EXPECT_EQ(ledger["unit"], "output.pre/7");
    EXPECT_EQ(ledger["contributions"].size(), 84u);
    EXPECT_EQ(ledger["contributions"][5]["unit"], "fc2/5");
    expect_sums(ledger);
    const auto against = json_lines({"ledger", input, "--against", "1", "--json"}).at(0);
    expect_sums(against);
    const auto one = json_lines({"ledger", input, "--unit", "output.pre/1", "--json"}).at(0);
    EXPECT_EQ(against["mean"], 0);
    EXPECT_NEAR(against["value"], ledger["value"].get<double>() - one["value"].get<double>(), 1e-5);
    for (std::size_t i = 0; i < 84; ++i)
        EXPECT_NEAR(against["contributions"][i]["value"],
                    ledger["contributions"][i]["value"].get<double>() -
                        one["contributions"][i]["value"].get<double>(),
                    1e-5);
    const auto hidden =
        json_lines({"ledger", input, "--unit", "conv2.pre/3/4/5", "--paths", "4", "--json"}).at(0);
    EXPECT_EQ(hidden["mean"], 0);
    expect_sums(hidden);
    EXPECT_EQ(hidden["paths"].size(), 4u);
    EXPECT_EQ(hidden["paths"][0]["units"].size(), 4u);
}

TEST(Ledger, TellsTheLargestLines) {
    const ScratchFolder folder;
    const std::string input = folder.write("three.jsonl", kThreeDrawings) + "#0";
    const Outcome outcome = convoscope({"ledger", input, "--paths", "3"});
    EXPECT_EQ(outcome.status, 0) << outcome.err;
    for (const char* word :
         {"output.pre/7 = ", "bias", "64 others", "strongest paths", " < fc2/", " < input/0/"})
        EXPECT_NE(outcome.out.find(word), std::string::npos) << word << "\n" << outcome.out;
}

TEST(Ledger, WhatGoesWrongIsOneLine) {
    const ScratchFolder folder;
    const std::string input = folder.write("three.jsonl", kThreeDrawings) + "#0";
    expect_failure({"ledger", input, "--against", "x"}, 1, {"'x'", "0, 1, 2"});
    expect_failure({"ledger", input, "--unit", "fc1.pre/3", "--against", "1"}, 1, {"fc1.pre/3"});
    expect_failure({"ledger", input, "--unit", "output/3"}, 1, {"output/3", "output.pre/3"});
    expect_failure({"ledger", input, "--unit", "input/0/3/3"}, 1, {"input/0/3/3"});
    expect_failure({"ledger", folder.file("three.jsonl#2")}, 1, {"blank"});
}

TEST(BenchExplain, GivesMilliseconds) {
    const auto bench = json_lines({"bench", "explain", "--model", "templates", "--json"}).at(0);
    for (const char* key : {"occlusion_ms", "all_maps_ms", "ledger_ms", "paths_ms", "scramble_ms"})
        EXPECT_GT(bench[key].get<double>(), 0) << key;
    EXPECT_EQ(bench["model"], "templates");
}

}  // namespace
}  // namespace convoscope::test
