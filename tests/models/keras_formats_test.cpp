// How Keras's versions write the same things.
#include <gtest/gtest.h>

#include <cstdlib>
#include <set>

#include "base/file.h"
#include "models/keras/weights.h"
#include "models/keras_dense_networks.h"
#include "support/error_line.h"
#include "support/temporary_folder.h"

namespace convoscope::models::keras {
namespace {

using nlohmann::json;
using test::Array;
using test::dense;
using test::expect_near;
using test::hears;
using test::kFirst;
using test::kSecond;
using test::kX;
using test::layer;
using test::pattern;
using test::run;
using test::sum;
using test::times;

// Sequential

TEST(KerasFormats, TheInputsShapeStandsInManyPlaces) {
    json first = dense("d");
    first["config"]["batch_input_shape"] = {nullptr, 3};
    json built = test::sequential(json::array({dense("d")}));
    built["config"]["build_input_shape"] = {nullptr, 3};
    json built_beside = test::sequential(json::array({dense("d")}));
    built_beside["build_config"]["input_shape"] = {nullptr, 3};
    json built_first = test::sequential(json::array({dense("d")}));
    built_first["config"]["layers"][0]["build_config"]["input_shape"] = {nullptr, 3};
    json of_keras_3 = test::input({nullptr, 3});
    of_keras_3["config"] = {{"name", "in"}, {"batch_shape", {nullptr, 3}}};
    json as_list = test::sequential(json::array({first}));
    as_list["config"] = as_list["config"]["layers"];  // as Keras 2.1 had it
    for (const json& description : {test::sequential(json::array({first})), built, built_beside, built_first,
                                    test::sequential({of_keras_3, dense("d")}), as_list}) {
        const ForeignFile file = test::read_h5(description, "2.4.0", {{"d/kernel:0", kFirst}});
        EXPECT_EQ(test::graph_of(file).inputs.at(0).shape, (test::Extents{-1, 3})) << description;
        expect_near(run(file, kX), times(kX, kFirst));
    }
    const std::string line = test::error_line([] {
        test::read_h5(test::sequential(json::array({dense("d")})), "2.4.0", {{"d/kernel:0", kFirst}});
    });
    EXPECT_NE(line.find("which shape its input has"), std::string::npos) << line;
}

TEST(KerasFormats, VersionsAreSaid) {
    const json description = test::sequential({test::input({nullptr, 3}), dense("d")});
    const ForeignFile two = test::read_h5(description, "2.3.0-tf", {{"d/kernel:0", kFirst}});
    EXPECT_EQ(two.format, "Keras 2");
    EXPECT_EQ(two.producer, "keras 2.3.0-tf");
    EXPECT_EQ(test::read_h5(description, "3.7.0", {{"d/kernel:0", kFirst}}).format, "Keras 3");
    EXPECT_EQ(test::read_h5(description, "", {{"d/kernel:0", kFirst}}).producer, "");
}

// Functional

/// in -> a -> b, and a + b, with `a` called twice: out = b(a(a(in))) + a(a(in))
json residual_of_keras_2() {
    json a = hears(dense("a"), {"in"});
    a["inbound_nodes"].push_back({{"a", 0, 0, json::object()}});
    json b = hears(dense("b"), {"a"});
    b["inbound_nodes"][0][0][1] = 1;
    json add = hears(layer("Add", "add"), {"b", "a"});
    add["inbound_nodes"][0][1][1] = 1;
    return test::functional({hears(test::input({nullptr, 3}, "in"), {}), a, b, add}, "in", "add");
}

json keras_tensor(const std::string& name, int call) {
    return {{"class_name", "__keras_tensor__"},
            {"config", {{"shape", {nullptr, 3}}, {"dtype", "float32"}, {"keras_history", {name, call, 0}}}}};
}

json node_of_keras_3(const json& arguments) {
    return {{"args", arguments}, {"kwargs", {{"mask", nullptr}, {"training", false}}}};
}

json residual_of_keras_3() {
    json description = residual_of_keras_2();
    json& layers = description["config"]["layers"];
    layers[1]["inbound_nodes"] = {node_of_keras_3(json::array({keras_tensor("in", 0)})),
                                  node_of_keras_3(json::array({keras_tensor("a", 0)}))};
    layers[2]["inbound_nodes"] = json::array({node_of_keras_3(json::array({keras_tensor("a", 1)}))});
    layers[3]["inbound_nodes"] =
        json::array({node_of_keras_3(json::array({{keras_tensor("b", 0), keras_tensor("a", 1)}}))});
    description["config"]["input_layers"] = {"in", 0, 0};
    description["config"]["output_layers"] = {"add", 0, 0};
    return description;
}

TEST(KerasFormats, FunctionalNetworksOfBothVersions) {
    const Array inner = times(times(kX, kFirst), kFirst);
    for (const json& description : {residual_of_keras_2(), residual_of_keras_3()}) {
        const ForeignFile file =
            test::read_h5(description, "2.15.0", {{"a/kernel:0", kFirst}, {"b/kernel:0", kSecond}});
        expect_near(run(file, kX), sum(times(inner, kSecond), inner));
        const Graph graph = test::graph_of(file);
        EXPECT_EQ(graph.constants.size(), 2u) << "calls of one layer share its weights";
        std::set<std::string> names;
        for (const GraphNode& node : graph.nodes) EXPECT_TRUE(names.insert(node.name).second) << node.name;
    }
}

TEST(KerasFormats, LayersMayStandBeforeThoseThatTheyHear) {
    json description = residual_of_keras_2();
    std::ranges::reverse(description["config"]["layers"]);
    const Array inner = times(times(kX, kFirst), kFirst);
    expect_near(run(test::read_h5(description, "2.4.0", {{"a/k", kFirst}, {"b/k", kSecond}}), kX),
                sum(times(inner, kSecond), inner));
}

TEST(KerasFormats, FalseConnectionsAreErrors) {
    const auto line = [](const json& description) {
        return test::error_line([&] {
            test::read_h5(description, "2.4.0", {{"a/k", kFirst}, {"b/k", kSecond}});
        });
    };
    json unknown = residual_of_keras_2();
    unknown["config"]["layers"][2]["inbound_nodes"][0][0][0] = "nobody";
    EXPECT_NE(line(unknown).find("layer 'b' (Dense) hears 'nobody'"), std::string::npos) << line(unknown);
    json circle = residual_of_keras_2();
    circle["config"]["layers"][2]["inbound_nodes"][0][0] = {"add", 0, 0, json::object()};
    EXPECT_NE(line(circle).find("hears itself"), std::string::npos) << line(circle);
    json twice = residual_of_keras_2();
    twice["config"]["layers"][2]["name"] = "a";
    EXPECT_NE(line(twice).find("two of its layers are called 'a'"), std::string::npos) << line(twice);
}

TEST(KerasFormats, NumbersInTheCodeAreConstants) {
    // Keras 2 made layers of operators, Keras 3 keeps them as operations.
    json of_two = hears(layer("TFOpLambda", "tf.math.truediv", {{"function", "math.truediv"}}), {});
    of_two["inbound_nodes"] = {{"in", 0, 0, {{"y", 4.0}, {"name", nullptr}}}};
    json of_three = hears(layer("Subtract", "subtract"), {});
    of_three["inbound_nodes"] = json::array({node_of_keras_3({1.0, keras_tensor("in", 0)})});
    const json in = hears(test::input({nullptr, 3}, "in"), {});
    Array divided = kX, taken = kX;
    for (double& value : divided.values) value /= 4;
    for (double& value : taken.values) value = 1 - value;
    expect_near(run(test::read_h5(test::functional({in, of_two}, "in", "tf.math.truediv"), "2.9.0", {}), kX),
                divided);
    expect_near(run(test::read_h5(test::functional({in, of_three}, "in", "subtract"), "3.1.0", {}), kX),
                taken);
}

// Networks in networks

/// A Sequential of two layers, inside a functional network, called twice.
json nested(int first_call) {
    json inner = hears(test::sequential({test::input({nullptr, 3}, "inner_in"), dense("a"),
                                         layer("Activation", "act", {{"activation", "tanh"}}), dense("b")},
                                        "block"),
                       {"in"});
    inner["inbound_nodes"].push_back({{"block", first_call, 0, json::object()}});
    json outer = hears(dense("a"), {"block"});
    outer["inbound_nodes"][0][0][1] = first_call + 1;
    return test::functional({hears(test::input({nullptr, 3}, "in"), {}), inner, outer}, "in", "a");
}

Array of_nested(const Array& third) {
    Array x = kX;
    for (int call = 0; call < 2; ++call) {
        x = times(x, kFirst);
        for (double& value : x.values) value = std::tanh(value);
        x = times(x, kSecond);
    }
    return times(x, third);
}

TEST(KerasFormats, NestedNetworksInH5) {
    const Array third = pattern({3, 3}, 4);
    for (const int first_call : {0, 1}) {  // Keras 2 counts a network's own making as a call
        const ForeignFile file = test::read_h5(
            nested(first_call), "2.4.0",
            {{"block/a/kernel:0", kFirst}, {"block/b/kernel:0", kSecond}, {"a/kernel:0", third}});
        expect_near(run(file, kX), of_nested(third));
        const Graph graph = test::graph_of(file);
        std::vector<std::string> names;
        for (const GraphNode& node : graph.nodes) names.push_back(node.name);
        EXPECT_EQ(names, (std::vector<std::string>{"block.a", "block.act", "block.b", "block.a.2",
                                                   "block.act.2", "block.b.2", "a"}));
    }
}

TEST(KerasFormats, ANestedLayerWithoutItsNameInH5) {
    const json inner = test::sequential({test::input({nullptr, 3}, "i"), dense("a")}, "block");
    const json description = test::sequential({test::input({nullptr, 3}), inner});
    json attributes{{"/", {{"model_config", description.dump()}, {"keras_version", "3.1.1"}}}};
    attributes["/model_weights/block"]["weight_names"] = {"kernel"};
    const std::string plain = test::plain_container({{"/model_weights/block/kernel", kFirst}}, attributes);
    expect_near(run(read_keras_h5({"a.h5", "", {}}, [&](std::string_view) { return plain; }), kX),
                times(kX, kFirst));
}

// .keras

std::string zipped(const json& config, const std::string& metadata) {
    const test::TemporaryFolder folder;
    write_file(folder / "config.json", config.dump());
    write_file(folder / "metadata.json", metadata);
    write_file(folder / "model.weights.h5", std::string_view("weights"));
    const std::string line = "cd '" + folder.path().string() +
                             "' && python3 -m zipfile -c a.keras config.json metadata.json model.weights.h5";
    EXPECT_EQ(std::system(line.c_str()), 0);
    return read_file(folder / "a.keras", 1 << 20);
}

ForeignFile read_zip(const json& config, const std::string& version, const test::NamedArrays& arrays,
                     const json& attributes) {
    const std::string plain = test::plain_container(arrays, attributes);
    return read_keras_zip({"a.keras", zipped(config, R"({"keras_version": ")" + version + "\"}"), {}},
                          [&](std::string_view bytes) {
                              EXPECT_EQ(bytes, "weights");
                              return plain;
                          });
}

TEST(KerasFormats, WeightsOfAKeras3Zip) {
    if (!Archive::available()) GTEST_SKIP() << "built without libzip";
    const Array third = pattern({3, 3}, 4);
    // Groups are called by class and number, whatever the layers' names are.
    json attributes;
    for (const char* group :
         {"/layers/dense/vars", "/layers/sequential/layers/dense/vars",
          "/layers/sequential/layers/dense_1/vars", "/layers/sequential/layers/activation/vars"})
        for (std::string path = group; !path.empty(); path = path.substr(0, path.rfind('/')))
            attributes[path] = json::object();
    attributes["/"] = json::object();
    const ForeignFile file = read_zip(nested(0), "3.4.1",
                                      {{"/layers/dense/vars/0", third},
                                       {"/layers/sequential/layers/dense/vars/0", kFirst},
                                       {"/layers/sequential/layers/dense_1/vars/0", kSecond},
                                       {"/optimizer/vars/0", kFirst}},
                                      attributes);
    EXPECT_EQ(file.format, "Keras 3");
    expect_near(run(file, kX), of_nested(third));
    ASSERT_EQ(file.skipped.size(), 1u);
    EXPECT_EQ(file.skipped[0].in(Language::English), "the optimizer's state: 1 tensor");
}

TEST(KerasFormats, WeightsOfAKeras2Zip) {
    if (!Archive::available()) GTEST_SKIP() << "built without libzip";
    // Numbers are left out there, and on Windows the separators were its own.
    const json description = test::sequential({test::input({nullptr, 3}), dense("x"), dense("y")});
    const json attributes{{"/", json::object()},
                          {"/_layer_checkpoint_dependencies\\dense", json::object()},
                          {"/_layer_checkpoint_dependencies\\dense_2", json::object()}};
    const ForeignFile file = read_zip(description, "2.13.1",
                                      {{"/_layer_checkpoint_dependencies\\dense/vars/0", kFirst},
                                       {"/_layer_checkpoint_dependencies\\dense_2/vars/0", kSecond}},
                                      attributes);
    EXPECT_EQ(file.format, "Keras 2");
    expect_near(run(file, kX), times(times(kX, kFirst), kSecond));
}

TEST(KerasFormats, GroupsMaySayWhichLayerTheyAre) {
    if (!Archive::available()) GTEST_SKIP() << "built without libzip";
    const json description = test::sequential({test::input({nullptr, 3}), dense("x"), dense("y")});
    const json attributes{{"/layers/dense", json::object()},
                          {"/layers/dense/vars", {{"name", "y"}}},
                          {"/layers/dense_1", json::object()},
                          {"/layers/dense_1/vars", {{"name", "x"}}}};
    const ForeignFile file =
        read_zip(description, "3.7.0",
                 {{"/layers/dense/vars/0", kSecond}, {"/layers/dense_1/vars/0", kFirst}}, attributes);
    expect_near(run(file, kX), times(times(kX, kFirst), kSecond));
}

TEST(KerasFormats, NamesOfGroups) {
    const std::map<std::string, std::string> expected{
        {"Conv2D", "conv2d"},           {"BatchNormalization", "batch_normalization"},
        {"PReLU", "p_re_lu"},           {"SeparableConv2D", "separable_conv2d"},
        {"TFOpLambda", "tf_op_lambda"}, {"ELU", "elu"}};
    for (const auto& [class_name, group] : expected) EXPECT_EQ(snake_case(class_name), group);
}

TEST(KerasFormats, NamesInPiecesAreOneList) {
    const json description = test::sequential({test::input({nullptr, 3}), layer("Dense", "d")});
    json attributes{{"/", {{"model_config", description.dump()}, {"keras_version", "2.4.0"}}}};
    attributes["/model_weights/d"] = {{"weight_names0", {"d/kernel:0"}}, {"weight_names1", {"d/bias:0"}}};
    const std::string plain = test::plain_container(
        {{"/model_weights/d/d/kernel:0", kFirst}, {"/model_weights/d/d/bias:0", pattern({3}, 5)}},
        attributes);
    const ForeignFile file = read_keras_h5({"a.h5", "", {}}, [&](std::string_view) { return plain; });
    EXPECT_EQ(test::graph_of(file).constants.size(), 2u);
}

// What is no network

TEST(KerasFormats, WeightsAloneHaveTheirSentence) {
    const auto line = [](const json& attributes) {
        const std::string plain = test::plain_container({{"/layers/dense/vars/0", kFirst}}, attributes);
        return test::error_line([&] {
            read_keras_h5({"a.weights.h5", "", {}}, [&](std::string_view) { return plain; });
        });
    };
    const json keras_2{{"/", {{"layer_names", {"dense"}}}}};
    const json keras_3{{"/", json::object()}, {"/layers", json::object()}};
    for (const json& attributes : {keras_2, keras_3}) {
        EXPECT_NE(line(attributes).find("it holds weights alone"), std::string::npos) << line(attributes);
        EXPECT_NE(line(attributes).find("model.save()"), std::string::npos);
    }
    const json other{{"/", {{"title", "numbers"}}}};
    EXPECT_NE(line(other).find("no model of Keras's"), std::string::npos) << line(other);
}

TEST(KerasFormats, ASubclassedModelHasItsSentence) {
    const json description{{"class_name", "MyModel"}, {"config", {{"name", "mine"}}}};
    const std::string line = test::error_line([&] { test::read_h5(description, "3.0.0", {}); });
    EXPECT_NE(line.find("class MyModel"), std::string::npos) << line;
}

TEST(KerasFormats, NamesAreNotComparedForever) {
    constexpr int kMany = 2100;
    json layers = json::array({test::input({nullptr, 3})});
    for (int i = 0; i < kMany; ++i)
        layers.push_back(layer("Activation", "a" + std::to_string(i), {{"activation", "relu"}}));
    json attributes{
        {"/", {{"model_config", test::sequential(json::array({test::sequential(layers, "inner")})).dump()}}}};
    for (int i = 0; i < kMany; ++i)
        attributes["/model_weights/inner"]["weight_names"].push_back("inner/b" + std::to_string(i));
    const std::string plain = test::plain_container({{"/w", kFirst}}, attributes);
    const std::string line = test::error_line([&] {
        read_keras_h5({"a.h5", "", {}}, [&](std::string_view) { return plain; });
    });
    EXPECT_NE(line.find("more names of layers and weights"), std::string::npos) << line;
}

TEST(KerasFormats, NetworksInNetworksAreBounded) {
    // Each calls the inner one ten times: 10 to the 8th, were nothing counted.
    json network = test::sequential(
        {test::input({nullptr, 3}), layer("Activation", "a", {{"activation", "relu"}})}, "n");
    for (int depth = 0; depth < 7; ++depth) {
        json inner = hears(network, {"in"});
        for (int call = 0; call < 9; ++call) inner["inbound_nodes"].push_back({{"in", 0, 0, json::object()}});
        network = test::functional({hears(test::input({nullptr, 3}, "in"), {}), inner}, "in", "n", "n");
    }
    const std::string line = test::error_line([&] { test::read_h5(network, "3.0.0", {}); });
    EXPECT_NE(line.find("more than 5000 layers"), std::string::npos) << line;
}

}  // namespace
}  // namespace convoscope::models::keras
