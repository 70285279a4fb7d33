// Every file of other people's opens without a question asked, and reads digits.
#include "models/import.h"
#include "models/keras/hdf5.h"

#include <gtest/gtest.h>

#include <algorithm>
#include <filesystem>
#include <iostream>

#include "data/mnist.h"
#include "data/own_digits.h"
#include "nn/forward.h"
#include "support/data.h"
#include "support/error_line.h"
#include "support/places.h"

namespace convoscope::models {
namespace {

namespace fs = std::filesystem;

class Import : public ::testing::Test {
  protected:
    void SetUp() override {
        folder_ = test::data_folder() / "models";
        if (!fs::exists(folder_)) GTEST_SKIP() << "no data sets: set CONVOSCOPE_DATA";
        mnist_ = data::load_mnist_half(test::data_folder() / "mnist", "t10k");
        digits_ = data::load_own_digits(test::source_folder() / "assets");
        options_.hdf5 = [](std::string_view bytes) { return keras::plain_hdf5(bytes); };
        options_.exam = exam_of(digits_);
        options_.time = std::chrono::minutes(5);  // what is found must not depend on how busy the machine is
    }

    /// Of the first thousand of MNIST's test half.
    int right(const nn::Model& model) const {
        nn::Workspace workspace(model.architecture);
        std::vector<float> picture(mnist_.image_size());
        int count = 0;
        for (std::size_t i = 0; i < 1000; ++i) {
            std::ranges::transform(mnist_.image(i), picture.begin(),
                                   [](std::uint8_t ink) { return static_cast<float>(ink) / 255; });
            nn::load_input(model.architecture.input, picture, mnist_.height, mnist_.width, workspace.input());
            forward(model, workspace);
            const auto values = workspace.output();
            if (std::ranges::max_element(values) - values.begin() == mnist_.labels[i]) ++count;
        }
        return count;
    }

    fs::path folder_;
    data::LabelledImages mnist_;
    data::LabelledImages digits_;
    ImportOptions options_;
};

TEST_F(Import, EveryFileOpensAndReads) {
    const struct {
        const char* name;
        int wanted;  // of a thousand
    } files[] = {{"onnx/batch-of-ten.onnx", 985},
                 {"onnx/tf2onnx-channels-last.onnx", 883},
                 {"onnx/tf2onnx-double.onnx", 975},
                 {"onnx/external/mnist_model.onnx", 980},
                 {"onnx/computed-reshape.onnx", 962},
                 {"onnx/small-cnn.onnx", 985},
                 {"onnx/lenet-sigmoid.onnx", 984},
                 {"mnist-8/mnist-8.onnx", 982},
                 {"lenet-pytorch.onnx", 974},
                 {"lenet5-webmnist.onnx", 977},
                 {"keras/conv-functional.keras", 950},
                 {"keras/nested-sequential.keras", 930},  // PyTorch, too, reads 939 with its weights
                 {"keras/conv-dropout.h5", 950},
                 {"keras/conv-dropout.keras", 950},
                 {"torch/lenet-zip.pth", 950},
                 {"torch/lenet-legacy.pt", 950},
                 {"torch/twin-of-computed-reshape.pth", 950},
                 {"torch/twin-of-small-cnn.pt", 950},
                 {"torch/checkpoint.pt", 950},
                 {"npz/mlp.npz", 900}};
    for (const auto& file : files) {
        SCOPED_TRACE(file.name);
        try {
            const auto start = std::chrono::steady_clock::now();
            const Imported imported = import_file(folder_ / file.name, options_);
            const double seconds =
                std::chrono::duration<double>(std::chrono::steady_clock::now() - start).count();
            const int count = right(*imported.model);
            std::cout << file.name << ": " << imported.format << ", own digits " << imported.chosen.right
                      << " of " << imported.of << ", MNIST " << count << " of 1000, input "
                      << imported.chosen.shown.range.paper << " .. " << imported.chosen.shown.range.ink
                      << ", " << seconds << " s";
            for (const auto& guess : imported.chosen.guesses)
                std::cout << ", " << guess.what << " " << guess.value;
            std::cout << "\n";
            EXPECT_GE(count, file.wanted);
        } catch (const std::exception& error) {
            ADD_FAILURE() << error.what();
        }
    }
}

TEST_F(Import, AnUntrainedNetworkOpensAndReadsNothing) {
    const Imported imported = import_file(folder_ / "torch" / "torchscript.pt", options_);
    EXPECT_EQ(imported.format, "TorchScript");
    EXPECT_EQ(imported.model->architecture.classes.size(), 10u);
    EXPECT_LT(imported.chosen.right, 60);
}

TEST_F(Import, WhatIsNoModelSaysWhatItIs) {
    const auto line = [&](const char* name) {
        return test::error_line([&] { import_file(folder_ / name, options_); });
    };
    EXPECT_NE(line("torch/git-lfs-pointer.pth").find("LFS"), std::string::npos)
        << line("torch/git-lfs-pointer.pth");
    EXPECT_NE(line("onnx/data-file-missing.onnx").find("folder"), std::string::npos);
    EXPECT_NE(line("README.md").find("README.md"), std::string::npos) << line("README.md");
    EXPECT_NE(line("mnist-8/test_data_set_0/input_0.pb").find("input_0.pb"), std::string::npos);
}

}  // namespace
}  // namespace convoscope::models
