#include "models/model_file.h"

#include <gtest/gtest.h>
#include <unistd.h>

#include <cstring>
#include <functional>
#include <nlohmann/json.hpp>

#include "base/error.h"
#include "base/file.h"
#include "models/bytes.h"
#include "nn/initialise.h"
#include "nn/networks.h"
#include "nn/ops/operator.h"
#include "nn/zoo.h"
#include "support/allocation_counter.h"
#include "support/scratch_folder.h"
#include "support/test_name.h"

namespace convoscope::models {
namespace {

using namespace nn;
using test::parse_model;
using test::serialise_model;

using Json = nlohmann::json;

Model random_model(const Architecture& architecture) {
    Model model = empty_model(architecture);
    initialise(model, 7);
    model.edit([](std::vector<Parameters>& parameters) {
        for (Parameters& one : parameters)
            for (std::size_t index = 0; index < one.bias.size(); ++index)
                one.bias[index] = 0.01f * static_cast<float>(index);
    });
    return model;
}

void expect_same(const Model& actual, const Model& expected) {
    const Architecture& a = actual.architecture;
    const Architecture& b = expected.architecture;
    ASSERT_EQ(a.nodes.size(), b.nodes.size());
    for (std::size_t index = 0; index < a.nodes.size(); ++index) {
        const Node& one = a.nodes[index];
        const Node& other = b.nodes[index];
        EXPECT_EQ(one.name, other.name);
        EXPECT_EQ(one.op, other.op);
        EXPECT_EQ(one.inputs, other.inputs);
        EXPECT_EQ(one.activation, other.activation);
        EXPECT_EQ(one.channels, other.channels);
        EXPECT_EQ(one.kernel_height, other.kernel_height);
        EXPECT_EQ(one.kernel_width, other.kernel_width);
        EXPECT_EQ(one.stride, other.stride);
        EXPECT_EQ(one.padding, other.padding);
        EXPECT_EQ(one.connections, other.connections);
        EXPECT_EQ(one.output, other.output);
        EXPECT_EQ(actual.parameters()[index].weight, expected.parameters()[index].weight);
        EXPECT_EQ(actual.parameters()[index].bias, expected.parameters()[index].bias);
    }
    EXPECT_EQ(a.classes, b.classes);
    EXPECT_EQ(a.input.shape, b.input.shape);
    EXPECT_EQ(a.input.low, b.input.low);
    EXPECT_EQ(a.input.high, b.input.high);
    EXPECT_EQ(a.input.preprocessing, b.input.preprocessing);
    EXPECT_EQ(a.input.channels, b.input.channels);
    EXPECT_EQ(a.input.seen, b.input.seen);
    EXPECT_EQ(a.input.placement, b.input.placement);
    EXPECT_EQ(a.input.transposed, b.input.transposed);
    EXPECT_EQ(a.temperature, b.temperature);
    EXPECT_EQ(a.unsure_below, b.unsure_below);
}

Architecture peculiar() {
    Architecture architecture = test::odd_network();
    architecture.input.low = -0.1f;  // LeCun's range, and a number that decimals do not reach
    architecture.input.high = 1.175f;
    architecture.input.placement = Placement::Resize;
    architecture.input.transposed = true;
    architecture.unsure_below = 0.7f;
    architecture.classes = {"zéro", "a \"quoted\" one", "2", "\\"};
    return architecture;
}

/// A model file as its two parts, to be spoilt and put together again.
struct Parts {
    Json header;
    std::string data;

    static Parts of(const Model& model) {
        const std::string bytes = serialise_model(model);
        std::uint64_t length = 0;
        std::memcpy(&length, bytes.data(), 8);
        return {Json::parse(bytes.substr(8, length)), bytes.substr(8 + length)};
    }

    std::string joined() const { return joined(header.dump()); }
    std::string joined(const std::string& text) const {
        const std::uint64_t length = text.size();
        std::string bytes(8, '\0');
        std::memcpy(bytes.data(), &length, 8);
        return bytes + text + data;
    }

    Json architecture() const { return Json::parse(header["__metadata__"]["convoscope"].get<std::string>()); }
    void set_architecture(const Json& json) { header["__metadata__"]["convoscope"] = json.dump(); }
};

void expect_refused(const std::string& bytes, const std::string& words) {
    try {
        parse_model(bytes, "folder/some.safetensors");
        ADD_FAILURE() << "no error; expected: " << words;
    } catch (const Error& error) {
        const std::string line = error.what();
        EXPECT_NE(line.find(words), std::string::npos) << line;
        EXPECT_NE(line.find("folder/some.safetensors"), std::string::npos) << line;
        EXPECT_EQ(line.find('\n'), std::string::npos) << line;
    }
}

TEST(ModelFileTest, ReadsWhatItWrote) {
    for (const Architecture& architecture : {lenet5(), peculiar()}) {
        const Model model = random_model(architecture);
        const Model read = parse_model(serialise_model(model), "x/lenet-7.safetensors");
        EXPECT_EQ(read.name, "lenet-7");
        expect_same(read, model);
    }
}

TEST(ModelFileTest, SavesAndLoads) {
    const auto path = std::filesystem::temp_directory_path() /
                      ("convoscope-model-" + std::to_string(getpid()) + ".safetensors");
    const Model model = random_model(lenet5());
    save_model(model, path);
    expect_same(*load_model(path), model);
    std::filesystem::remove(path);
    EXPECT_THROW(load_model(path), Error);
}

TEST(ModelFileTest, ALargeLayerIsHeldOnceWhileItIsReadAndAfter) {
    constexpr int kUnits = 2100;
    const Architecture architecture =
        test::network({kUnits, 1, 1}, {test::input_node(), test::linear_node("fc", 0, kUnits)}, kUnits);
    const std::size_t weights = sizeof(float) * kUnits * kUnits;
    const test::ScratchFolder folder;
    save_model(random_model(architecture), folder.file("large.safetensors"));
    const std::size_t before = test::live_bytes();
    test::forget_peak();
    const ModelPtr model = load_model(folder.file("large.safetensors"));
    EXPECT_GE(test::live_bytes() - before, weights) << "the counter counts";
    EXPECT_LE(test::peak_bytes() - before, weights + weights / 20);
    test::forget_peak();
    save_model(*model, folder.file("again.safetensors"));
    EXPECT_LE(test::peak_bytes() - test::live_bytes(), weights / 20) << "saving copies";
}

TEST(ModelFileTest, DataBeginOnACacheLine) {
    const std::string bytes = serialise_model(random_model(lenet5()));
    std::uint64_t length = 0;
    std::memcpy(&length, bytes.data(), 8);
    EXPECT_EQ((8 + length) % 64, 0u);
    EXPECT_EQ(bytes.size(), 8 + length + 61706 * 4);
}

TEST(ModelFileTest, ReadsOtherOrdersAndForeignMetadata) {
    const Model model = random_model(lenet5());
    Parts parts = Parts::of(model);
    parts.header["__metadata__"]["format"] = "pt";
    Json architecture = parts.architecture();
    architecture["trained_by"] = {{"seed", 1}};
    parts.set_architecture(architecture);
    expect_same(parse_model(parts.joined(), "x"), model);  // nlohmann sorts the keys
}

TEST(ModelFileTest, RefusesToWriteWhatItCouldNotRead) {
    Model model = random_model(lenet5());
    model.edit([](std::vector<Parameters>& parameters) { parameters[3].weight[5] = NAN; });
    EXPECT_THROW(serialise_model(model), Error);
}

TEST(ModelFileTest, RefusesFilesThatAreNoModels) {
    expect_refused("", "empty");
    expect_refused("abc", "no safetensors file");
    expect_refused("This is a letter to my aunt, not a model.", "looks like text");
    expect_refused(std::string("\x89PNG\r\n\x1a\n", 8) + std::string(100, '\0'), "no safetensors file");
    expect_refused(std::string(100, '\0'), "no JSON object");
    expect_refused(std::string(100, '\xff'), "no safetensors file");
}

TEST(ModelFileTest, RefusesEveryTruncation) {
    const std::string bytes = serialise_model(random_model(test::odd_network()));
    for (std::size_t size = 0; size < bytes.size(); size += size < 16 ? 1 : 37)
        EXPECT_THROW(parse_model(std::string_view(bytes).substr(0, size), "x"), Error) << size;
    EXPECT_THROW(parse_model(std::string_view(bytes).substr(0, bytes.size() - 1), "x"), Error);
    expect_refused(bytes + std::string(4, '\0'), "cover");
}

TEST(ModelFileTest, RefusesALyingHeaderLength) {
    std::string bytes = serialise_model(random_model(lenet5()));
    const auto with_length = [&](std::uint64_t length) {
        std::memcpy(bytes.data(), &length, 8);
        return bytes;
    };
    expect_refused(with_length(~std::uint64_t{0}), "claims");
    expect_refused(with_length(std::uint64_t{1} << 40), "claims");
    expect_refused(with_length(1 << 20), "are there");
    expect_refused(with_length(100), "not valid JSON");
    expect_refused(with_length(0), "no JSON object");
}

struct Spoilt {
    const char* words;  // of the error
    std::function<void(Parts&)> spoil;
};

class SpoiltHeaderTest : public ::testing::TestWithParam<Spoilt> {};

TEST_P(SpoiltHeaderTest, IsRefused) {
    Parts parts = Parts::of(random_model(lenet5()));
    GetParam().spoil(parts);
    expect_refused(parts.joined(), GetParam().words);
}

INSTANTIATE_TEST_SUITE_P(
    All, SpoiltHeaderTest,
    ::testing::Values(
        Spoilt{
            "missing",
            [](Parts& p) { p.header["conv3.bias"] = p.header["conv1.bias"], p.header.erase("conv1.bias"); }},
        Spoilt{"belongs to no layer",
               [](Parts& p) {
                   p.header["extra"] = {{"dtype", "F32"}, {"shape", {0}}, {"data_offsets", {0, 0}}};
               }},
        Spoilt{"hole", [](Parts& p) { p.header.erase("conv1.bias"); }},
        Spoilt{"overlap",
               [](Parts& p) {
                   p.header["conv1.bias"]["data_offsets"] = {0, 24};
               }},
        Spoilt{"cover", [](Parts& p) { p.data += "1234"; }},
        Spoilt{"behind the end of the file",
               [](Parts& p) {
                   p.header["conv1.bias"]["data_offsets"] = {0, 1u << 31};
               }},
        Spoilt{"data offset",
               [](Parts& p) {
                   p.header["conv1.bias"]["data_offsets"] = {-4, 20};
               }},
        Spoilt{"data offsets say otherwise",
               [](Parts& p) {
                   p.header["conv1.bias"]["data_offsets"] = {624, 600};
               }},
        Spoilt{"not two numbers", [](Parts& p) { p.header["conv1.bias"]["data_offsets"] = {0}; }},
        Spoilt{"is not a list", [](Parts& p) { p.header["conv1.bias"]["data_offsets"] = "all"; }},
        Spoilt{"of type F16",
               [](Parts& p) {
                   p.header["conv1.bias"]["dtype"] = "F16";
                   p.header["conv1.bias"]["shape"] = {12};
               }},
        Spoilt{"unknown type", [](Parts& p) { p.header["conv1.bias"]["dtype"] = "F31\n"; }},
        Spoilt{"is not a string", [](Parts& p) { p.header["conv1.bias"]["dtype"] = 32; }},
        Spoilt{"has no 'dtype'", [](Parts& p) { p.header["conv1.bias"].erase("dtype"); }},
        Spoilt{"unknown key", [](Parts& p) { p.header["conv1.bias"]["stride"] = 1; }},
        Spoilt{"the architecture needs [6, 1, 5, 5]",
               [](Parts& p) { p.header["conv1.weight"]["shape"] = {150}; }},
        Spoilt{"data offsets say otherwise",
               [](Parts& p) {
                   p.header["conv1.weight"]["shape"] = {6, 1, 5, 6};
               }},
        Spoilt{"impossible shape",
               [](Parts& p) {
                   p.header["conv1.weight"]["shape"] = {4294967295u, 4294967295u, 4294967295u};
               }},
        Spoilt{"'shape'", [](Parts& p) { p.header["conv1.weight"]["shape"] = {-150}; }},
        Spoilt{"'shape'", [](Parts& p) { p.header["conv1.weight"]["shape"] = {150.0}; }},
        Spoilt{"not a JSON object", [](Parts& p) { p.header["conv1.weight"] = 5; }},
        Spoilt{"not a JSON object", [](Parts& p) { p.header["__metadata__"] = "all"; }},
        Spoilt{"is not a string", [](Parts& p) { p.header["__metadata__"]["x"] = 5; }},
        Spoilt{"has no metadata", [](Parts& p) { p.header["__metadata__"].erase("convoscope"); }},
        Spoilt{"has no metadata", [](Parts& p) { p.header.erase("__metadata__"); }},
        Spoilt{"not valid JSON", [](Parts& p) { p.header["__metadata__"]["convoscope"] = "{"; }},
        Spoilt{"not valid JSON",
               [](Parts& p) { p.header["__metadata__"]["convoscope"] = "{\"version\":1e999}"; }},
        Spoilt{"not a JSON object", [](Parts& p) { p.header["__metadata__"]["convoscope"] = "[]"; }}),
    [](const auto& tested) { return test::numbered_name(tested.index, tested.param.words); });

class SpoiltArchitectureTest
    : public ::testing::TestWithParam<std::pair<const char*, std::function<void(Json&)>>> {};

TEST_P(SpoiltArchitectureTest, IsRefused) {
    Parts parts = Parts::of(random_model(lenet5()));
    Json architecture = parts.architecture();
    GetParam().second(architecture);
    parts.set_architecture(architecture);
    expect_refused(parts.joined(), GetParam().first);
}

using Change = std::pair<const char*, std::function<void(Json&)>>;
INSTANTIATE_TEST_SUITE_P(
    All, SpoiltArchitectureTest,
    ::testing::Values(
        Change{"format version '2'", [](Json& a) { a["version"] = 2; }},
        Change{"format version", [](Json& a) { a["version"] = "1"; }},
        Change{"has no 'version'", [](Json& a) { a.erase("version"); }},
        Change{"has no 'nodes'", [](Json& a) { a.erase("nodes"); }},
        Change{"is not a list", [](Json& a) { a["nodes"] = 5; }},
        Change{"1 to 1000 layers", [](Json& a) { a["nodes"] = Json::array(); }},
        Change{"1000 layers", [](Json& a) { a["nodes"] = Json(1001, a["nodes"][1]); }},
        Change{"a layer is not a JSON object", [](Json& a) { a["nodes"][1] = 5; }},
        Change{"two layers have this name", [](Json& a) { a["nodes"][7]["name"] = "fc1"; }},
        Change{"no layer before it", [](Json& a) { a["nodes"][3]["inputs"] = {"pool2"}; }},
        Change{"no layer before it", [](Json& a) { a["nodes"][3]["inputs"] = {"conv2"}; }},
        Change{"2 inputs",
               [](Json& a) {
                   a["nodes"][3]["inputs"] = {"input", "pool1"};
               }},
        Change{"0 inputs", [](Json& a) { a["nodes"][3]["inputs"] = Json::array(); }},
        Change{"is not a string", [](Json& a) { a["nodes"][3]["inputs"] = {2}; }},
        Change{"'deconv', which Convoscope does not know", [](Json& a) { a["nodes"][3]["op"] = "deconv"; }},
        Change{"does not know", [](Json& a) { a["nodes"][3]["activation"] = "swoosh"; }},
        Change{"has no 'activation'", [](Json& a) { a["nodes"][3].erase("activation"); }},
        Change{"unknown key 'tilation'", [](Json& a) { a["nodes"][3]["tilation"] = 2; }},
        Change{"unknown key 'channels'", [](Json& a) { a["nodes"][4]["channels"] = 16; }},
        Change{"unknown key 'activation'", [](Json& a) { a["nodes"][0]["activation"] = "identity"; }},
        Change{"'kernel'", [](Json& a) { a["nodes"][3]["kernel"] = 5; }},
        Change{"[height, width]", [](Json& a) { a["nodes"][3]["kernel"] = {5}; }},
        Change{"'kernel'",
               [](Json& a) {
                   a["nodes"][3]["kernel"] = {5, -5};
               }},
        Change{"'stride'", [](Json& a) { a["nodes"][3]["stride"] = 1.5; }},
        Change{"'stride'", [](Json& a) { a["nodes"][3]["stride"] = 99999999999999; }},
        Change{"the architecture needs", [](Json& a) { a["nodes"][3]["channels"] = 15; }},
        Change{"more weights",
               [](Json& a) { a["nodes"][5]["channels"] = 32768, a["nodes"][6]["channels"] = 32768; }},
        Change{"differ in length", [](Json& a) { a["nodes"][3]["connections"] = {"101010", "1"}; }},
        Change{"other characters", [](Json& a) { a["nodes"][3]["connections"] = {"10 010"}; }},
        Change{"is empty", [](Json& a) { a["nodes"][3]["connections"] = Json::array(); }},
        Change{"16 rows of 6", [](Json& a) { a["nodes"][3]["connections"] = {"101010"}; }},
        Change{"has no kernel", [](Json& a) { a["nodes"][3]["connections"] = Json(16, "101010"); }},
        Change{"class names", [](Json& a) { a["classes"].erase(0); }},
        Change{"class name", [](Json& a) { a["classes"][3] = "a\nb"; }},
        Change{"class name", [](Json& a) { a["classes"][3] = ""; }},
        Change{"'classes' must be text", [](Json& a) { a["classes"][3] = 3; }},
        Change{"has no 'input'", [](Json& a) { a.erase("input"); }},
        Change{"[channels, height, width]", [](Json& a) { a["input"]["shape"] = {32, 32}; }},
        Change{"more units", [](Json& a) { a["input"]["shape"] = {32768, 32768, 32768}; }},
        Change{"range", [](Json& a) { a["input"]["range"] = {0, 0}; }},
        Change{"-3.402823e+38 to 3.402823e+38", [](Json& a) { a["input"]["range"] = {0, 1e300}; }},
        Change{"preprocessing", [](Json& a) { a["input"]["preprocessing"] = "cifar"; }},
        Change{"placement", [](Json& a) { a["input"]["placement"] = "stretch"; }},
        Change{"transposed", [](Json& a) { a["input"]["transposed"] = 1; }},
        Change{"unknown key", [](Json& a) { a["input"]["size"] = 32; }},
        Change{"temperature", [](Json& a) { a["temperature"] = 0; }},
        Change{"temperature", [](Json& a) { a["temperature"] = "hot"; }},
        Change{"unsure", [](Json& a) { a["unsure_below"] = 2; }}),
    [](const auto& tested) { return test::numbered_name(tested.index, tested.param.first); });

TEST(ModelFileTest, RefusesKeysThatComeTwice) {
    const Parts parts = Parts::of(random_model(lenet5()));
    std::string text = parts.header.dump();
    const std::string entry = R"("conv1.bias":)" + parts.header["conv1.bias"].dump() + ",";
    text.insert(1, entry);
    expect_refused(parts.joined(text), "has the key 'conv1.bias' twice");
}

TEST(ModelFileTest, RefusesDeepNesting) {
    const Parts parts = Parts::of(random_model(lenet5()));
    expect_refused(parts.joined("{\"x\":" + std::string(1000000, '[')), "nested too deeply");
    std::string objects = "{";
    for (int depth = 0; depth < 100000; ++depth) objects += "\"x\":{";
    expect_refused(parts.joined(objects), "nested too deeply");
}

TEST(ModelFileTest, RefusesWeightsThatAreNoNumbers) {
    for (const float value : {NAN, INFINITY, -INFINITY}) {
        Parts parts = Parts::of(random_model(lenet5()));
        std::memcpy(parts.data.data() + 4 * 1000, &value, 4);
        expect_refused(parts.joined(), "infinite or no number");
    }
}

TEST(ModelFileTest, ErrorsStayOneLineWhateverTheFileSays) {
    Parts parts = Parts::of(random_model(lenet5()));
    parts.header["a\nb\x7f" + std::string(1000, 'c')] = {
        {"dtype", "F32"}, {"shape", {0}}, {"data_offsets", {0, 0}}};
    expect_refused(parts.joined(), "'a?b?ccc");
}

}  // namespace
}  // namespace convoscope::models
   //