// Other programs' networks on the command line.
#include <gtest/gtest.h>

#include "cli/program.h"
#include "data/npz.h"
#include "models/foreign_file.h"
#include "models/npz_reader.h"
#include "support/data.h"

namespace convoscope::test {
namespace {

using Json = nlohmann::json;

class ImportCommand : public ::testing::Test {
  protected:
    void SetUp() override {
        if (!std::filesystem::exists(data_folder() / "models"))
            GTEST_SKIP() << "no data sets: set CONVOSCOPE_DATA";
    }
    static std::string model(const std::string& name) { return (data_folder() / "models" / name).string(); }
    ScratchFolder folder_;
};

TEST_F(ImportCommand, SaysWhatWasFoundAndGuessed) {
    for (const char* name : {"keras/conv-dropout.h5", "torch/lenet-legacy.pt", "onnx/small-cnn.onnx"}) {
        SCOPED_TRACE(name);
        const Json found = json_lines({"import", model(name), "--json"}).at(0);
        EXPECT_TRUE(found["format"].is_string());
        EXPECT_EQ(found["layers"][0]["op"], "input");
        EXPECT_EQ(found["layers"].back()["shape"], Json({10, 1, 1}));
        EXPECT_EQ(found["classes"].size(), 10u);
        EXPECT_EQ(found["input"]["ink"], "light");
        EXPECT_EQ(found["reads"]["of"], 200);
        EXPECT_GE(found["reads"]["right"], 190);
        for (const char* list : {"guessed", "alternatives", "skipped"})
            EXPECT_TRUE(found[list].is_array()) << list;
    }
}

TEST_F(ImportCommand, OfOnesOwnNothingIsGuessed) {
    const std::string own = (assets() / "models" / "lenet5.safetensors").string();
    const Json found = json_lines({"import", own, "--json"}).at(0);
    EXPECT_EQ(found["format"], "Convoscope");
    EXPECT_EQ(found["input"]["range"], Json({0, 1}));
    EXPECT_TRUE(found["guessed"].empty());
}

TEST_F(ImportCommand, ForPeopleItIsAFewLines) {
    const Outcome outcome = convoscope({"import", model("npz/mlp.npz"), "--language", "en"});
    EXPECT_EQ(outcome.status, 0) << outcome.err;
    EXPECT_NE(outcome.out.find("of the program's own digits"), std::string::npos) << outcome.out;
    EXPECT_NE(outcome.out.find("guessed: "), std::string::npos) << outcome.out;
}

TEST_F(ImportCommand, WritesAModelThatReadsTheSame) {
    const std::string ours = folder_.file("ours.safetensors");
    json_lines({"import", model("onnx/computed-reshape.onnx"), "--out", ours, "--json"});
    const std::vector<std::string> ask{
        "evaluate", "--data", (data_folder() / "mnist").string(), "--count", "500", "--json", "--model"};
    auto theirs = ask;
    theirs.push_back(model("onnx/computed-reshape.onnx"));
    auto own = ask;
    own.push_back(ours);
    const Json a = json_lines(theirs).at(0);
    const Json b = json_lines(own).at(0);
    EXPECT_GE(a["accuracy"], 0.95);
    EXPECT_EQ(a["confusion"], b["confusion"]);
}

TEST_F(ImportCommand, AnotherRangeCanBeAskedFor) {
    std::vector<std::string> ask{
        "evaluate", "--data",  (data_folder() / "mnist").string(), "--count", "300",
        "--json",   "--model", model("onnx/small-cnn.onnx"),       "--input", R"({"range": [1, 0]})"};
    EXPECT_LT(json_lines(ask).at(0)["accuracy"], 0.8) << "dark ink";
    ask.back() = json_lines({"import", model("onnx/small-cnn.onnx"), "--json"}).at(0)["input"].dump();
    EXPECT_GE(json_lines(ask).at(0)["accuracy"], 0.97);
    ask.back() = "nonsense";
    expect_failure(ask, 1, {"--input", "range"});
}

TEST_F(ImportCommand, PicturesCanBeTurnedAndResized) {
    const std::string cnn = model("onnx/small-cnn.onnx");
    const Json usual = json_lines({"import", cnn, "--json"}).at(0)["input"];
    const auto accuracy = [&](const char* key, const Json& value) {
        Json input = usual;
        input[key] = value;
        return json_lines({"evaluate", "--data", (data_folder() / "mnist").string(), "--count", "300",
                           "--json", "--model", cnn, "--input", input.dump()})
            .at(0)["accuracy"]
            .get<double>();
    };
    EXPECT_GE(accuracy("placement", "resize"), 0.97) << "it is as large already";
    EXPECT_LT(accuracy("transposed", true), 0.7);
    for (const char* wrong :
         {R"({"range": [0, 1], "placement": "stretch"})", R"({"range": [0, 1], "transposed": 1})"})
        expect_failure(
            {"evaluate", "--data", (data_folder() / "mnist").string(), "--model", cnn, "--input", wrong}, 1,
            {"--input"});
}

TEST_F(ImportCommand, RawArraysGoInAsTheyAreAndTheFilesOwnOutputComesOut) {
    const std::vector<float> picture(2 * 784, 0.25f);
    const data::NpzArray array{"x", {2, 1, 28, 28}, picture};
    data::write_npz(folder_.file("x.npz"), std::span(&array, 1));
    const std::string out = folder_.file("out.npz");
    const Outcome outcome = convoscope({"activations", folder_.file("x.npz"), "--raw", "--model",
                                        model("mnist-8/mnist-8.onnx"), "--out", out});
    ASSERT_EQ(outcome.status, 0) << outcome.err;
    const auto file = models::read_numpy(models::bytes_of_file(out));
    const auto& tensors = std::get<models::Weights>(file.content).tensors;
    ASSERT_EQ(tensors.front().first, "result");
    const models::GraphTensor& result = tensors.front().second;
    EXPECT_EQ(result.shape, (std::vector<std::int64_t>{2, 10}));
    for (std::size_t i = 0; i < 10; ++i) {
        EXPECT_EQ(result.values[i], result.values[10 + i]) << "the same picture twice";
        EXPECT_EQ(result.values[i], tensors[tensors.size() - 2].second.values[i])
            << "logits, no softmax of ours";
    }
    const data::NpzArray short_one{"x", {100}, std::span(picture).first(100)};
    data::write_npz(folder_.file("short.npz"), std::span(&short_one, 1));
    expect_failure({"activations", folder_.file("short.npz"), "--raw", "--model",
                    model("mnist-8/mnist-8.onnx"), "--out", out},
                   1, {"short.npz", "784"});
}

TEST_F(ImportCommand, WhatIsNoModelSaysWhatItIs) {
    expect_failure({"import", model("torch/git-lfs-pointer.pth")}, 1, {"git-lfs-pointer.pth", "LFS"});
    expect_failure({"classify", "x.png", "--model", model("onnx/data-file-missing.onnx")}, 1,
                   {"data-file-missing.onnx"});
}

}  // namespace
}  // namespace convoscope::test
