// Networks of ours as ONNX: the format's own checker accepts them, and our reader makes of them what they
// were.
#include "models/onnx/writer.h"

#include <gtest/gtest.h>
#include <onnx/checker.h>
#include <onnx/onnx_pb.h>

#include <set>

#include "data/own_digits.h"
#include "models/bytes.h"
#include "models/every_layer.h"
#include "models/foreign.h"
#include "models/import.h"
#include "models/onnx/graph_writer.h"
#include "nn/forward.h"
#include "support/bundled.h"
#include "support/error_line.h"

namespace convoscope::models {
namespace {

using nn::Activation;
using nn::Architecture;
using nn::Model;
using nn::Node;
using test::around;
using test::graph_node;
using test::random_model;
using test::window_node;

constexpr double kTolerance = 1e-5;

std::string onnx_of(const Model& model, WrittenOutput output = WrittenOutput::Activations) {
    test::StringSink sink;
    write_onnx(model, output, sink);
    return sink.bytes;
}

::onnx::ModelProto parsed(const std::string& bytes) {
    ::onnx::ModelProto proto;
    EXPECT_TRUE(proto.ParseFromString(bytes));
    return proto;
}

Imported read_again(const std::string& bytes) {
    return import_model({"again.onnx", bytes, nullptr}, ImportOptions{});
}

/// Each layer of `again` that is called like one of `model` has the same values; the last ones are the same.
/// @return how many layers were compared
int expect_same_values(const Model& model, const Imported& again) {
    nn::Workspace before(model.architecture);
    nn::Workspace after(again.model->architecture);
    const auto input = test::random_values<float>(before.input().size(), 5);
    std::ranges::copy(input, before.input().begin());
    load_input(again.input, input, after.input());
    nn::forward(model, before);
    nn::forward(*again.model, after);
    EXPECT_TRUE(test::agree(result_of(again.output, after), before.output(), kTolerance));
    int compared = 0;
    for (std::size_t index = 1; index < model.architecture.nodes.size(); ++index) {
        const Node& node = model.architecture.nodes[index];
        const int there = again.model->architecture.find(node.name);
        if (there < 0) continue;  // it only moves values, or joined the layer before it
        const Node& other = again.model->architecture.nodes[static_cast<std::size_t>(there)];
        if (other.activation != node.activation || other.output != node.output) continue;
        SCOPED_TRACE(node.name);
        EXPECT_TRUE(test::agree(after.pre_activations(there), before.pre_activations(static_cast<int>(index)),
                                kTolerance));
        EXPECT_TRUE(
            test::agree(after.activations(there), before.activations(static_cast<int>(index)), kTolerance));
        ++compared;
    }
    return compared;
}

Imported round_trip(const Model& model) {
    const std::string bytes = onnx_of(model);
    EXPECT_NO_THROW(::onnx::checker::check_model(parsed(bytes)));
    return read_again(bytes);
}

TEST(OnnxWriter, BundledModelsComeBackLayerForLayer) {
    for (const std::string& name : bundled_models(test::assets())) {
        SCOPED_TRACE(name);
        const nn::ModelPtr model = test::bundled_model(name);
        const Imported again = round_trip(*model);
        const Architecture& was = model->architecture;
        const Architecture& is = again.model->architecture;
        EXPECT_EQ(expect_same_values(*model, again), static_cast<int>(was.nodes.size()) - 1);
        EXPECT_EQ(is.nodes.size(), was.nodes.size());
        EXPECT_EQ(is.classes, was.classes);
        EXPECT_EQ(is.input.low, was.input.low);
        EXPECT_EQ(is.input.high, was.input.high);
        EXPECT_EQ(is.input.preprocessing, was.input.preprocessing);
        EXPECT_FLOAT_EQ(is.temperature, was.temperature);
        EXPECT_EQ(is.unsure_below, was.unsure_below);
        EXPECT_TRUE(again.classes_known);
        EXPECT_EQ(again.of, 0) << "nothing is left to be guessed";
    }
}

// The doctor has nothing to ask about it, whether there are digits to try it on or not.
TEST(OnnxWriter, AnExportSaysAllOfItself) {
    ImportOptions options;
    options.exam = exam_of(data::load_own_digits(test::assets()));
    const nn::ModelPtr model = test::bundled_model("fashion");
    std::string bytes = onnx_of(*model);
    const Imported again = import_model({"again.onnx", bytes, nullptr}, options);
    EXPECT_TRUE(again.says_all);
    EXPECT_FALSE(again.is_doubtful());
    EXPECT_EQ(again.of, 0);

    Choice choice{"", again.chosen.shown, std::vector<std::string>(10, "a")};
    choice.shown.range = {1, 0};
    options.choice = [&](std::uint64_t) { return choice; };
    const Imported chosen = import_model({"again.onnx", bytes, nullptr}, options);
    EXPECT_EQ(chosen.model->architecture.input.low, 1);
    EXPECT_TRUE(chosen.classes_chosen);
    EXPECT_EQ(chosen.model->architecture.classes, choice.classes);
    choice.classes = {"a", "b"};
    EXPECT_EQ(import_model({"again.onnx", bytes, nullptr}, options).model->architecture.classes,
              model->architecture.classes);
    choice.classes = std::vector<std::string>(10, "\xff");
    EXPECT_FALSE(import_model({"again.onnx", bytes, nullptr}, options).classes_chosen);
}

// Then it is tried like any other file, and names that are too few are none.
TEST(OnnxWriter, AnExportThatSaysSomethingElseIsTried) {
    ImportOptions options;
    options.exam = exam_of(data::load_own_digits(test::assets()));
    std::string bytes = onnx_of(*test::bundled_model("fashion"));
    const std::string between = R"(T-shirt","trousers)";
    for (std::size_t at = bytes.find(between); at != std::string::npos; at = bytes.find(between))
        bytes.replace(at, between.size(), "T-shirt, ,trousers");
    const Imported again = import_model({"again.onnx", bytes, nullptr}, options);
    EXPECT_FALSE(again.says_all);
    EXPECT_FALSE(again.classes_known);
    EXPECT_EQ(again.of, 200);
}

TEST(OnnxWriter, EveryOperatorHasAWriter) {
    for (const nn::Operator* op : nn::operators()) {
        if (op == &nn::ops::input) continue;
        EXPECT_NE(onnx::writer_of(*op), nullptr) << op->name;
    }
}

TEST(OnnxWriter, GraphsOfEveryOperatorComeBack) {
    const Model branches = random_model(test::graph_network());
    EXPECT_GE(expect_same_values(branches, round_trip(branches)), 14);
    const Model odd = random_model(test::odd_network());
    EXPECT_GE(expect_same_values(odd, round_trip(odd)), 6);
}

TEST(OnnxWriter, EveryLayerComesBackBehindMapsAndBehindUnits) {
    for (const auto& [what, model] : test::every_layer()) {
        SCOPED_TRACE(what);
        EXPECT_GE(expect_same_values(model, round_trip(model)), 1);
    }
}

TEST(OnnxWriter, EveryNonLinearityComesBack) {
    for (const auto& [what, model] : test::every_bend()) {
        SCOPED_TRACE(what);
        EXPECT_EQ(expect_same_values(model, round_trip(model)), 3);
    }
}

TEST(OnnxWriter, ALastLayerOfMapsAndOneOfScores) {
    // A softmax over all units of maps, after which the maps have their shape again.
    Architecture maps = test::network(
        {1, 4, 4},
        {test::input_node(), window_node("maps", nn::ops::conv, 0, 2, {3, 3}, Activation::Softmax)}, 8);
    maps.temperature = 0.7f;
    const Model of_maps = random_model(maps);
    expect_same_values(of_maps, round_trip(of_maps));
    // Maps of one place are classes.
    const Model pooled = random_model(test::network(
        {3, 4, 4}, {test::input_node(), window_node("pool", nn::ops::average_pool, 0, 0, {4, 4})}, 3));
    const ::onnx::ModelProto proto = parsed(onnx_of(pooled));
    EXPECT_EQ(proto.graph().output(0).type().tensor_type().shape().dim_size(), 2);
    EXPECT_EQ(proto.graph().output(0).name(), "pool");
    expect_same_values(pooled, round_trip(pooled));
}

TEST(OnnxWriter, AFileEndsAsTheOneThatItCameFrom) {
    const Model model =
        random_model(around(graph_node("middle", nn::ops::bend, {1}, Activation::Tanh), true));
    nn::Workspace workspace(model.architecture);
    const auto input = test::random_values<float>(workspace.input().size(), 6);
    std::ranges::copy(input, workspace.input().begin());
    nn::forward(model, workspace);
    const auto result = [&](const Imported& again) {
        nn::Workspace other(again.model->architecture);
        load_input(again.input, input, other.input());
        nn::forward(*again.model, other);
        EXPECT_TRUE(test::agree(other.output(), workspace.output(), kTolerance))
            << "probabilities all the same";
        return result_of(again.output, other);
    };
    const int last = static_cast<int>(model.architecture.nodes.size()) - 1;
    EXPECT_TRUE(test::agree(result(read_again(onnx_of(model, WrittenOutput::Logits))),
                            workspace.pre_activations(last), kTolerance));
    std::vector<float> logarithms;
    for (const float one : workspace.output()) logarithms.push_back(std::log(one));
    EXPECT_TRUE(test::agree(result(read_again(onnx_of(model, WrittenOutput::LogProbabilities))), logarithms,
                            kTolerance));
}

TEST(OnnxWriter, NamesThatCouldMeetStayApart) {
    std::vector<Node> nodes{test::input_node(), test::linear_node("a", 0, 5, Activation::Relu),
                            test::linear_node("a.weight", 1, 5, Activation::Swish),
                            test::linear_node("a.bias", 2, 4, Activation::Softmax)};
    nodes[2].alpha = 0.5f;
    const Model model = random_model(test::network({1, 3, 3}, std::move(nodes), 4));
    EXPECT_EQ(expect_same_values(model, round_trip(model)), 3);
}

TEST(OnnxWriter, OthersFindTheClassesAndABatch) {
    const ::onnx::ModelProto proto = parsed(onnx_of(*test::bundled_model("fashion")));
    EXPECT_EQ(proto.metadata_props(0).key(), "classes");
    EXPECT_EQ(proto.metadata_props(0).value().substr(0, 2), "[\"");
    EXPECT_EQ(proto.graph().input(0).type().tensor_type().shape().dim(0).dim_param(), "batch");
    EXPECT_EQ(proto.graph().input_size(), 1) << "weights are initialisers";
    std::set<std::string> names;
    for (const auto& tensor : proto.graph().initializer()) names.insert(tensor.name());
    EXPECT_TRUE(names.contains("conv1.weight"));
}

TEST(OnnxWriter, MetadataOfAnotherNetworkAreLeftOut) {
    ::onnx::ModelProto proto = parsed(onnx_of(*test::bundled_model("mlp")));
    for (auto& entry : *proto.mutable_metadata_props())
        if (entry.key() == "convoscope") entry.set_value(R"({"version":1,"classes":["a"]})");
    const Imported again = read_again(proto.SerializeAsString());
    EXPECT_EQ(again.model->architecture.classes, test::bundled_model("mlp")->architecture.classes)
        << "they are there a second time";
}

TEST(OnnxWriter, WhatCannotBeReadAgainIsNotWritten) {
    Model model = random_model(around(graph_node("middle", nn::ops::bend, {1}, Activation::Tanh), true));
    model.edit([](std::vector<nn::Parameters>& all) { all[1].bias[2] = INFINITY; });
    EXPECT_NE(test::error_line([&] { onnx_of(model); }).find("below.bias"), std::string::npos);
}

TEST(OnnxWriter, WhatCannotBeWrittenSaysSo) {
    class FullDisk final : public ByteSink {
      public:
        void write(std::string_view) override { throw Error(Message::verbatim("the disk is full")); }
    };
    FullDisk sink;
    const auto write = [&] { write_onnx(*test::bundled_model("mlp"), WrittenOutput::Activations, sink); };
    EXPECT_EQ(test::error_line(write), "the disk is full");
}

}  // namespace
}  // namespace convoscope::models
