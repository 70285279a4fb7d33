#pragma once

#include <onnx/onnx_pb.h>

#include <cstdint>
#include <initializer_list>
#include <string>
#include <vector>

/// Small ONNX models, written with ONNX's own schema.
namespace convoscope::test {

/// A model without nodes, of opset 13, with an input x [1, 3] and an output y [1, 3].
inline onnx::ModelProto model_proto(std::int64_t opset = 13) {
    onnx::ModelProto model;
    model.set_ir_version(8);
    model.set_producer_name("test");
    model.set_producer_version("1.0");
    model.add_opset_import()->set_version(opset);
    onnx::GraphProto& graph = *model.mutable_graph();
    graph.add_input()->set_name("x");
    graph.add_output()->set_name("y");
    for (onnx::ValueInfoProto* value : {graph.mutable_input(0), graph.mutable_output(0)}) {
        auto& type = *value->mutable_type()->mutable_tensor_type();
        type.set_elem_type(onnx::TensorProto::FLOAT);
        for (const std::int64_t extent : {1, 3}) type.mutable_shape()->add_dim()->set_dim_value(extent);
    }
    return model;
}

/// @param owner  a graph or a function
template <class Owner>
onnx::NodeProto& add_node_to(Owner& owner, const std::string& op, std::initializer_list<const char*> inputs,
                             std::initializer_list<const char*> outputs) {
    onnx::NodeProto& node = *owner.add_node();
    node.set_op_type(op);
    for (const char* input : inputs) node.add_input(input);
    for (const char* output : outputs) node.add_output(output);
    return node;
}

inline onnx::NodeProto& add_node(onnx::ModelProto& model, const std::string& op,
                                 std::initializer_list<const char*> inputs,
                                 std::initializer_list<const char*> outputs) {
    return add_node_to(*model.mutable_graph(), op, inputs, outputs);
}

inline onnx::AttributeProto& add_attribute(onnx::NodeProto& node, const std::string& name,
                                           onnx::AttributeProto::AttributeType type) {
    onnx::AttributeProto& attribute = *node.add_attribute();
    attribute.set_name(name);
    attribute.set_type(type);
    return attribute;
}

/// An attribute of a function's node that its caller gives as `from`.
inline void add_reference(onnx::NodeProto& node, const std::string& name, const std::string& from,
                          onnx::AttributeProto::AttributeType type) {
    add_attribute(node, name, type).set_ref_attr_name(from);
}

/// A function of the domain "pkg" without nodes.
inline onnx::FunctionProto& add_function(onnx::ModelProto& model, const std::string& name,
                                         std::initializer_list<const char*> inputs,
                                         std::initializer_list<const char*> outputs) {
    onnx::FunctionProto& function = *model.add_functions();
    function.set_domain("pkg");
    function.set_name(name);
    for (const char* input : inputs) function.add_input(input);
    for (const char* output : outputs) function.add_output(output);
    return function;
}

/// A node that calls it.
template <class Owner>
onnx::NodeProto& add_call_to(Owner& owner, const std::string& function,
                             std::initializer_list<const char*> inputs,
                             std::initializer_list<const char*> outputs) {
    onnx::NodeProto& node = add_node_to(owner, function, inputs, outputs);
    node.set_domain("pkg");
    return node;
}

/// An initialiser without its numbers.
inline onnx::TensorProto& add_tensor(onnx::ModelProto& model, const std::string& name,
                                     onnx::TensorProto::DataType type,
                                     std::initializer_list<std::int64_t> shape) {
    onnx::TensorProto& tensor = *model.mutable_graph()->add_initializer();
    tensor.set_name(name);
    tensor.set_data_type(type);
    for (const std::int64_t extent : shape) tensor.add_dims(extent);
    return tensor;
}

template <class T>
std::string bytes_of(std::initializer_list<T> values) {
    const std::vector<T> list(values);
    return {reinterpret_cast<const char*>(list.data()), list.size() * sizeof(T)};
}

inline void add_external(onnx::TensorProto& tensor, const std::string& key, const std::string& value) {
    tensor.set_data_location(onnx::TensorProto::EXTERNAL);
    auto& entry = *tensor.add_external_data();
    entry.set_key(key);
    entry.set_value(value);
}

}  // namespace convoscope::test
