// TensorFlow.js: Keras's JSON, with the weights in shards beside it.
#include <gtest/gtest.h>

#include <map>

#include "models/keras_dense_networks.h"
#include "support/error_line.h"

namespace convoscope::models::keras {
namespace {

using nlohmann::json;
using test::Array;
using test::dense;
using test::expect_near;
using test::kFirst;
using test::kSecond;
using test::kX;
using test::run;
using test::times;

json tfjs_model(const json& weights, const json& paths) {
    return {{"format", "layers-model"},
            {"modelTopology",
             {{"keras_version", "2.4.0"},
              {"model_config", test::sequential({test::input({nullptr, 3}), dense("x"), dense("y")})}}},
            {"weightsManifest", json::array({{{"paths", paths}, {"weights", weights}}})}};
}

ForeignFile read_tfjs_of(const json& model, const std::map<std::string, std::string>& files) {
    EXPECT_TRUE(is_tfjs(model.dump()));
    return read_tfjs({"model.json", model.dump(), [&](const std::string& name, std::size_t limit) {
                          if (!files.contains(name)) throw Error(Message::verbatim("no file " + name));
                          if (files.at(name).size() > limit) throw Error(Message::verbatim("too large"));
                          return files.at(name);
                      }});
}

json tfjs_weight(const std::string& name, const char* dtype = "float32") {
    return {{"name", name}, {"shape", {3, 3}}, {"dtype", dtype}};
}

TEST(TensorflowJs, ItsShardsAreOneAfterTheOther) {
    const std::string bytes = test::floats(kFirst) + test::floats(kSecond);
    const json weights{tfjs_weight("x/kernel"), tfjs_weight("y/kernel")};
    const Array expected = times(times(kX, kFirst), kSecond);
    const ForeignFile file =
        read_tfjs_of(tfjs_model(weights, {"group1-shard1of1.bin"}), {{"group1-shard1of1.bin", bytes}});
    EXPECT_EQ(file.format, "TensorFlow.js");
    expect_near(run(file, kX), expected);
    EXPECT_NO_THROW(read_tfjs_of(tfjs_model(weights, {"./w.bin"}), {{"w.bin", bytes}}));
    // A weight may lie in two files.
    expect_near(run(read_tfjs_of(tfjs_model(weights, {"a", "b"}),
                                 {{"a", bytes.substr(0, 10)}, {"b", bytes.substr(10)}}),
                    kX),
                expected);
}

TEST(TensorflowJs, QuantisedWeights) {
    json first = tfjs_weight("x/kernel"), second = tfjs_weight("y/kernel");
    first["quantization"] = {{"dtype", "uint8"}, {"scale", 0.5}, {"min", -1.0}};
    second["quantization"] = {{"dtype", "float16"}, {"original_dtype", "float32"}};
    std::string bytes;
    Array a{{3, 3}, {}}, b{{3, 3}, {}};
    for (int i = 0; i < 9; ++i) {
        bytes.push_back(static_cast<char>(i));
        a.values.push_back(0.5 * i - 1);
    }
    for (const auto& [bits, value] : std::vector<std::pair<int, double>>{{0x3c00, 1},
                                                                         {0xc000, -2},
                                                                         {0x3555, 0.333251953125},
                                                                         {0x0001, std::ldexp(1, -24)},
                                                                         {0, 0},
                                                                         {0x7bff, 65504},
                                                                         {0x3c00, 1},
                                                                         {0x3c00, 1},
                                                                         {0x4248, 3.140625}}) {
        bytes.push_back(static_cast<char>(bits & 255));
        bytes.push_back(static_cast<char>(bits >> 8));
        b.values.push_back(value);
    }
    const Graph graph = test::graph_of(read_tfjs_of(tfjs_model({first, second}, {"w"}), {{"w", bytes}}));
    const auto values = [&](const char* name) {
        const auto& of = graph.constants.at(name).values;
        return std::vector<double>(of.begin(), of.end());
    };
    EXPECT_EQ(values("x.kernel"), a.values);
    EXPECT_EQ(values("y.kernel"), b.values);
}

TEST(TensorflowJs, FilesLieBesideIt) {
    const json weights{tfjs_weight("x/kernel"), tfjs_weight("y/kernel")};
    const auto line = [&](const std::string& path) {
        return test::error_line([&] { read_tfjs_of(tfjs_model(weights, {path}), {{"w", "short"}}); });
    };
    for (const char* path : {"../w", "/etc/passwd", "a/w", "..", "a\\w", ""})
        EXPECT_NE(line(path).find("not the name of a file beside it"), std::string::npos) << line(path);
    EXPECT_NE(line("w").find("5 bytes, 72 are needed"), std::string::npos) << line("w");
    EXPECT_EQ(line("missing"), "no file missing");
    const std::string twice = test::error_line([&] {
        read_tfjs_of(tfjs_model(weights, {"w", "./w"}), {{"w", std::string(36, 'x')}});
    });
    EXPECT_NE(twice.find("the weight file 'w' twice"), std::string::npos) << twice;
    json graph = tfjs_model(weights, {"w"});
    graph["format"] = "graph-model";
    EXPECT_NE(test::error_line([&] { read_tfjs_of(graph, {}); }).find("graph model"), std::string::npos);
}

}  // namespace
}  // namespace convoscope::models::keras
