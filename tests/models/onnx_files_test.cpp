// Real ONNX files: those that other people trained, and the ONNX project's own tests.
#include <gtest/gtest.h>

#include <algorithm>
#include <cmath>
#include <filesystem>
#include <random>
#include <set>

#include "models/constants.h"
#include "models/foreign.h"
#include "models/onnx/reader.h"
#include "models/onnx/tensors.h"
#include "support/data.h"
#include "support/error_line.h"
#include "support/mutate.h"

namespace convoscope::models {
namespace {

namespace fs = std::filesystem;

/// Where Debian's libonnx-testdata puts them.
const fs::path kOnnxTests = "/usr/share/libonnx-testdata/data";

std::vector<fs::path> onnx_files(const fs::path& folder) {
    std::vector<fs::path> files;
    if (!fs::exists(folder)) return files;
    for (const auto& entry : fs::recursive_directory_iterator(folder))
        if (entry.path().extension() == ".onnx") files.push_back(entry.path());
    std::ranges::sort(files);
    return files;
}

class OnnxFilesTest : public ::testing::Test {
  protected:
    void SetUp() override {
        folder_ = test::data_folder() / "models";
        if (!fs::exists(folder_)) GTEST_SKIP() << "no data sets: set CONVOSCOPE_DATA";
    }
    Graph read(const std::string& name) const {
        return std::get<Graph>(read_onnx(test::foreign_file(folder_ / name)).content);
    }
    fs::path folder_;
};

TEST_F(OnnxFilesTest, AllAreReadButForTheOneWithoutItsData) {
    const auto files = onnx_files(folder_);
    EXPECT_GE(files.size(), 11u);
    for (const fs::path& path : files) {
        const std::string line = test::error_line([&] { read_onnx(test::foreign_file(path)); });
        if (path.filename() != "data-file-missing.onnx")
            EXPECT_EQ(line, "") << path;
        else
            EXPECT_NE(line.find("put it into the same folder"), std::string::npos) << line;
    }
}

TEST_F(OnnxFilesTest, HaveWhatTheirExportersWrote) {
    const Graph zoo = read("mnist-8/mnist-8.onnx");
    EXPECT_EQ(zoo.opset, 8);
    ASSERT_EQ(zoo.inputs.size(), 1u);  // its initialisers are among the inputs
    EXPECT_EQ(zoo.inputs[0].shape, (std::vector<std::int64_t>{1, 1, 28, 28}));
    const Graph beside = read("onnx/external/mnist_model.onnx");
    std::size_t numbers = 0;
    for (const auto& [name, tensor] : beside.constants) numbers += tensor.size();
    EXPECT_GT(numbers, 20000u);
    const ForeignFile file = read_onnx(test::foreign_file(folder_ / "onnx/tf2onnx-double.onnx"));
    EXPECT_EQ(file.producer.substr(0, 7), "tf2onnx");
}

TEST_F(OnnxFilesTest, MutatedOnesAreReadOrRefused) {
    std::mt19937 random(11);
    int refused = 0;
    int read = 0;
    for (const fs::path& path : onnx_files(folder_)) {
        const ForeignBytes whole = test::foreign_file(path);
        // Weights are most of a file and say nothing: the beginning and the end have the rest.
        for (int round = 0; round < 300; ++round) {
            ForeignBytes spoilt = whole;
            const std::size_t part = std::min<std::size_t>(spoilt.bytes.size(), 1500);
            const std::size_t at = random() % 2 == 0 ? 0 : spoilt.bytes.size() - part;
            spoilt.bytes.replace(at, part, test::mutate(spoilt.bytes.substr(at, part), random));
            const std::string line = test::error_line([&] { read_onnx(std::move(spoilt)); });
            EXPECT_EQ(line.find('\n'), std::string::npos) << line;
            ++(line.empty() ? read : refused);
        }
    }
    EXPECT_GT(read, 100);
    EXPECT_GT(refused, 1000);
}

TEST(OnnxProjectTest, EveryTestIsReadOrRefused) {
    const auto files = onnx_files(kOnnxTests);
    if (files.empty()) GTEST_SKIP() << "the ONNX project's tests: install libonnx-testdata";
    std::size_t read = 0;
    for (const fs::path& path : files) {
        const std::string line = test::error_line([&] { read_onnx(test::foreign_file(path)); });
        EXPECT_EQ(line.find('\n'), std::string::npos) << line;
        if (line.empty()) ++read;
        const bool from_pytorch = path.string().find("pytorch-converted") != std::string::npos;
        EXPECT_TRUE(line.empty() || !from_pytorch) << path << ": " << line;
    }
    EXPECT_GT(read, files.size() * 8 / 10);
}

TEST(OnnxProjectTest, EveryMutatedTestIsReadOrRefused) {
    const auto files = onnx_files(kOnnxTests);
    if (files.empty()) GTEST_SKIP() << "the ONNX project's tests: install libonnx-testdata";
    std::mt19937 random(12);
    for (const fs::path& path : files) {
        const std::string bytes = read_file(path, kMaximumModelFile);
        if (bytes.size() > 20000) continue;
        for (int round = 0; round < 10; ++round) {
            const std::string spoilt = test::mutate(bytes, random);
            const std::string line = test::error_line([&] { read_onnx(test::foreign(spoilt)); });
            EXPECT_EQ(line.find('\n'), std::string::npos) << line;
        }
    }
}

/// A file with one tensor, as the tests' inputs and outputs are; nothing where it holds something else.
std::optional<GraphTensor> tensor_in(const fs::path& path) {
    ::onnx::TensorProto tensor;
    if (!fs::exists(path) || !tensor.ParseFromString(read_file(path, kMaximumModelFile))) return std::nullopt;
    onnx::DataFiles none(nullptr);
    try {
        return onnx::take_tensor(tensor, none, Message());
    } catch (const Error&) {
        return std::nullopt;
    }
}

/// Whether two numbers are as near as float32 and the tests' own rounding allow.
bool near(double a, double b) {
    return a == b || std::abs(a - b) <= 1e-6 + 1e-5 * std::abs(b) || (a != a && b != b);
}

bool same(const GraphTensor& a, const GraphTensor& b) {
    return a.shape == b.shape && a.integers == b.integers && std::ranges::equal(a.values, b.values, near);
}

/// Left out: types whose rounding float32 does not have.
bool has_narrow_type(const std::string& name) {
    return name.find("FLOAT16") != std::string::npos && name.find("cast_FLOAT16") == std::string::npos;
}

TEST(OnnxProjectTest, ConstantsAreAsTheTestsSay) {
    const auto files = onnx_files(kOnnxTests / "node");
    if (files.empty()) GTEST_SKIP() << "the ONNX project's tests: install libonnx-testdata";
    std::set<std::string> operators;
    int evaluated = 0;
    for (const fs::path& path : files) {
        Graph graph;
        const std::string line =
            test::error_line([&] { graph = std::get<Graph>(read_onnx(test::foreign_file(path)).content); });
        if (!line.empty() || graph.nodes.size() != 1 || has_narrow_type(path.string())) continue;
        const fs::path data = path.parent_path() / "test_data_set_0";
        const GraphNode& node = graph.nodes[0];
        for (std::size_t i = 0; i < graph.inputs.size(); ++i)
            if (auto tensor = tensor_in(data / ("input_" + std::to_string(i) + ".pb")))
                graph.constants[graph.inputs[i].name] = std::move(*tensor);
        std::vector<const GraphTensor*> inputs;
        for (const std::string& name : node.inputs)
            inputs.push_back(graph.constants.contains(name) ? &graph.constants.at(name) : nullptr);
        const auto found = evaluate_constant(node, inputs, graph.opset);
        const auto wanted = tensor_in(data / "output_0.pb");
        if (!found || !wanted) continue;
        EXPECT_TRUE(same(*found, *wanted)) << path;
        operators.insert(node.op);
        ++evaluated;
    }
    EXPECT_GE(operators.size(), 30u);
    EXPECT_GE(evaluated, 150);
}

}  // namespace
}  // namespace convoscope::models
