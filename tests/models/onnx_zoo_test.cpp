// The ONNX model zoo's mnist-8, with the test set that comes with it.
#include <gtest/gtest.h>
#include <onnx/onnx_pb.h>

#include <filesystem>

#include "models/foreign.h"
#include "models/lowering.h"
#include "models/onnx/reader.h"
#include "models/onnx/tensors.h"
#include "nn/forward.h"
#include "nn/networks.h"
#include "support/data.h"

namespace convoscope::models {
namespace {

namespace fs = std::filesystem;

GraphTensor tensor_in(const fs::path& path) {
    ::onnx::TensorProto proto;
    EXPECT_TRUE(proto.ParseFromString(read_file(path, kMaximumModelFile))) << path;
    onnx::DataFiles none(nullptr);
    return onnx::take_tensor(proto, none, Message::verbatim(path.string()));
}

TEST(OnnxZoo, MnistReproducesItsOwnTestSets) {
    const fs::path folder = test::data_folder() / "models" / "mnist-8";
    if (!fs::exists(folder)) GTEST_SKIP() << "no data sets: set CONVOSCOPE_DATA";
    const Lowered lowered =
        lower(std::get<Graph>(read_onnx(test::foreign_file(folder / "mnist-8.onnx")).content));
    nn::Workspace workspace(lowered.model.architecture);
    int sets = 0;
    for (const auto& entry : fs::directory_iterator(folder)) {
        if (!entry.is_directory()) continue;
        SCOPED_TRACE(entry.path().filename());
        const GraphTensor input = tensor_in(entry.path() / "input_0.pb");
        const GraphTensor output = tensor_in(entry.path() / "output_0.pb");
        EXPECT_EQ(input.shape, lowered.input.shape);
        EXPECT_EQ(output.shape, lowered.output.shape);
        load_input(lowered.input, input.values, workspace.input());
        nn::forward(lowered.model, workspace);
        EXPECT_TRUE(test::agree(result_of(lowered.output, workspace), output.values, 1e-4));
        ++sets;
    }
    EXPECT_GE(sets, 1);
}

}  // namespace
}  // namespace convoscope::models
