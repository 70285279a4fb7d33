#include "models/pytorch/reader.h"

#include <gtest/gtest.h>

#include <algorithm>
#include <string>

#include "base/error.h"
#include "models/archive.h"
#include "models/foreign.h"
#include "models/pytorch/contents.h"
#include "models/pytorch/storages.h"
#include "models/pytorch/tensors.h"
#include "support/allocation_counter.h"
#include "support/data.h"
#include "support/error_line.h"
#include "support/places.h"

namespace convoscope::models::pytorch {
namespace {

using namespace test;
using Shape = std::vector<std::int64_t>;
using Names = std::vector<std::string>;

std::filesystem::path fixture(const std::string& name) { return test::fixtures("models") / "pytorch" / name; }
ForeignFile read(const std::string& name) { return read_pytorch(test::bytes_of(fixture(name))); }
Weights weights_of(const std::string& name) { return std::get<Weights>(read(name).content); }

Names names(const Weights& weights) {
    Names all;
    for (const auto& one : weights.tensors) all.push_back(one.first);
    return all;
}

/// 0, 1/8, 2/8, ... as the fixtures have them.
std::vector<float> ramp(std::size_t count) {
    std::vector<float> values;
    for (std::size_t i = 0; i < count; ++i) values.push_back(static_cast<float>(i % 256) / 8);
    return values;
}

class PytorchReaderTest : public ::testing::Test {
  protected:
    void SetUp() override {
        if (!Archive::available()) GTEST_SKIP() << "built without libzip";
    }
};

void expect_small(const Weights& weights) {
    EXPECT_EQ(names(weights), (Names{"conv1.weight", "conv1.bias", "fc.weight", "fc.bias"}));
    EXPECT_EQ(tensor(weights, "conv1.weight").shape, (Shape{2, 1, 3, 3}));
    EXPECT_EQ(tensor(weights, "fc.weight").shape, (Shape{3, 8}));
    for (const auto& [name, one] : weights.tensors) EXPECT_EQ(one.values, ramp(one.values.size())) << name;
}

TEST_F(PytorchReaderTest, ReadsAStateDict) {
    EXPECT_TRUE(is_pytorch(test::bytes_of(fixture("state_dict_zip.pth")).bytes));
    const ForeignFile file = read("state_dict_zip.pth");
    EXPECT_EQ(file.format, "PyTorch state dict");
    EXPECT_TRUE(file.skipped.empty());
    expect_small(std::get<Weights>(file.content));
}

TEST(PytorchLegacyTest, ReadsAStateDict) {
    EXPECT_TRUE(is_pytorch(test::bytes_of(fixture("state_dict_legacy.pth")).bytes));
    expect_small(weights_of("state_dict_legacy.pth"));
}

TEST_F(PytorchReaderTest, TakesWrappersNamesAway) { expect_small(weights_of("data_parallel.pth")); }

TEST_F(PytorchReaderTest, MetadataNamesModulesWithoutWeights) {
    const Weights weights = weights_of("module_state_dict.pth");
    EXPECT_EQ(weights.modules,
              (Names{"features", "features.0", "features.1", "features.2", "features.3", "flatten",
                     "classifier", "classifier.0", "classifier.1", "classifier.2"}));
    EXPECT_EQ(tensor(weights, "features.1.num_batches_tracked").integers, Shape{0});
    EXPECT_FALSE(weights.root);
}

TEST_F(PytorchReaderTest, FindsTheNetworkInACheckpoint) {
    const ForeignFile file = read("checkpoint.pth");
    EXPECT_EQ(file.format, "PyTorch checkpoint");
    EXPECT_EQ(names(std::get<Weights>(file.content)), (Names{"weight", "bias"}));
    EXPECT_EQ(file.classes, (Names{"zero", "one", "two"}));
    Names lines;
    for (const Message& one : file.skipped) lines.push_back(one.in(Language::English));
    ASSERT_EQ(lines.size(), 5u);
    EXPECT_EQ(lines[0], "'epoch', which stood beside the weights");
    EXPECT_NE(lines[1].find("'optimizer_state_dict', with 6 tensors"), std::string::npos) << lines[1];
    EXPECT_NE(lines[2].find("'model_ema', with 4 tensors"), std::string::npos) << lines[2];
}

TEST_F(PytorchReaderTest, LayersMayHaveDictionariesOfTheirOwn) {
    EXPECT_EQ(names(weights_of("layers_of_dictionaries.pth")),
              (Names{"conv1.weight", "conv1.bias", "fc.weight"}));
}

void expect_network(const Weights& weights) {
    EXPECT_EQ(names(weights),
              (Names{"features.0.weight", "features.0.bias", "features.1.weight", "features.1.bias",
                     "features.1.running_mean", "features.1.running_var", "features.1.num_batches_tracked",
                     "classifier.1.weight", "classifier.1.bias"}));
    EXPECT_EQ(tensor(weights, "classifier.1.weight").values, ramp(96));
    ASSERT_TRUE(weights.root);
    const Module& root = *weights.root;
    EXPECT_EQ(root.class_name, "torch.nn.modules.container.Sequential");
    ASSERT_EQ(root.children.size(), 3u);
    EXPECT_EQ(root.children[0].first, "features");
    const Module& features = root.children[0].second;
    ASSERT_EQ(features.children.size(), 4u);
    EXPECT_EQ(features.children[0].second.class_name, "torch.nn.modules.conv.Conv2d");
    EXPECT_EQ(features.children[3].second.class_name, "torch.nn.modules.pooling.MaxPool2d");
}

void expect_attributes(const Weights& weights) {
    const Module& features = weights.root->children[0].second;
    EXPECT_EQ(features.children[0].second.attributes.at("padding"), (ModuleAttribute(Shape{1, 1})));
    EXPECT_EQ(features.children[1].second.attributes.at("eps"), ModuleAttribute(1e-5));
    EXPECT_EQ(features.children[2].second.attributes.at("negative_slope"), ModuleAttribute(0.2));
    const ModuleAttribute kernel = features.children[3].second.attributes.at("kernel_size");
    EXPECT_TRUE(kernel == ModuleAttribute(std::int64_t{2}) || kernel == ModuleAttribute(Shape{2, 2}));
    const auto& pool = features.children[3].second.attributes;
    EXPECT_TRUE(!pool.contains("ceil_mode") || pool.at("ceil_mode") == ModuleAttribute(false));
}

TEST_F(PytorchReaderTest, ReadsWholeModules) {
    for (const char* name : {"whole_module.pt", "whole_module_legacy.pt", "whole_parallel.pt"}) {
        const ForeignFile file = read(name);
        EXPECT_EQ(file.format, "PyTorch module");
        expect_network(std::get<Weights>(file.content));
        expect_attributes(std::get<Weights>(file.content));
    }
}

TEST_F(PytorchReaderTest, ReadsTorchScript) {
    const ForeignFile file = read("traced.pt");
    EXPECT_EQ(file.format, "TorchScript");
    expect_network(std::get<Weights>(file.content));
    expect_attributes(std::get<Weights>(file.content));
}

TEST_F(PytorchReaderTest, ReadsEveryKindOfTensor) {
    for (const char* file : {"kinds_zip.pth", "kinds_legacy.pth"}) {
        const Weights weights = weights_of(file);
        EXPECT_EQ(weights.tensors.size(), 14u);
        for (const char* name : {"half", "bfloat16", "double"}) {
            EXPECT_EQ(tensor(weights, name).shape, (Shape{2, 3})) << name;
            EXPECT_EQ(tensor(weights, name).values, ramp(6)) << name;
        }
        for (const char* name : {"int64", "int8"})
            EXPECT_EQ(tensor(weights, name).integers, (Shape{-2, -1, 0, 1, 2, 3})) << name;
        EXPECT_EQ(tensor(weights, "uint8").integers, (Shape{250, 251, 252, 253, 254, 255}));
        EXPECT_EQ(tensor(weights, "bool").integers, (Shape{1, 0}));
        EXPECT_EQ(tensor(weights, "scalar").values, std::vector<float>{1.5f});
        EXPECT_EQ(tensor(weights, "empty").shape, (Shape{0, 3}));
        EXPECT_EQ(tensor(weights, "again").values, ramp(24));
        EXPECT_EQ(tensor(weights, "parameter").values, ramp(4));
        EXPECT_EQ(tensor(weights, "expanded").values, std::vector<float>(6, 2.5f));
        const auto& transposed = tensor(weights, "transposed");
        EXPECT_EQ(transposed.shape, (Shape{6, 4}));
        for (std::size_t row = 0; row < 6; ++row)
            for (std::size_t column = 0; column < 4; ++column)
                EXPECT_EQ(transposed.values[row * 4 + column], static_cast<float>(column * 6 + row) / 8);
        const float eighth = 0.125f;
        EXPECT_EQ(
            tensor(weights, "part").values,
            (std::vector<float>{8 * eighth, 9 * eighth, 10 * eighth, 14 * eighth, 15 * eighth, 16 * eighth}));
    }
}

TEST_F(PytorchReaderTest, WhatCannotBeReadIsAnErrorThatSaysWhatToDo) {
    const auto line = [](const std::string& name) { return test::error_line([&] { read(name); }); };
    for (const char* name : {"quantised.pth", "quantised_layer.pth"})
        EXPECT_NE(line(name).find("quantised"), std::string::npos) << name;
    EXPECT_NE(line("no_tensors.pth").find("state_dict()"), std::string::npos);
    const auto of = [](const std::string& bytes) {
        return test::error_line([&] { read_pytorch({"a.pth", bytes, nullptr}); });
    };
    EXPECT_NE(of(""), "");
    EXPECT_NE(of("hello"), "");
    EXPECT_NE(of("version https://git-lfs.github.com/spec/v1\n").find("git lfs pull"), std::string::npos);
    EXPECT_NE(of(read_file(test::fixtures("models") / "numpy" / "kinds.npz", 1 << 20)).find("data.pkl"),
              std::string::npos);
}

TEST_F(PytorchReaderTest, AMutatedFileIsEitherAFileOrAnError) {
    int whole = 0;
    for (const char* name : {"checkpoint.pth", "kinds_zip.pth", "kinds_legacy.pth", "whole_module.pt",
                             "whole_module_legacy.pt", "traced.pt", "state_dict_legacy.pth"}) {
        const std::string bytes = test::bytes_of(fixture(name)).bytes;
        test::forget_peak();
        const std::size_t before = test::live_bytes();
        whole += read_mutations(bytes, 4000, 12, read_pytorch);
        // 16 times the file and a mebibyte for numbers, a hundred times the pickle for its values.
        EXPECT_LT(test::peak_bytes() - before, 200 * bytes.size() + (2 << 20)) << name;
    }
    EXPECT_GT(whole, 1000);
}

/// A zip's checksums keep most mutations from its pickle: here they reach it.
TEST_F(PytorchReaderTest, AMutatedPickleOfAZipIsEitherANetworkOrAnError) {
    for (const char* name :
         {"checkpoint.pth", "kinds_zip.pth", "whole_module.pt", "traced.pt", "quantised_layer.pth"}) {
        const std::string bytes = test::bytes_of(fixture(name)).bytes;
        const Archive archive(bytes);
        const auto data = std::ranges::find_if(
            archive.names(), [](const std::string& one) { return one.ends_with("/data.pkl"); });
        ASSERT_NE(data, archive.names().end());
        const std::string folder = data->substr(0, data->size() - 8);
        const std::string whole = archive.read(*data, 1 << 20);
        const auto read_mutated = [&](const ForeignBytes& file) {
            Budget budget(bytes.size());
            ZipStorages storages(archive, folder, budget);
            const Pickle pickle = read_pickle(std::string_view(file.bytes));
            const Contents contents = find_network(pickle);
            NamedTensors tensors;
            std::vector<Message> skipped;
            TensorReader reader(pickle, storages, budget);
            for (const auto& [each, ref] : contents.tensors) reader.read(each, ref, tensors, skipped);
        };
        EXPECT_GT(read_mutations(whole, 3000, 21, read_mutated), 10) << name;
    }
}

TEST_F(PytorchReaderTest, OpensRealFiles) {
    if (test::data_folder().empty()) GTEST_SKIP() << "no data sets: set CONVOSCOPE_DATA";
    const auto folder = test::data_folder() / "models" / "torch";
    for (const auto& [name, count] : {std::pair("lenet-zip.pth", 12u),
                                      {"lenet-legacy.pt", 10u},
                                      {"twin-of-computed-reshape.pth", 8u},
                                      {"twin-of-small-cnn.pt", 6u},
                                      {"checkpoint.pt", 26u},
                                      {"torchscript.pt", 26u}}) {
        const ForeignFile file = read_pytorch(test::bytes_of(folder / name));
        const auto& weights = std::get<Weights>(file.content);
        EXPECT_EQ(weights.tensors.size(), count) << name;
        EXPECT_FALSE(weights.modules.empty()) << name;
        for (const auto& [key, one] : weights.tensors) EXPECT_TRUE(one.size() > 0) << name << key;
    }
    EXPECT_NE(test::error_line([&] {
                  read_pytorch(test::bytes_of(folder / "git-lfs-pointer.pth"));
              }).find("git lfs pull"),
              std::string::npos);
}

}  // namespace
}  // namespace convoscope::models::pytorch
