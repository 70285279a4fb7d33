// `convoscope export`: models for other programs, which come back here.
#include <gtest/gtest.h>

#include "cli/program.h"
#include "models/foreign_file.h"
#include "models/npz_reader.h"
#include "support/data.h"

namespace convoscope::test {
namespace {

using Json = nlohmann::json;

class ExportCommand : public ::testing::Test {
  protected:
    std::string exported(const std::string& model, const std::string& name) {
        const std::string path = folder_.file(name);
        const Outcome outcome = convoscope({"export", model, path});
        EXPECT_EQ(outcome.status, 0) << outcome.err;
        EXPECT_EQ(outcome.out + outcome.err, "");
        return path;
    }
    Json read_by(const std::string& model) {
        write_idx(folder_, "t10k", 20);
        return json_lines({"evaluate", "--data", folder_.path().string(), "--json", "--model", model}).at(0);
    }
    ScratchFolder folder_;
};

TEST_F(ExportCommand, ModelsComeBackAsTheyWere) {
    const Json was = json_lines({"inspect", "lenet5-1998", "--json"}).at(0);
    for (const char* name : {"a.safetensors", "b.onnx", "C.ONNX"}) {
        SCOPED_TRACE(name);
        const std::string file = exported("lenet5-1998", name);
        const Json is = json_lines({"inspect", file, "--json"}).at(0);
        for (const char* key : {"input", "classes", "parameters", "unsure_below"})
            EXPECT_EQ(is[key], was[key]);
        ASSERT_EQ(is["layers"].size(), was["layers"].size());
        for (std::size_t i = 0; i < was["layers"].size(); ++i)
            for (const char* key : {"name", "op", "activation", "shape"})
                EXPECT_EQ(is["layers"][i][key], was["layers"][i][key]);
        EXPECT_EQ(read_by(file)["confusion"], read_by("lenet5-1998")["confusion"]);
    }
}

TEST_F(ExportCommand, WeightsComeBackByName) {
    const std::string file = exported("mlp", "mlp.npz");
    const auto read = models::read_numpy(models::bytes_of_file(file));
    const auto& tensors = std::get<models::Weights>(read.content).tensors;
    ASSERT_EQ(tensors.size(), 6u);
    EXPECT_EQ(tensors[0].first, "fc1.weight");
    EXPECT_EQ(tensors[0].second.shape, (std::vector<std::int64_t>{300, 784}));
    EXPECT_EQ(tensors[5].first, "output.bias");
}

TEST_F(ExportCommand, OthersFilesAreExportedToo) {
    const auto models = data_folder() / "models";
    if (data_folder().empty()) GTEST_SKIP() << "no data sets: set CONVOSCOPE_DATA";
    for (const char* name :
         {"torch/lenet-legacy.pt", "onnx/tf2onnx-channels-last.onnx", "mnist-8/mnist-8.onnx"}) {
        SCOPED_TRACE(name);
        const std::string theirs = (models / name).string();
        const Json was = json_lines({"import", theirs, "--json"}).at(0);
        for (const char* as : {"ours.safetensors", "ours.onnx"}) {
            const std::string ours = exported(theirs, as);
            const Json is = json_lines({"import", ours, "--json"}).at(0);
            EXPECT_EQ(is["input"], was["input"]);
            EXPECT_EQ(is["classes"], was["classes"]);
            EXPECT_TRUE(is["guessed"].empty()) << "it says all of itself";
        }
    }
}

TEST_F(ExportCommand, WhatCannotBeDoneSaysSoAndLeavesNothing) {
    expect_failure({"export", "lenet5", folder_.file("lenet5.h5")}, 1, {"lenet5.h5", ".onnx"});
    expect_failure({"export", "lenet5", folder_.file("lenet5")}, 1, {".safetensors"});
    expect_failure({"export", "nothing", folder_.file("nothing.onnx")}, 1, {"nothing"});
    expect_failure({"export", "lenet5", folder_.file("no/such/folder.onnx")}, 1, {"folder.onnx"});
    EXPECT_TRUE(std::filesystem::is_empty(folder_.path()));
}

}  // namespace
}  // namespace convoscope::test
