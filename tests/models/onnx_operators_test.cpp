// The ONNX project's own tests of operators, as Debian's libonnx-testdata has them: each model is made a
// network of ours, reads the given input and has to give the given output.
#include <gtest/gtest.h>
#include <onnx/onnx_pb.h>

#include <algorithm>
#include <cmath>
#include <filesystem>
#include <fstream>
#include <iostream>
#include <map>
#include <set>

#include "models/foreign.h"
#include "models/lowering.h"
#include "models/onnx/reader.h"
#include "models/onnx/tensors.h"
#include "support/places.h"

namespace convoscope::models {
namespace {

namespace fs = std::filesystem;

const fs::path kOnnxTests = "/usr/share/libonnx-testdata/data";

/// Operators that networks of pictures are made of, and what stands beside them.
const std::set<std::string> kOperators{"Conv",          "Gemm",
                                       "MatMul",        "MaxPool",
                                       "AveragePool",   "GlobalAveragePool",
                                       "GlobalMaxPool", "BatchNormalization",
                                       "LRN",           "Relu",
                                       "Tanh",          "Sigmoid",
                                       "Elu",           "Selu",
                                       "LeakyRelu",     "PRelu",
                                       "HardSigmoid",   "HardSwish",
                                       "Softplus",      "Softsign",
                                       "Clip",          "Exp",
                                       "Log",           "Sqrt",
                                       "Abs",           "Neg",
                                       "Reciprocal",    "Floor",
                                       "Ceil",          "Softmax",
                                       "LogSoftmax",    "Flatten",
                                       "Reshape",       "Transpose",
                                       "Squeeze",       "Unsqueeze",
                                       "Dropout",       "Identity",
                                       "Cast",          "Constant",
                                       "Pad",           "Add",
                                       "Sub",           "Mul",
                                       "Div",           "Sum",
                                       "Concat",        "ReduceMean",
                                       "Slice",         "Split",
                                       "Gather",        "Celu"};
/// Those of networks that were quantised.
const std::set<std::string> kQuantised{"QLinearConv",   "QLinearMatMul",  "ConvInteger",
                                       "MatMulInteger", "QuantizeLinear", "DequantizeLinear"};

GraphTensor tensor_in(const fs::path& path) {
    ::onnx::TensorProto proto;
    std::ifstream file(path, std::ios::binary);
    EXPECT_TRUE(proto.ParseFromIstream(&file)) << path;
    onnx::DataFiles none({});
    return onnx::take_tensor(proto, none, Message::verbatim(path.string()));
}

std::vector<float> numbers_of(const GraphTensor& tensor) {
    if (!tensor.is_whole()) return tensor.values;
    return {tensor.integers.begin(), tensor.integers.end()};
}

/// Nothing where it agrees, else why not.
std::string complaint(const fs::path& folder) {
    ForeignFile file = read_onnx(test::foreign_file(folder / "model.onnx"));
    Graph graph = std::get<Graph>(std::move(file.content));
    const fs::path data = folder / "test_data_set_0";
    // Weights are inputs here: all but the first become constants.
    for (std::size_t i = 1; i < graph.inputs.size(); ++i)
        graph.constants[graph.inputs[i].name] = tensor_in(data / ("input_" + std::to_string(i) + ".pb"));
    if (graph.inputs.empty()) return "no input";
    const GraphTensor input = tensor_in(data / "input_0.pb");
    graph.inputs.resize(1);
    graph.inputs[0].shape = input.shape;
    graph.outputs.resize(1);
    const GraphTensor expected = tensor_in(data / "output_0.pb");
    const Lowered lowered = lower(graph);
    nn::Workspace workspace(lowered.model.architecture);
    const std::vector<float> all = numbers_of(input);
    const std::size_t each = workspace.input().size();
    std::vector<float> actual;
    for (std::size_t first = 0; first < all.size(); first += each) {
        load_input(lowered.input, std::span(all).subspan(first, each), workspace.input());
        forward(lowered.model, workspace);
        const std::vector<float> result = result_of(lowered.output, workspace);
        actual.insert(actual.end(), result.begin(), result.end());
    }
    const std::vector<float> wanted = numbers_of(expected);
    if (actual.size() != wanted.size())
        return std::to_string(actual.size()) + " numbers, not " + std::to_string(wanted.size());
    double largest = 1e-3;
    double difference = 0;
    for (std::size_t i = 0; i < wanted.size(); ++i) {
        if (std::isnan(wanted[i]) && std::isnan(actual[i])) continue;
        if (std::isinf(wanted[i]) && actual[i] == wanted[i]) continue;
        const double distance = std::abs(static_cast<double>(actual[i]) - static_cast<double>(wanted[i]));
        if (!(distance <= difference)) difference = distance;
        largest = std::max(largest, std::abs(static_cast<double>(wanted[i])));
    }
    return difference <= 1e-4 * largest ? "" : "off by " + std::to_string(difference);
}

bool concerns_us(const fs::path& folder) {
    ::onnx::ModelProto model;
    std::ifstream file(folder / "model.onnx", std::ios::binary);
    if (!model.ParseFromIstream(&file)) return false;
    return std::ranges::all_of(model.graph().node(), [](const ::onnx::NodeProto& node) {
        return (kOperators.contains(node.op_type()) || kQuantised.contains(node.op_type())) &&
               (node.domain().empty() || node.domain() == "ai.onnx");
    });
}

/// What is left out, and why: lines "test_name reason".
std::map<std::string, std::string> left_out() {
    std::map<std::string, std::string> table;
    std::ifstream file(test::source_folder() / "tests" / "models" / "onnx_left_out.txt");
    for (std::string name; file >> name;) {
        std::string why;
        std::getline(file >> std::ws, why);
        if (name != "#") table[name] = why;
    }
    return table;
}

TEST(OnnxOperators, TheProjectsOwnTestsPass) {
    if (!fs::exists(kOnnxTests)) GTEST_SKIP() << "no operator tests: install libonnx-testdata";
    const auto table = left_out();
    int passed = 0;
    std::set<std::string> seen;
    for (const char* family : {"node", "pytorch-converted"})
        for (const auto& entry : fs::directory_iterator(kOnnxTests / family)) {
            if (!concerns_us(entry.path())) continue;
            const std::string name = entry.path().filename();
            std::string why;
            try {
                why = complaint(entry.path());
            } catch (const std::exception& error) {
                why = error.what();
            }
            seen.insert(name);
            if (why.empty()) ++passed;
            const bool expected_to_fail = table.contains(name);
            EXPECT_EQ(why.empty(), !expected_to_fail)
                << name << ": " << (why.empty() ? "passes: take it from onnx_left_out.txt" : why);
        }
    for (const auto& [name, why] : table) {
        EXPECT_TRUE(seen.contains(name)) << name << " is no test that concerns us";
        EXPECT_FALSE(why.empty()) << name << " needs a reason";
    }
    EXPECT_GE(passed, 140);
    std::cout << passed << " pass, " << table.size() << " are left out\n";
}

}  // namespace
}  // namespace convoscope::models
