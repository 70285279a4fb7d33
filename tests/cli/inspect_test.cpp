#include <gtest/gtest.h>

#include "cli/model_summary.h"
#include "cli/program.h"
#include "nn/zoo.h"

namespace convoscope::test {
namespace {

TEST(Inspect, AloneItListsTheBundledModels) {
    const auto lines = json_lines({"inspect", "--json"});
    ASSERT_EQ(lines.size(), 1u);
    bool found = false;
    for (const auto& model : lines[0]["models"]) found = found || model["name"] == "lenet5";
    EXPECT_TRUE(found);
    EXPECT_NE(convoscope({"inspect"}).out.find("lenet5"), std::string::npos);
}

TEST(Inspect, LayersOfLenet5) {
    const auto lines = json_lines({"inspect", "lenet5", "--json"});
    ASSERT_EQ(lines.size(), 1u);
    const auto& model = lines[0];
    EXPECT_EQ(model["name"], "lenet5");
    EXPECT_EQ(model["parameters"], 61706);
    // 28*28*6*25 + 10*10*16*6*25 + 400*120 + 120*84 + 84*10
    EXPECT_EQ(model["macs"], 117600 + 240000 + 48000 + 10080 + 840);
    EXPECT_EQ(model["classes"].size(), 10u);
    ASSERT_EQ(model["layers"].size(), 8u);
    const auto& conv2 = model["layers"][3];
    EXPECT_EQ(conv2["name"], "conv2");
    EXPECT_EQ(conv2["op"], "conv");
    EXPECT_EQ(conv2["activation"], "relu");
    EXPECT_EQ(conv2["shape"], nlohmann::json({16, 10, 10}));
    EXPECT_EQ(conv2["parameters"], 2416);
    EXPECT_EQ(conv2["weight"]["shape"], nlohmann::json({16, 6, 5, 5}));
    EXPECT_LT(conv2["weight"]["min"], conv2["weight"]["mean"]);
    EXPECT_LT(conv2["weight"]["mean"], conv2["weight"]["max"]);
    EXPECT_GT(conv2["weight"]["std"], 0.0);
    EXPECT_EQ(model["layers"][2]["op"], "max_pool");
    EXPECT_EQ(model["layers"][2]["activation"], "identity");
    EXPECT_FALSE(model["layers"][2].contains("weight"));
}

TEST(Inspect, ForPeopleThereIsATable) {
    const Outcome outcome = convoscope({"inspect", "lenet5"});
    EXPECT_EQ(outcome.status, 0);
    for (const std::string word : {"conv1", "6 x 28 x 28", "61,706", "117,600", "softmax"})
        EXPECT_NE(outcome.out.find(word), std::string::npos) << word << "\n" << outcome.out;
}

TEST(Inspect, WhatIsNoModelIsOneLine) {
    const ScratchFolder folder;
    expect_failure({"inspect", "nothing"}, 1, {"nothing", "lenet5"});
    expect_failure({"inspect", folder.write("empty.safetensors", "")}, 1, {"empty.safetensors"});
}

TEST(Summary, KernelsThatDoNotExistCostNothing) {
    nn::Architecture architecture = nn::lenet5();
    const int conv2 = architecture.find("conv2");
    EXPECT_EQ(cli::multiplications(architecture, conv2), 240000);
    architecture.nodes[conv2].connections.assign(16 * 6, 0);
    architecture.nodes[conv2].connections[5] = 1;
    EXPECT_EQ(cli::multiplications(architecture, conv2), 2500);
}

}  // namespace
}  // namespace convoscope::test
