#include "models/onnx/graph_writer.h"

namespace convoscope::models::onnx {
namespace {

::onnx::AttributeProto& add_attribute(::onnx::NodeProto& node, const char* name,
                                      ::onnx::AttributeProto::AttributeType type) {
    ::onnx::AttributeProto& attribute = *node.add_attribute();
    attribute.set_name(name);
    attribute.set_type(type);
    return attribute;
}

::onnx::TensorProto& add_tensor(::onnx::GraphProto& graph, const std::string& name, const Ints& shape,
                                ::onnx::TensorProto::DataType type) {
    ::onnx::TensorProto& tensor = *graph.add_initializer();
    tensor.set_name(name);
    tensor.set_data_type(type);
    for (const std::int64_t extent : shape) tensor.add_dims(extent);
    return tensor;
}

}  // namespace

void set(::onnx::NodeProto& node, const char* attribute, std::int64_t value) {
    add_attribute(node, attribute, ::onnx::AttributeProto::INT).set_i(value);
}

void set(::onnx::NodeProto& node, const char* attribute, float value) {
    add_attribute(node, attribute, ::onnx::AttributeProto::FLOAT).set_f(value);
}

void set(::onnx::NodeProto& node, const char* attribute, const Ints& values) {
    ::onnx::AttributeProto& list = add_attribute(node, attribute, ::onnx::AttributeProto::INTS);
    for (const std::int64_t value : values) list.add_ints(value);
}

GraphWriter::GraphWriter(const nn::Model& model, ::onnx::GraphProto& graph)
    : model_(model), graph_(graph), flat_(model.architecture.nodes.size(), false) {
    for (const nn::Node& node : model.architecture.nodes) taken_[node.name] = taken_[node.name + ".pre"] = 1;
}

void GraphWriter::begin(int index, bool flat) {
    index_ = index;
    make_flat(flat);
    has_first_ = false;
    last_ = nullptr;
}

std::string GraphWriter::named(const std::string& value, const std::string& name) {
    if (!last_ || last_->output(0) != value) return value;
    last_->set_output(0, name);
    return name;
}

std::string GraphWriter::heard(std::size_t which) const {
    return model_.architecture.nodes[static_cast<std::size_t>(node().inputs[which])].name;
}

bool GraphWriter::hears_flat(std::size_t which) const {
    return flat_[static_cast<std::size_t>(node().inputs[which])];
}

std::string GraphWriter::heard_flat(std::size_t which) {
    const std::string name = heard(which);
    if (hears_flat(which)) return name;
    std::string& made = other_axes_[name];
    if (made.empty()) {
        made = prepare("Flatten", {name});
        set(last(), "axis", std::int64_t{1});
    }
    return made;
}

std::string GraphWriter::heard_maps(std::size_t which) {
    const std::string name = heard(which);
    if (!hears_flat(which)) return name;
    std::string& made = other_axes_[name];
    if (made.empty()) made = prepare("Unsqueeze", {name, whole_numbers("/axes", {2, 3})});
    return made;
}

std::string GraphWriter::unique(const std::string& name) {
    const int count = ++taken_[name];
    return count == 1 ? name : unique(name + "_" + std::to_string(count));
}

std::string GraphWriter::make_node(const std::string& name, const char* op,
                                   const std::vector<std::string>& inputs, const std::string& value) {
    last_ = graph_.add_node();
    last_->set_name(name);
    last_->set_op_type(op);
    for (const std::string& input : inputs) last_->add_input(input);
    last_->add_output(value);
    return value;
}

std::string GraphWriter::add(const char* op, const std::vector<std::string>& inputs) {
    if (has_first_) return prepare(op, inputs);
    has_first_ = true;
    return make_node(node().name, op, inputs, unique(node().name + "/" + op));
}

std::string GraphWriter::prepare(const char* op, const std::vector<std::string>& inputs) {
    const std::string name = unique(node().name + "/" + op);
    return make_node(name, op, inputs, name);
}

std::string GraphWriter::constant(const std::string& what, const Ints& shape, std::span<const float> values) {
    const std::string name = unique(node().name + what);
    ::onnx::TensorProto& tensor = add_tensor(graph_, name, shape, ::onnx::TensorProto::FLOAT);
    tensor.set_raw_data(values.data(), values.size_bytes());
    return name;
}

std::string GraphWriter::constant(const std::string& what, float value) {
    return constant(what, {1}, std::span(&value, 1));
}

std::string GraphWriter::whole_numbers(const std::string& what, const Ints& values) {
    const std::string name = unique(node().name + what);
    const auto count = static_cast<std::int64_t>(values.size());
    ::onnx::TensorProto& tensor = add_tensor(graph_, name, {count}, ::onnx::TensorProto::INT64);
    tensor.set_raw_data(values.data(), values.size() * sizeof(std::int64_t));
    return name;
}

std::string GraphWriter::byte(const std::string& what, std::uint8_t value) {
    const std::string name = unique(node().name + what);
    add_tensor(graph_, name, {}, ::onnx::TensorProto::UINT8).set_raw_data(&value, 1);
    return name;
}

}  // namespace convoscope::models::onnx
