#include "models/onnx/reader.h"

#include <gtest/gtest.h>

#include <cmath>
#include <cstdint>
#include <limits>

#include "models/foreign.h"
#include "models/onnx_proto.h"
#include "support/allocation_counter.h"
#include "support/error_line.h"

namespace convoscope::models {
namespace {

using ::onnx::AttributeProto;
using ::onnx::ModelProto;
using ::onnx::TensorProto;
using test::add_attribute;
using test::add_external;
using test::add_node;
using test::add_tensor;
using test::bytes_of;
using test::foreign;
using test::model_proto;
using Integers = std::vector<std::int64_t>;
using Floats = std::vector<float>;

Graph graph_of(ForeignBytes file) { return std::get<Graph>(read_onnx(std::move(file)).content); }
Graph graph_of(const ModelProto& model) { return graph_of(foreign(model.SerializeAsString())); }
std::string refusal(const ModelProto& model, std::map<std::string, std::string> beside = {}) {
    return test::error_line([&] { graph_of(foreign(model.SerializeAsString(), std::move(beside))); });
}

ModelProto with_relu() {
    ModelProto model = model_proto();
    add_node(model, "Relu", {"x"}, {"y"});
    return model;
}

/// What an initialiser is read as.
GraphTensor read(const std::function<void(TensorProto&)>& fill, TensorProto::DataType type,
                 std::initializer_list<std::int64_t> shape) {
    ModelProto model = with_relu();
    fill(add_tensor(model, "w", type, shape));
    return graph_of(model).constants.at("w");
}
GraphTensor read_raw(TensorProto::DataType type, const std::string& bytes, std::int64_t count) {
    return read([&](TensorProto& tensor) { tensor.set_raw_data(bytes); }, type, {count});
}

TEST(OnnxReaderTest, ReadsAGraph) {
    ModelProto model = model_proto(17);
    auto& node = add_node(model, "Gemm", {"x", "w", ""}, {"y"});
    node.set_name("fc1");
    add_attribute(node, "alpha", AttributeProto::FLOAT).set_f(0.5f);
    add_attribute(node, "transB", AttributeProto::INT).set_i(-1);
    add_attribute(node, "mode", AttributeProto::STRING).set_s("SAME_UPPER");
    auto& ints = add_attribute(node, "pads", AttributeProto::INTS);
    ints.add_ints(1);
    ints.add_ints(2);
    add_attribute(node, "floats", AttributeProto::FLOATS).add_floats(1.5f);
    add_attribute(node, "strings", AttributeProto::STRINGS).add_strings("a");
    auto& tensor = *add_attribute(node, "tensor", AttributeProto::TENSOR).mutable_t();
    tensor.set_data_type(TensorProto::INT64);
    tensor.add_int64_data(7);
    auto& weights = add_tensor(model, "w", TensorProto::FLOAT, {1, 2});
    weights.add_float_data(1.5f);
    weights.add_float_data(-2);

    const ForeignFile file = read_onnx(foreign(model.SerializeAsString()));
    EXPECT_EQ(file.format, "ONNX");
    EXPECT_EQ(file.producer, "test 1.0");
    EXPECT_TRUE(file.skipped.empty());
    const Graph& graph = std::get<Graph>(file.content);
    EXPECT_EQ(graph.opset, 17);
    ASSERT_EQ(graph.inputs.size(), 1u);
    EXPECT_EQ(graph.inputs[0].name, "x");
    EXPECT_EQ(graph.inputs[0].shape, (Integers{1, 3}));
    EXPECT_EQ(graph.outputs, std::vector<std::string>{"y"});
    ASSERT_EQ(graph.nodes.size(), 1u);
    EXPECT_EQ(graph.nodes[0].op, "Gemm");
    EXPECT_EQ(graph.nodes[0].name, "fc1");
    EXPECT_EQ(graph.nodes[0].inputs, (std::vector<std::string>{"x", "w", ""}));
    EXPECT_EQ(graph.nodes[0].outputs, std::vector<std::string>{"y"});
    const auto& attributes = graph.nodes[0].attributes;
    EXPECT_EQ(std::get<double>(attributes.at("alpha")), 0.5);
    EXPECT_EQ(std::get<std::int64_t>(attributes.at("transB")), -1);
    EXPECT_EQ(std::get<std::string>(attributes.at("mode")), "SAME_UPPER");
    EXPECT_EQ(std::get<Integers>(attributes.at("pads")), (Integers{1, 2}));
    EXPECT_EQ(std::get<std::vector<double>>(attributes.at("floats")), std::vector<double>{1.5});
    EXPECT_EQ(std::get<std::vector<std::string>>(attributes.at("strings")), std::vector<std::string>{"a"});
    EXPECT_EQ(std::get<GraphTensor>(attributes.at("tensor")).integers, Integers{7});
    EXPECT_EQ(graph.constants.at("w").shape, (Integers{1, 2}));
    EXPECT_EQ(graph.constants.at("w").values, (Floats{1.5f, -2}));
}

TEST(OnnxReaderTest, ReadsNumbersOfEveryWidthFromRawBytes) {
    EXPECT_EQ(read_raw(TensorProto::FLOAT, bytes_of({1.5f, -2.0f}), 2).values, (Floats{1.5f, -2}));
    EXPECT_EQ(read_raw(TensorProto::DOUBLE, bytes_of({1.5, -2.0}), 2).values, (Floats{1.5f, -2}));
    const auto halves = bytes_of<std::uint16_t>({0x3c00, 0xc000, 0x3555, 0x0001, 0x7bff, 0x0400, 0x8000});
    const auto from_half = read_raw(TensorProto::FLOAT16, halves, 7).values;
    EXPECT_EQ(from_half,
              (Floats{1, -2, 1365.0f / 4096, std::ldexp(1.0f, -24), 65504, std::ldexp(1.0f, -14), 0}));
    EXPECT_TRUE(std::signbit(from_half[6]));
    const auto no_numbers =
        read_raw(TensorProto::FLOAT16, bytes_of<std::uint16_t>({0xfc00, 0x7e00}), 2).values;
    EXPECT_EQ(no_numbers[0], -std::numeric_limits<float>::infinity());
    EXPECT_TRUE(std::isnan(no_numbers[1]));
    EXPECT_EQ(read_raw(TensorProto::BFLOAT16, bytes_of<std::uint16_t>({0x3f80, 0xc040}), 2).values,
              (Floats{1, -3}));
    EXPECT_EQ(read_raw(TensorProto::INT8, "\xff\x01", 2).integers, (Integers{-1, 1}));
    EXPECT_EQ(read_raw(TensorProto::UINT8, "\xff\x01", 2).integers, (Integers{255, 1}));
    EXPECT_EQ(read_raw(TensorProto::BOOL, std::string("\x02\0", 2), 2).integers, (Integers{1, 0}));
    EXPECT_EQ(read_raw(TensorProto::INT16, bytes_of<std::int16_t>({-300}), 1).integers, Integers{-300});
    EXPECT_EQ(read_raw(TensorProto::UINT16, bytes_of<std::uint16_t>({65535}), 1).integers, Integers{65535});
    EXPECT_EQ(read_raw(TensorProto::INT32, bytes_of<std::int32_t>({-70000}), 1).integers, Integers{-70000});
    EXPECT_EQ(read_raw(TensorProto::UINT32, bytes_of<std::uint32_t>({4000000000u}), 1).integers,
              Integers{4000000000});
    EXPECT_EQ(read_raw(TensorProto::INT64, bytes_of<std::int64_t>({-1, 1ll << 40}), 2).integers,
              (Integers{-1, 1ll << 40}));
    EXPECT_EQ(read_raw(TensorProto::UINT64, bytes_of<std::uint64_t>({5}), 1).integers, Integers{5});
}

TEST(OnnxReaderTest, ReadsNumbersOfEveryWidthFromLists) {
    EXPECT_EQ(read([](auto& t) { t.add_double_data(0.25); }, TensorProto::DOUBLE, {1}).values, Floats{0.25f});
    EXPECT_EQ(read([](auto& t) { t.add_int32_data(0x3c00); }, TensorProto::FLOAT16, {1}).values, Floats{1});
    EXPECT_EQ(read([](auto& t) { t.add_int32_data(0x3f80); }, TensorProto::BFLOAT16, {1}).values, Floats{1});
    EXPECT_EQ(read([](auto& t) { t.add_int32_data(-5); }, TensorProto::INT8, {1}).integers, Integers{-5});
    EXPECT_EQ(read([](auto& t) { t.add_int32_data(200); }, TensorProto::UINT8, {1}).integers, Integers{200});
    EXPECT_EQ(read([](auto& t) { t.add_int32_data(1); }, TensorProto::BOOL, {1}).integers, Integers{1});
    EXPECT_EQ(read([](auto& t) { t.add_uint64_data(9); }, TensorProto::UINT32, {1}).integers, Integers{9});
    EXPECT_EQ(read([](auto& t) { t.add_int64_data(9); }, TensorProto::INT64, {}).integers, Integers{9});
    EXPECT_EQ(read([](auto&) {}, TensorProto::FLOAT, {0, 4}).size(), 0u);
}

TEST(OnnxReaderTest, ConstantNodesAndInitialisersAreConstants) {
    ModelProto model = model_proto();
    model.mutable_graph()->add_input()->set_name("w");  // as files of before 2019 have it
    add_tensor(model, "w", TensorProto::FLOAT, {1}).add_float_data(3);
    auto& value =
        *add_attribute(add_node(model, "Constant", {}, {"a"}), "value", AttributeProto::TENSOR).mutable_t();
    value.set_data_type(TensorProto::INT64);
    value.add_dims(1);
    value.add_int64_data(-1);
    add_attribute(add_node(model, "Constant", {}, {"b"}), "value_float", AttributeProto::FLOAT).set_f(0.5f);
    add_attribute(add_node(model, "Constant", {}, {"c"}), "value_int", AttributeProto::INT).set_i(0);
    add_attribute(add_node(model, "Constant", {}, {"d"}), "value_floats", AttributeProto::FLOATS)
        .add_floats(2);
    add_attribute(add_node(model, "Constant", {}, {"e"}), "value_ints", AttributeProto::INTS).add_ints(4);
    add_attribute(add_node(model, "Constant", {}, {"f"}), "value_ints", AttributeProto::INTS);
    add_node(model, "Relu", {"x"}, {"y"});
    const Graph graph = graph_of(model);
    ASSERT_EQ(graph.nodes.size(), 1u);
    ASSERT_EQ(graph.inputs.size(), 1u);
    EXPECT_EQ(graph.constants.size(), 7u);
    EXPECT_EQ(graph.constants.at("a").integers, Integers{-1});
    EXPECT_EQ(graph.constants.at("a").shape, Integers{1});
    EXPECT_EQ(graph.constants.at("b").values, Floats{0.5f});
    EXPECT_EQ(graph.constants.at("b").shape, Integers{});
    EXPECT_EQ(graph.constants.at("c").integers, Integers{0});
    EXPECT_EQ(graph.constants.at("d").values, Floats{2});
    EXPECT_EQ(graph.constants.at("d").shape, Integers{1});
    EXPECT_EQ(graph.constants.at("e").integers, Integers{4});
    EXPECT_EQ(graph.constants.at("f").shape, Integers{0});
    add_attribute(add_node(model, "Constant", {}, {"s"}), "value_string", AttributeProto::STRING).set_s("s");
    EXPECT_NE(refusal(model).find("the node that computes 's' (Constant) has no value"), std::string::npos);
}

TEST(OnnxReaderTest, InputsOfAnySizeHaveMinusOne) {
    ModelProto model = with_relu();
    auto& shape =
        *model.mutable_graph()->mutable_input(0)->mutable_type()->mutable_tensor_type()->mutable_shape();
    shape.mutable_dim(0)->set_dim_param("batch");
    shape.add_dim();
    EXPECT_EQ(graph_of(model).inputs[0].shape, (Integers{-1, 3, -1}));
    model.mutable_graph()->mutable_input(0)->clear_type();
    EXPECT_EQ(graph_of(model).inputs[0].shape, Integers{});
}

TEST(OnnxReaderTest, PutsNodesInOrder) {
    ModelProto model = model_proto();
    add_node(model, "Add", {"b", "a"}, {"y"});
    add_node(model, "Relu", {"a"}, {"b"});
    add_node(model, "Tanh", {"x"}, {"a"});
    const Graph graph = graph_of(model);
    ASSERT_EQ(graph.nodes.size(), 3u);
    EXPECT_EQ(graph.nodes[0].op, "Tanh");
    EXPECT_EQ(graph.nodes[1].op, "Relu");
    EXPECT_EQ(graph.nodes[2].op, "Add");
}

TEST(OnnxReaderTest, OtherDomainsStandBeforeTheOperator) {
    ModelProto model = model_proto();
    add_node(model, "FusedConv", {"x"}, {"a"}).set_domain("com.microsoft");
    add_node(model, "Relu", {"a"}, {"y"}).set_domain("ai.onnx");
    auto& other = *model.add_opset_import();
    other.set_domain("com.microsoft");
    other.set_version(99);
    const Graph graph = graph_of(model);
    EXPECT_EQ(graph.nodes[0].op, "com.microsoft.FusedConv");
    EXPECT_EQ(graph.nodes[1].op, "Relu");
    EXPECT_EQ(graph.opset, 13);
}

TEST(OnnxReaderTest, QuantizeLinearSaysWhereItCutsOff) {
    ModelProto model = model_proto();
    add_tensor(model, "scale", TensorProto::FLOAT, {}).add_float_data(0.5f);
    add_tensor(model, "zero", TensorProto::INT8, {}).add_int32_data(0);
    add_node(model, "QuantizeLinear", {"x", "scale", "zero"}, {"y"});
    EXPECT_EQ(std::get<std::int64_t>(graph_of(model).nodes[0].attributes.at("output_dtype")), 3);
}

TEST(OnnxReaderTest, ReadsDataFromAFileBeside) {
    ModelProto model = with_relu();
    auto& tensor = add_tensor(model, "w", TensorProto::FLOAT, {2});
    add_external(tensor, "location", "w.data");
    add_external(tensor, "offset", "4");
    add_external(tensor, "length", "8");
    const std::string data = bytes_of({1.0f, 2.0f, 3.0f});
    const std::string bytes = model.SerializeAsString();
    EXPECT_EQ(graph_of(foreign(bytes, {{"w.data", data}})).constants.at("w").values, (Floats{2, 3}));

    EXPECT_EQ(
        refusal(model),
        "its weights lie in a second file, 'w.data', which is missing or cannot be read: put it into the "
        "same folder");
    EXPECT_NE(refusal(model, {{"w.data", data.substr(0, 8)}}).find("lie behind the end of 'w.data'"),
              std::string::npos);
    EXPECT_NE(refusal(model, {{"w.data", "abc"}}).find("lie behind the end of 'w.data'"), std::string::npos);
    ForeignBytes alone = foreign(bytes);
    alone.beside = nullptr;
    EXPECT_NE(test::error_line([&] { read_onnx(alone); }).find("w.data"), std::string::npos);
}

TEST(OnnxReaderTest, DataInOtherFoldersAreRefused) {
    for (const char* name : {"../w", "/etc/passwd", "a/b", "..", ".", "a\\b", "C:w", "./w"}) {
        ModelProto model = with_relu();
        add_external(add_tensor(model, "w", TensorProto::FLOAT, {2}), "location", name);
        EXPECT_NE(refusal(model, {{name, "12345678"}}).find("only files in the model's own folder"),
                  std::string::npos)
            << name;
    }
}

TEST(OnnxReaderTest, NumbersOfDataThatAreNoneAreRefused) {
    for (const char* number : {"-1", "4x", "99999999999999999999", "18446744073709551615"})
        for (const char* key : {"offset", "length"}) {
            ModelProto model = with_relu();
            auto& tensor = add_tensor(model, "w", TensorProto::FLOAT, {2});
            add_external(tensor, "location", "w");
            add_external(tensor, key, number);
            EXPECT_NE(refusal(model, {{"w", "12345678"}}), "") << key << number;
        }
    ModelProto model = with_relu();
    for (const char* name : {"v", "w"})
        add_external(add_tensor(model, name, TensorProto::FLOAT, {2}), "location", "f");
    EXPECT_NE(refusal(model, {{"f", "12345678"}}).find("claim more bytes"), std::string::npos);
}

TEST(OnnxReaderTest, RefusesWhatItDoesNotKnow) {
    const auto with = [](const std::function<void(ModelProto&)>& change) {
        ModelProto model = with_relu();
        change(model);
        return refusal(model);
    };
    const auto has = [](const std::string& line, const char* words) {
        EXPECT_NE(line.find(words), std::string::npos) << line;
        EXPECT_EQ(line.find('\n'), std::string::npos);
    };
    has(with([](auto& m) {
            auto& node = add_node(m, "Loop", {"x"}, {"z"});
            node.set_name("again");
            add_attribute(node, "body", AttributeProto::GRAPH).mutable_g();
        }),
        "node 'again' (Loop) has a graph inside it ('body')");
    has(with([](auto& m) { m.clear_graph(); }), "holds no network");
    has(with([](auto& m) { m.mutable_graph()->clear_output(); }), "has no output");
    has(with([](auto& m) { m.clear_opset_import(); }), "does not say which version");
    has(with([](auto& m) { m.mutable_opset_import(0)->set_version(-5); }), "version -5");
    has(with([](auto& m) { m.mutable_opset_import(0)->set_version(27); }), "versions 1 to 26");
    has(with([](auto& m) { m.mutable_graph()->mutable_node(0)->clear_op_type(); }), "a node has no operator");
    has(with([](auto& m) {
            add_attribute(*m.mutable_graph()->mutable_node(0), "a", AttributeProto::INT);
            add_attribute(*m.mutable_graph()->mutable_node(0), "a", AttributeProto::INT);
        }),
        "the attribute 'a' twice");
    has(with([](auto& m) {
            add_attribute(*m.mutable_graph()->mutable_node(0), "a", AttributeProto::TYPE_PROTO);
        }),
        "'a' of the node that computes 'y' (Relu) is no number");
    has(with([](auto& m) { add_node(m, "Relu", {"x"}, {"y"}); }), "the value 'y' is there twice");
    has(with([](auto& m) { add_node(m, "Relu", {"x"}, {"x"}); }), "the value 'x' is there twice");
    has(with([](auto& m) { add_node(m, "Relu", {"q"}, {"z"}); }), "needs the value 'q'");
    has(with([](auto& m) { m.mutable_graph()->add_output()->set_name("q"); }), "computes the output 'q'");
    has(with([](auto& m) {
            add_node(m, "Relu", {"a"}, {"b"});
            add_node(m, "Relu", {"b"}, {"a"});
        }),
        "in a ring");
    has(with([](auto& m) { m.mutable_graph()->add_sparse_initializer()->mutable_values()->set_name("w"); }),
        "tensor 'w' is sparse");
    has(with([](auto& m) { add_tensor(m, "w", TensorProto::STRING, {1}).add_string_data("a"); }),
        "tensor 'w' is of type STRING");
    has(with([](auto& m) { add_tensor(m, "w", TensorProto::COMPLEX64, {0}); }), "type COMPLEX64");
    has(with([](auto& m) { add_tensor(m, "w", static_cast<TensorProto::DataType>(22), {0}); }), "type 22");
    has(with([](auto& m) {
            m.mutable_graph()->mutable_input(0)->mutable_type()->mutable_tensor_type()->set_elem_type(
                TensorProto::STRING);
        }),
        "the input 'x' takes text");
    has(with([](auto& m) { m.mutable_graph()->mutable_input(0)->mutable_type()->mutable_sequence_type(); }),
        "the input 'x' is no tensor");
}

TEST(OnnxReaderTest, AShapeThatLiesAllocatesNothing) {
    graph_of(foreign(with_relu().SerializeAsString()));  // what the schema needs once
    const auto read_shape = [](std::initializer_list<std::int64_t> shape, TensorProto::DataType type) {
        ModelProto model = with_relu();
        add_tensor(model, "w", type, shape).set_raw_data("12345678");
        const std::string bytes = model.SerializeAsString();
        const std::size_t before = test::live_bytes();
        test::forget_peak();
        const std::string line = test::error_line([&] { graph_of(foreign(bytes)); });
        EXPECT_LT(test::peak_bytes() - before, 1u << 16);
        return line;
    };
    EXPECT_NE(read_shape({1 << 30}, TensorProto::FLOAT).find("needs 4294967296 bytes, and the file has 8"),
              std::string::npos);
    constexpr std::int64_t most = std::numeric_limits<std::int64_t>::max();
    EXPECT_NE(read_shape({most, most}, TensorProto::FLOAT).find("impossible shape"), std::string::npos);
    EXPECT_NE(read_shape({1ll << 32, 1ll << 32, 2}, TensorProto::INT8).find("impossible"), std::string::npos);
    EXPECT_NE(read_shape({-2}, TensorProto::FLOAT).find("impossible shape"), std::string::npos);
    EXPECT_NE(read_shape({3}, TensorProto::FLOAT), "");
    EXPECT_NE(read_shape({most, 0}, TensorProto::FLOAT), "");
}

TEST(OnnxReaderTest, AFileOfManyEmptyPartsIsRefused) {
    // A graph of nothing but nodes without anything in them: two bytes each.
    std::string nodes;
    for (int i = 0; i < 1000000; ++i) nodes += std::string("\x0a\0", 2);
    ::onnx::ModelProto empty;
    empty.add_opset_import()->set_version(13);
    std::string bytes = empty.SerializeAsString() + "\x3a";
    for (std::size_t length = nodes.size(); length > 0; length >>= 7)
        bytes += static_cast<char>((length & 0x7f) | (length > 0x7f ? 0x80 : 0));
    const std::size_t before = test::live_bytes();
    test::forget_peak();
    EXPECT_NE(test::error_line([&] { read_onnx(foreign(bytes + nodes)); }).find("too many"),
              std::string::npos);
    EXPECT_LT(test::peak_bytes() - before, 4 * nodes.size());
}

TEST(OnnxReaderTest, DeepNestingIsRefused) {
    ModelProto model = with_relu();
    ::onnx::GraphProto* graph = model.mutable_graph();
    for (int level = 0; level < 20; ++level) graph = graph->add_node()->add_attribute()->mutable_g();
    EXPECT_NE(refusal(model).find("too deeply"), std::string::npos);
}

TEST(OnnxReaderTest, HoldsABigTensorTwiceAtMost) {
    ModelProto model = with_relu();
    add_tensor(model, "w", TensorProto::FLOAT, {1 << 20}).set_raw_data(std::string(4 << 20, 'a'));
    std::string bytes = model.SerializeAsString();
    model.Clear();
    const std::size_t before = test::live_bytes() - bytes.capacity();
    test::forget_peak();
    const Graph graph = graph_of(foreign(std::move(bytes)));
    EXPECT_EQ(graph.constants.at("w").values.size(), 1u << 20);
    EXPECT_LT(test::peak_bytes() - before, (8u << 20) + (1u << 16));
}

}  // namespace
}  // namespace convoscope::models
