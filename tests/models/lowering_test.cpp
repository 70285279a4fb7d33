// Networks that other people trained, made ours: they read MNIST as well as elsewhere.
#include "models/lowering.h"

#include <gtest/gtest.h>

#include <algorithm>
#include <filesystem>

#include "data/mnist.h"
#include "models/foreign.h"
#include "models/onnx/reader.h"
#include "support/data.h"

namespace convoscope::models {
namespace {

namespace fs = std::filesystem;

/// What a network was trained to see of a pixel, 0 paper .. 255 ink.
struct Range {
    float factor;
    float shift;
};
constexpr Range kUnit{1.0f / 255, 0};
constexpr Range kNormal{1.0f / 255 / 0.3081f, -0.1307f / 0.3081f};
constexpr Range kBytes{1, 0};

class OthersNetworks : public ::testing::Test {
  protected:
    void SetUp() override {
        folder_ = test::data_folder() / "models";
        if (!fs::exists(folder_)) GTEST_SKIP() << "no data sets: set CONVOSCOPE_DATA";
        images_ = data::load_mnist_half(test::data_folder() / "mnist", "t10k");
    }

    /// How many of the first thousand it reads rightly.
    int right(const Lowered& lowered, Range range) const {
        nn::Workspace workspace(lowered.model.architecture);
        const nn::Shape& shape = lowered.model.architecture.input.shape;
        int count = 0;
        for (std::size_t i = 0; i < 1000; ++i) {
            // Padded with paper to what the network wants.
            std::vector<float> array(static_cast<std::size_t>(shape.size()), range.shift);
            const int side = lowered.input.shape.back() == 1 ? static_cast<int>(lowered.input.shape[1])
                                                             : static_cast<int>(lowered.input.shape.back());
            const int width = shape.is_flat() ? 28 : side;
            const int margin = (width - 28) / 2;
            for (int row = 0; row < 28; ++row)
                for (int column = 0; column < 28; ++column)
                    array[static_cast<std::size_t>((row + margin) * width + column + margin)] =
                        range.factor * images_.image(i)[static_cast<std::size_t>(row * 28 + column)] +
                        range.shift;
            load_input(lowered.input, array, workspace.input());
            forward(lowered.model, workspace);
            const std::vector<float> result = result_of(lowered.output, workspace);
            if (std::ranges::max_element(result) - result.begin() == images_.labels[i]) ++count;
        }
        return count;
    }

    fs::path folder_;
    data::LabelledImages images_;
};

TEST_F(OthersNetworks, ReadMnistAsWellAsElsewhere) {
    const struct {
        const char* name;
        Range range;
        int wanted;  // of a thousand, by ONNX Runtime; half a point less is allowed
    } files[] = {
        {"onnx/batch-of-ten.onnx", kUnit, 990},       {"onnx/tf2onnx-channels-last.onnx", kNormal, 888},
        {"onnx/tf2onnx-double.onnx", kUnit, 980},     {"onnx/external/mnist_model.onnx", kUnit, 985},
        {"onnx/computed-reshape.onnx", kNormal, 967}, {"onnx/small-cnn.onnx", kNormal, 990},
        {"onnx/lenet-sigmoid.onnx", kNormal, 989},    {"mnist-8/mnist-8.onnx", kBytes, 987},
        {"lenet-pytorch.onnx", kNormal, 979},         {"lenet5-webmnist.onnx", kUnit, 982}};
    for (const auto& file : files) {
        SCOPED_TRACE(file.name);
        try {
            const Lowered lowered =
                lower(std::get<Graph>(read_onnx(test::foreign_file(folder_ / file.name)).content));
            EXPECT_GE(right(lowered, file.range), file.wanted - 5);
        } catch (const std::exception& error) {
            ADD_FAILURE() << error.what();
        }
    }
}

}  // namespace
}  // namespace convoscope::models
