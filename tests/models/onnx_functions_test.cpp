// Functions that an ONNX file defines itself, and branches: they are put in their place.
#include <google/protobuf/unknown_field_set.h>
#include <gtest/gtest.h>

#include <functional>

#include "models/foreign.h"
#include "models/lowering.h"
#include "models/onnx/reader.h"
#include "models/onnx_proto.h"
#include "nn/forward.h"
#include "support/allocation_counter.h"
#include "support/error_line.h"

namespace convoscope::models {
namespace {

using ::onnx::AttributeProto;
using ::onnx::FunctionProto;
using ::onnx::GraphProto;
using ::onnx::ModelProto;
using ::onnx::NodeProto;
using ::onnx::TensorProto;
using test::add_attribute;
using test::add_call_to;
using test::add_function;
using test::add_node;
using test::add_node_to;
using test::add_reference;
using test::add_tensor;
using test::model_proto;
using Names = std::vector<std::string>;

Graph graph_of(const ModelProto& model) {
    return std::get<Graph>(read_onnx(test::foreign(model.SerializeAsString())).content);
}
std::string refusal(const ModelProto& model) {
    return test::error_line([&] { graph_of(model); });
}
NodeProto& add_call(ModelProto& model, const std::string& function, std::initializer_list<const char*> inputs,
                    std::initializer_list<const char*> outputs) {
    return add_call_to(*model.mutable_graph(), function, inputs, outputs);
}
double alpha_of(const GraphNode& node) { return std::get<double>(node.attributes.at("alpha")); }

/// A default of ONNX 1.14, as a schema before it keeps it.
void add_default(FunctionProto& function, const std::string& name, float value) {
    AttributeProto attribute;
    attribute.set_name(name);
    attribute.set_type(AttributeProto::FLOAT);
    attribute.set_f(value);
    function.GetReflection()->MutableUnknownFields(&function)->AddLengthDelimited(
        11, attribute.SerializeAsString());
}

TEST(OnnxFunctions, StandWhereTheyAreCalled) {
    ModelProto model = model_proto();
    FunctionProto& function = add_function(model, "Bend", {"x", "low"}, {"y"});
    add_default(function, "slope", 0.25f);
    NodeProto& bend = add_node_to(function, "LeakyRelu", {"x"}, {"h"});
    bend.set_name("bend");
    add_reference(bend, "alpha", "slope", AttributeProto::FLOAT);
    add_node_to(function, "Clip", {"h", "low"}, {"y"});
    add_tensor(model, "least", TensorProto::FLOAT, {}).add_float_data(-1);
    NodeProto& one = add_call(model, "Bend", {"x", "least"}, {"a"});
    one.set_name("one");
    add_attribute(one, "slope", AttributeProto::FLOAT).set_f(0.5f);
    add_call(model, "Bend", {"a"}, {"h"});  // called like a value of the function's own
    add_node(model, "Relu", {"h"}, {"y"});
    const Graph graph = graph_of(model);
    ASSERT_EQ(graph.nodes.size(), 5u);
    Names names;
    for (const GraphNode& node : graph.nodes) names.push_back(node.name);
    EXPECT_EQ(names, (Names{"one/bend", "one/Clip", "h/bend", "h/Clip", ""}));
    EXPECT_EQ(alpha_of(graph.nodes[0]), 0.5);
    EXPECT_EQ(alpha_of(graph.nodes[2]), 0.25) << "the function's own";
    EXPECT_EQ(graph.nodes[1].inputs, (Names{graph.nodes[0].outputs[0], "least"}));
    EXPECT_EQ(graph.nodes[1].outputs, Names{"a"});
    EXPECT_EQ(graph.nodes[3].inputs, (Names{graph.nodes[2].outputs[0], ""})) << "one that is left out";
    EXPECT_EQ(graph.nodes[3].outputs, Names{"h"});
}

TEST(OnnxFunctions, InEachOtherHandAttributesOn) {
    ModelProto model = model_proto();
    FunctionProto& inner = add_function(model, "Inner", {"a"}, {"b"});
    NodeProto& bend = add_node_to(inner, "Elu", {"a"}, {"b"});
    add_reference(bend, "alpha", "deep", AttributeProto::FLOAT);
    add_reference(bend, "beta", "missing", AttributeProto::FLOAT);
    NodeProto& number = add_node_to(inner, "Constant", {}, {"unused"});
    add_reference(number, "value_float", "deep", AttributeProto::FLOAT);
    FunctionProto& outer = add_function(model, "Outer", {"b"}, {"a"});
    NodeProto& call = add_call_to(outer, "Inner", {"b"}, {"a"});
    call.set_name("i");
    add_reference(call, "deep", "shallow", AttributeProto::FLOAT);
    NodeProto& first = add_call(model, "Outer", {"x"}, {"y"});
    first.set_name("o");
    add_attribute(first, "shallow", AttributeProto::FLOAT).set_f(0.75f);
    const Graph graph = graph_of(model);
    ASSERT_EQ(graph.nodes.size(), 1u);
    EXPECT_EQ(graph.nodes[0].name, "o/i/Elu");
    EXPECT_EQ(graph.nodes[0].inputs, Names{"x"});
    EXPECT_EQ(graph.nodes[0].outputs, Names{"y"});
    EXPECT_EQ(alpha_of(graph.nodes[0]), 0.75);
    EXPECT_FALSE(graph.nodes[0].attributes.contains("beta"));
    ASSERT_EQ(graph.constants.size(), 1u);
    EXPECT_EQ(graph.constants.begin()->second.values, std::vector<float>{0.75f});
}

TEST(OnnxFunctions, WhatOneHoldsIsThereOnce) {
    ModelProto model = model_proto();
    FunctionProto& function = add_function(model, "Add", {"x"}, {"y", "c"});
    TensorProto& tensor =
        *add_attribute(add_node_to(function, "Constant", {}, {"c"}), "value", AttributeProto::TENSOR)
             .mutable_t();
    tensor.set_data_type(TensorProto::FLOAT);
    tensor.add_dims(3);
    for (const float number : {1.0f, 2.0f, 3.0f}) tensor.add_float_data(number);
    add_node_to(function, "Add", {"x", "c"}, {"y"});
    add_call(model, "Add", {"x"}, {"a", "first"});
    add_call(model, "Add", {"a"}, {"y", "second"});
    const Graph graph = graph_of(model);
    ASSERT_EQ(graph.constants.size(), 1u);
    const std::string& name = graph.constants.begin()->first;
    ASSERT_EQ(graph.nodes.size(), 4u);
    for (const GraphNode& node : graph.nodes) {
        EXPECT_EQ(node.inputs.back(), name);
        EXPECT_EQ(node.op, node.inputs.size() == 1 ? "Identity" : "Add") << "it gives the constant, too";
    }
}

TEST(OnnxFunctions, MayGiveWhatTheyHear) {
    ModelProto model = model_proto();
    add_function(model, "Nothing", {"v"}, {"v"});
    add_call(model, "Nothing", {"x"}, {"a"});
    add_call(model, "Nothing", {"a"}, {"y"});
    const Graph graph = graph_of(model);
    ASSERT_EQ(graph.nodes.size(), 2u);
    for (const GraphNode& node : graph.nodes) EXPECT_EQ(node.op, "Identity");
    EXPECT_EQ(graph.nodes[0].inputs, Names{"x"});
    EXPECT_EQ(graph.nodes[1].outputs, Names{"y"});
}

TEST(OnnxFunctions, WhatIsWrongWithThemIsSaid) {
    const auto with = [](const std::function<void(ModelProto&, FunctionProto&)>& change) {
        ModelProto model = model_proto();
        FunctionProto& function = add_function(model, "F", {"v"}, {"w"});
        add_call(model, "F", {"x"}, {"y"}).set_name("call");
        change(model, function);
        const std::string line = refusal(model);
        EXPECT_EQ(line.find('\n'), std::string::npos);
        return line;
    };
    const auto has = [](const std::string& line, const char* words) {
        EXPECT_NE(line.find(words), std::string::npos) << line;
    };
    has(with([](auto&, auto& f) { add_call_to(f, "F", {"v"}, {"w"}); }),
        "node 'call/F' (pkg.F) calls a function of the file's that it is itself a part of");
    has(with([](auto& m, auto& f) {
            add_call_to(f, "G", {"v"}, {"w"});
            add_call_to(add_function(m, "G", {"v"}, {"w"}), "F", {"v"}, {"w"});
        }),
        "node 'call/G/F' (pkg.F) calls");
    has(with([](auto& m, auto&) { add_function(m, "F", {}, {}); }), "the function 'F' is there twice");
    has(with([](auto& m, auto&) { m.mutable_graph()->mutable_node(0)->add_output("z"); }),
        "node 'call' (pkg.F) hears or gives more values");
    has(with([](auto&, auto&) {}), "node 'call' (pkg.F) needs the value 'w'");
    has(with([](auto&, auto& f) { add_node_to(f, "Relu", {"x"}, {"w"}); }),
        "node 'call/Relu' (Relu) needs the value 'x'");  // which is the caller's
    has(with([](auto&, auto& f) {
            add_node_to(f, "Relu", {"v"}, {"w"});
            add_node_to(f, "Relu", {"v"}, {"w"});
        }),
        "the value 'w' is there twice");
}

/// Functions f0, f1, ... each of which calls the next twice.
ModelProto of_doubling_functions(int levels) {
    ModelProto model = model_proto();
    for (int level = 0; level < levels; ++level) {
        FunctionProto& function = add_function(model, "f" + std::to_string(level), {"a"}, {"c"});
        const std::string next = "f" + std::to_string(level + 1);
        add_call_to(function, next, {"a"}, {"b"});
        add_call_to(function, next, {"b"}, {"c"});
    }
    add_node_to(add_function(model, "f" + std::to_string(levels), {"a"}, {"c"}), "Relu", {"a"}, {"c"});
    add_call(model, "f0", {"x"}, {"y"});
    return model;
}

TEST(OnnxFunctions, AreNotWrittenOutWithoutEnd) {
    EXPECT_EQ(graph_of(of_doubling_functions(8)).nodes.size(), 256u);
    const std::string bytes = of_doubling_functions(25).SerializeAsString();
    const std::size_t before = test::live_bytes();
    test::forget_peak();
    const std::string line = test::error_line([&] { read_onnx(test::foreign(bytes)); });
    EXPECT_NE(line.find("more than sixteen times the file"), std::string::npos) << line;
    EXPECT_LT(test::peak_bytes() - before, (4u << 20) + 64 * bytes.size());
    // One after the other, they lie too deep.
    ModelProto model = model_proto();
    for (int level = 0; level < 70; ++level)
        add_call_to(add_function(model, "f" + std::to_string(level), {"a"}, {"c"}),
                    "f" + std::to_string(level + 1), {"a"}, {"c"});
    add_node_to(add_function(model, "f70", {"a"}, {"c"}), "Relu", {"a"}, {"c"});
    add_call(model, "f0", {"x"}, {"y"});
    EXPECT_NE(refusal(model).find("lies too deep"), std::string::npos) << refusal(model);
}

GraphProto& add_branch(NodeProto& node, const char* name, const char* output) {
    GraphProto& branch = *add_attribute(node, name, AttributeProto::GRAPH).mutable_g();
    branch.add_output()->set_name(output);
    return branch;
}

/// An If on the value "c" within a graph or a function: x + 1, or x itself.
template <class Owner>
NodeProto& add_choice(Owner& owner) {
    NodeProto& node = add_node_to(owner, "If", {"c"}, {"y"});
    node.set_name("choose");
    GraphProto& first = add_branch(node, "then_branch", "v");
    TensorProto& one = *first.add_initializer();
    one.set_name("one");
    one.set_data_type(TensorProto::FLOAT);
    one.add_float_data(1);
    add_node_to(first, "Add", {"x", "one"}, {"v"});
    add_node_to(add_branch(node, "else_branch", "v"), "Identity", {"x"}, {"v"});
    return node;
}

std::vector<float> result_on_ones(const Graph& graph) {
    const Lowered lowered = lower(graph);
    nn::Workspace workspace(lowered.model.architecture);
    load_input(lowered.input, std::vector<float>(3, 1), workspace.input());
    nn::forward(lowered.model, workspace);
    return result_of(lowered.output, workspace);
}

TEST(OnnxBranches, BecomeOneNodeThatHearsBoth) {
    for (const int holds : {0, 1}) {
        ModelProto model = model_proto();
        add_tensor(model, "c", TensorProto::BOOL, {}).add_int32_data(holds);
        add_choice(*model.mutable_graph());
        const Graph graph = graph_of(model);
        ASSERT_EQ(graph.nodes.size(), 3u);
        EXPECT_EQ(graph.nodes[0].op, "Add");
        EXPECT_EQ(graph.nodes[1].op, "Identity");
        EXPECT_EQ(graph.nodes[2].op, "If");
        EXPECT_EQ(graph.nodes[2].inputs, (Names{"c", graph.nodes[0].outputs[0], graph.nodes[1].outputs[0]}));
        EXPECT_EQ(graph.nodes[2].outputs, Names{"y"});
        EXPECT_EQ(result_on_ones(graph), std::vector<float>(3, holds != 0 ? 2.0f : 1.0f));
    }
}

TEST(OnnxBranches, OfFunctionsAreChosenByTheirCallers) {
    ModelProto model = model_proto();
    add_choice(add_function(model, "F", {"x", "c"}, {"y"}));
    add_tensor(model, "no", TensorProto::BOOL, {}).add_int32_data(0);
    add_tensor(model, "yes", TensorProto::BOOL, {}).add_int32_data(1);
    add_call(model, "F", {"x", "yes"}, {"a"});
    add_call(model, "F", {"a", "no"}, {"b"});
    add_call(model, "F", {"b", "yes"}, {"y"});
    const Graph graph = graph_of(model);
    EXPECT_EQ(graph.nodes.size(), 9u);
    EXPECT_EQ(graph.constants.size(), 3u);
    EXPECT_EQ(result_on_ones(graph), std::vector<float>(3, 3));
}

/// Whether a batch has to be made for it: a choice between `op` on the value and the value itself.
void add_choice_of(FunctionProto& function, const char* op, const char* value, const char* result) {
    NodeProto& node = add_node_to(function, "If", {"no_batch"}, {result});
    add_node_to(add_branch(node, "then_branch", "v"), op, {value, "axes"}, {"v"});
    add_node_to(add_branch(node, "else_branch", "v"), "Identity", {value}, {"v"});
}

TEST(OnnxBranches, InAConvolutionOfPyTorchsNewerExporter) {
    ModelProto model = model_proto(18);
    FunctionProto& rank = add_function(model, "Rank", {"v"}, {"rank"});
    add_node_to(rank, "Shape", {"v"}, {"shape"});
    add_node_to(rank, "Size", {"shape"}, {"rank"});
    FunctionProto& function = add_function(model, "conv", {"x", "w", "b", "is_transposed"}, {"y"});
    add_call_to(function, "Rank", {"x"}, {"of_x"});
    add_call_to(function, "Rank", {"w"}, {"of_w"});
    add_node_to(function, "Equal", {"of_x", "of_w"}, {"has_batch"});
    add_node_to(function, "Not", {"has_batch"}, {"no_batch"});
    add_attribute(add_node_to(function, "Constant", {}, {"axes"}), "value_ints", AttributeProto::INTS)
        .add_ints(0);
    add_choice_of(function, "Unsqueeze", "x", "batch");
    NodeProto& choice = add_node_to(function, "If", {"is_transposed"}, {"z"});
    for (const char* op : {"ConvTranspose", "Conv"}) {
        GraphProto& branch =
            add_branch(choice, op == std::string("Conv") ? "else_branch" : "then_branch", "v");
        NodeProto& conv = add_node_to(branch, op, {"batch", "w", "b"}, {"v"});
        add_reference(conv, "strides", "stride", AttributeProto::INTS);
    }
    add_choice_of(function, "Squeeze", "z", "y");
    model.mutable_graph()
        ->mutable_input(0)
        ->mutable_type()
        ->mutable_tensor_type()
        ->mutable_shape()
        ->add_dim()
        ->set_dim_value(3);
    model.mutable_graph()
        ->mutable_input(0)
        ->mutable_type()
        ->mutable_tensor_type()
        ->mutable_shape()
        ->mutable_dim(1)
        ->set_dim_value(1);
    auto& weights = add_tensor(model, "conv1.weight", TensorProto::FLOAT, {2, 1, 2});
    for (const float number : {1.0f, 2.0f, 3.0f, 4.0f}) weights.add_float_data(number);
    auto& bias = add_tensor(model, "conv1.bias", TensorProto::FLOAT, {2});
    for (const float number : {0.0f, 1.0f}) bias.add_float_data(number);
    add_tensor(model, "no", TensorProto::BOOL, {}).add_int32_data(0);
    NodeProto& call = add_call(model, "conv", {"x", "conv1.weight", "conv1.bias", "no"}, {"a"});
    call.set_name("conv1");
    add_attribute(call, "stride", AttributeProto::INTS).add_ints(1);
    add_node(model, "Relu", {"a"}, {"y"});
    const Graph graph = graph_of(model);
    EXPECT_EQ(result_on_ones(graph), (std::vector<float>{3, 3, 8, 8}));
    const Lowered lowered = lower(graph);
    EXPECT_EQ(lowered.origins, (Names{"x", "conv1/Conv"})) << "one layer, with its non-linearity";
}

TEST(OnnxBranches, ThatAreNotWholeAreRefused) {
    const auto line = [](const std::function<void(NodeProto&)>& change) {
        ModelProto model = model_proto();
        add_tensor(model, "c", TensorProto::BOOL, {}).add_int32_data(1);
        change(add_choice(*model.mutable_graph()));
        return refusal(model);
    };
    const char* words = "node 'choose' (If) has not one condition and two branches";
    EXPECT_NE(line([](NodeProto& node) { node.mutable_attribute()->RemoveLast(); }).find(words),
              std::string::npos);
    EXPECT_NE(line([](NodeProto& node) { node.add_output("z"); }).find(words), std::string::npos);
    EXPECT_NE(line([](NodeProto& node) { node.add_input("x"); }).find(words), std::string::npos);
    EXPECT_NE(line([](NodeProto& node) {
                  node.mutable_attribute(1)->mutable_g()->mutable_node(0)->set_input(0, "q");
              }).find("needs the value 'q'"),
              std::string::npos);
}

}  // namespace
}  // namespace convoscope::models
