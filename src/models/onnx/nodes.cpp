#include "models/onnx/nodes.h"

#include <algorithm>
#include <array>
#include <optional>
#include <utility>

#include "base/error.h"
#include "models/json_reader.h"
#include "models/onnx/attributes.h"
#include "models/onnx/order.h"
#include "models/onnx/texts.h"
#include "models/texts.h"

namespace convoscope::models::onnx {

using ::onnx::AttributeProto;
using ::onnx::FunctionProto;
using ::onnx::GraphProto;
using ::onnx::NodeProto;
using ::onnx::TensorProto;

namespace {

constexpr int kMostLevels = 64;
constexpr std::size_t kNodeBytes = 256;
constexpr std::size_t kAttributeBytes = 160;
constexpr std::size_t kValueBytes = 64;

Error damaged(const Message& why) { return Error(texts.damaged, why); }
Error unknown(const Message& what, const std::string& value) {
    return damaged(Message(texts.value_unknown, what, one_line(value)));
}

/// Of memory, as far as it may be much.
std::size_t size_of(const Attribute& attribute) {
    struct Sizes {
        std::size_t operator()(const std::string& text) const { return text.size(); }
        std::size_t operator()(const std::vector<std::int64_t>& list) const { return 8 * list.size(); }
        std::size_t operator()(const std::vector<double>& list) const { return 8 * list.size(); }
        std::size_t operator()(const std::vector<std::string>& list) const {
            std::size_t size = kValueBytes * list.size();
            for (const std::string& text : list) size += text.size();
            return size;
        }
        std::size_t operator()(const GraphTensor& tensor) const {
            return 8 * (tensor.shape.size() + tensor.size());
        }
        std::size_t operator()(std::int64_t) const { return 0; }
        std::size_t operator()(double) const { return 0; }
    };
    return kAttributeBytes + std::visit(Sizes(), attribute);
}

std::size_t size_of(const GraphNode& node) {
    std::size_t size = kNodeBytes + node.op.size() + node.name.size();
    for (const auto* names : {&node.inputs, &node.outputs})
        for (const std::string& name : *names) size += kValueBytes + name.size();
    return size;
}

/// Whether it is a number of a function's own, the same whoever calls.
bool holds_constant(const NodeProto& node) {
    return node.op_type() == "Constant" && is_onnx_domain(node.domain()) && node.attribute_size() == 1 &&
           node.attribute(0).ref_attr_name().empty();
}

}  // namespace

void Reading::add_constant(const std::string& name, TensorProto& tensor, const Message& what) {
    types[name] = tensor.data_type();
    add_constant(name, take_tensor(tensor, files, what));
}

void Reading::add_constant(const std::string& name, GraphTensor tensor) {
    if (!graph.constants.emplace(name, std::move(tensor)).second)
        throw damaged(Message(texts.value_twice, one_line(name)));
}

/// Where nodes stand: in the file's graph, in a function that is called, in a branch.
struct NodeReader::Scope {
    const Scope* parent = nullptr;       ///< of a branch: what is around it; of a function: its caller
    const Function* function = nullptr;  ///< null: it is none
    bool repeats = false;                ///< within a function: its nodes may be read again
    int level = 0;
    std::string prefix;                 ///< of its nodes' names
    const Attributes* given = nullptr;  ///< to the function, by its caller
    Names values;                       ///< what it calls its own, and what the graph does

    /// What the graph calls a value. @param what  who asks
    std::string value(const std::string& name, const Message& what) const {
        if (name.empty()) return name;
        for (const Scope* scope = this; scope; scope = scope->parent) {
            const auto found = scope->values.find(name);
            if (found != scope->values.end()) return found->second;
            if (scope->function) throw unknown(what, name);  // it knows nothing of its caller's
        }
        return name;
    }

    /// What the function's caller says, else its own default; null: it is left out.
    const Attribute* attribute(const std::string& name) const {
        const Scope* scope = this;
        while (scope && !scope->function) scope = scope->parent;
        if (!scope) return nullptr;
        for (const Attributes* attributes : {scope->given, &scope->function->defaults})
            if (const auto found = attributes->find(name); found != attributes->end()) return &found->second;
        return nullptr;
    }
};

NodeReader::NodeReader(::onnx::ModelProto& model, Reading& reading, std::size_t file_size)
    : model_(model), reading_(reading), functions_(model, reading.files), budget_(file_size) {}

void NodeReader::run() { add_nodes(*model_.mutable_graph()->mutable_node(), {}); }

void NodeReader::add_nodes(Nodes& nodes, const Scope& scope) {
    for (NodeProto& proto : nodes) add_node(proto, scope);
}

void NodeReader::add_node(NodeProto& proto, const Scope& scope) {
    GraphNode node;
    if (proto.op_type().empty()) throw damaged(texts.no_operator);
    node.op = is_onnx_domain(proto.domain()) ? proto.op_type() : proto.domain() + "." + proto.op_type();
    node.name = proto.name();
    if (!scope.prefix.empty()) node.name = scope.prefix + (node.name.empty() ? proto.op_type() : node.name);
    for (const std::string& output : proto.output()) node.outputs.push_back(scope.value(output, {}));
    const Message what = words_for(node);
    for (const std::string& input : proto.input()) node.inputs.push_back(scope.value(input, what));
    if (const Function* function = functions_.called_by(proto)) return call(*function, node, proto, scope);
    if (node.op == "Constant") return add_constant_of(node, proto, scope);
    if (node.op == "If") return add_if(node, proto, scope);
    node.attributes = attributes_of(proto, scope, what);
    put(std::move(node), scope);
}

void NodeReader::put(GraphNode node, const Scope& scope) {
    if (scope.repeats) spend(size_of(node), words_for(node));
    reading_.graph.nodes.push_back(std::move(node));
}

void NodeReader::spend(std::size_t bytes, const Message& what) {
    if (!budget_.spend(bytes)) throw Error(texts.too_many_calls, what);
}

NodeReader::Attributes NodeReader::attributes_of(NodeProto& proto, const Scope& scope, const Message& what) {
    Attributes attributes;
    for (AttributeProto& attribute : *proto.mutable_attribute()) {
        std::optional<Attribute> value = attribute_of(attribute, scope, what);
        if (value && !attributes.emplace(attribute.name(), std::move(*value)).second)
            throw damaged(Message(texts.attribute_twice, what, one_line(attribute.name())));
    }
    return attributes;
}

/// Nothing where it is a caller's that the caller leaves out.
std::optional<Attribute> NodeReader::attribute_of(AttributeProto& attribute, const Scope& scope,
                                                  const Message& what) {
    if (!attribute.ref_attr_name().empty()) {
        const Attribute* given = scope.attribute(attribute.ref_attr_name());
        if (!given) return std::nullopt;
        spend(size_of(*given), what);
        return *given;
    }
    if (!scope.repeats) return take_attribute(attribute, reading_.files, what);
    spend(kAttributeBytes + 8 * attribute.ByteSizeLong(), what);  // a number has a byte at least
    AttributeProto copy = attribute;
    return take_attribute(copy, reading_.files, what);
}

void NodeReader::add_constant_of(const GraphNode& node, NodeProto& proto, const Scope& scope) {
    const Message what = words_for(node);
    if (node.outputs.empty() || proto.attribute_size() != 1) throw damaged(Message(texts.no_constant, what));
    AttributeProto& attribute = *proto.mutable_attribute(0);
    const std::string& output = node.outputs[0];
    const bool is_own = holds_constant(proto);
    if (scope.repeats && is_own && !shared_.emplace(&proto, output).second) return;
    const bool is_tensor = is_own && type_of(attribute) == AttributeProto::TENSOR;
    if (is_tensor) reading_.types[output] = attribute.t().data_type();
    std::optional<Attribute> value =
        is_own ? take_attribute(attribute, reading_.files, what) : attribute_of(attribute, scope, what);
    if (!value) throw Error(texts.no_constant, what);
    reading_.add_constant(output, constant_of(std::move(*value), what));
}

void NodeReader::add_if(const GraphNode& node, NodeProto& proto, const Scope& scope) {
    const Message what = words_for(node);
    std::array<GraphProto*, 2> branches{};
    for (AttributeProto& attribute : *proto.mutable_attribute())
        for (const std::size_t which : {0u, 1u})
            if (attribute.name() == (which == 0 ? "then_branch" : "else_branch") && attribute.has_g())
                branches[which] = attribute.mutable_g();
    std::array<std::vector<std::string>, 2> given;
    for (const std::size_t which : {0u, 1u}) {
        if (branches[which]) given[which] = add_branch(*branches[which], scope, what);
        if (given[which].size() != node.outputs.size() || node.inputs.size() != 1)
            throw damaged(Message(texts.no_branches, what));
    }
    for (std::size_t i = 0; i < node.outputs.size(); ++i) {
        if (node.outputs[i].empty()) continue;
        put({"If", node.name, {node.inputs[0], given[0][i], given[1][i]}, {node.outputs[i]}, {}}, scope);
    }
}

/// @return what the graph calls the values that it gives
std::vector<std::string> NodeReader::add_branch(GraphProto& branch, const Scope& outer, const Message& what) {
    if (outer.level >= kMostLevels) throw Error(texts.too_deep, what);
    if (branch.sparse_initializer_size() > 0)
        throw Error(texts.sparse,
                    Message(models::texts.tensor, one_line(branch.sparse_initializer(0).values().name())));
    Scope scope;
    scope.parent = &outer;
    scope.repeats = outer.repeats;
    scope.level = outer.level + 1;
    scope.prefix = outer.prefix;
    for (TensorProto& tensor : *branch.mutable_initializer()) {
        const auto [known, is_new] = shared_.emplace(&tensor, "");
        if (is_new) {
            known->second = unique(scope.prefix + tensor.name(), what);
            reading_.add_constant(known->second, tensor,
                                  Message(models::texts.tensor, one_line(tensor.name())));
        }
        scope.values.emplace(tensor.name(), known->second);
    }
    name_values(branch.node(), scope, {}, what);
    add_nodes(*branch.mutable_node(), scope);
    std::vector<std::string> given;
    for (const auto& output : branch.output()) given.push_back(scope.value(output.name(), what));
    return given;
}

void NodeReader::call(const Function& function, const GraphNode& node, NodeProto& proto,
                      const Scope& caller) {
    const Message what = words_for(node);
    FunctionProto& body = *function.proto;
    if (node.inputs.size() > static_cast<std::size_t>(body.input_size()) ||
        node.outputs.size() > static_cast<std::size_t>(body.output_size()))
        throw damaged(Message(texts.wrong_call, what));
    for (const Scope* scope = &caller; scope; scope = scope->parent)
        if (scope->function == &function) throw damaged(Message(texts.calls_itself, what));
    if (caller.level >= kMostLevels) throw Error(texts.too_deep, what);
    const Attributes given = attributes_of(proto, caller, what);
    Scope scope;
    scope.parent = &caller;
    scope.function = &function;
    scope.repeats = true;
    scope.level = caller.level + 1;
    scope.prefix = node.name.empty() ? (node.outputs.empty() ? "" : node.outputs[0]) : node.name;
    scope.prefix += "/";
    scope.given = &given;
    Names results;
    for (std::size_t i = 0; i < static_cast<std::size_t>(body.input_size()); ++i)
        scope.values.emplace(body.input(static_cast<int>(i)), i < node.inputs.size() ? node.inputs[i] : "");
    for (std::size_t i = 0; i < node.outputs.size(); ++i)
        if (!node.outputs[i].empty()) results.emplace(body.output(static_cast<int>(i)), node.outputs[i]);
    spend(kNodeBytes + scope.prefix.size() + kValueBytes * (scope.values.size() + results.size()), what);
    name_values(body.node(), scope, results, what);
    add_nodes(*body.mutable_node(), scope);
    for (std::size_t i = 0; i < node.outputs.size(); ++i) {
        const std::string from = scope.value(body.output(static_cast<int>(i)), what);
        // Another name: it hears the value itself, or holds it, or gives it twice.
        if (!node.outputs[i].empty() && from != node.outputs[i])
            put({"Identity", node.name, {from}, {node.outputs[i]}, {}}, scope);
    }
}

void NodeReader::name_values(const Nodes& nodes, Scope& scope, const Names& given, const Message& what) {
    if (scope.repeats) spend(kValueBytes * static_cast<std::size_t>(nodes.size()), what);
    for (const NodeProto& node : nodes)
        for (const std::string& output : node.output()) {
            if (output.empty()) continue;
            const auto shared = shared_.find(&node);
            const auto wanted = holds_constant(node) ? given.end() : given.find(output);
            std::string name;
            if (shared != shared_.end())
                name = shared->second;
            else
                name = wanted != given.end() ? wanted->second : unique(scope.prefix + output, what);
            if (!scope.values.emplace(output, std::move(name)).second)
                throw damaged(Message(texts.value_twice, one_line(output)));
        }
}

/// A name that no value of the graph has.
std::string NodeReader::unique(const std::string& name, const Message& what) {
    if (names_.empty()) {
        for (const auto& input : model_.graph().input()) names_.emplace(input.name(), 2);
        for (const auto& tensor : model_.graph().initializer()) names_.emplace(tensor.name(), 2);
        for (const NodeProto& node : model_.graph().node())
            for (const std::string& output : node.output()) names_.emplace(output, 2);
        names_.emplace("", 2);
    }
    spend(2 * (kValueBytes + name.size()), what);
    const auto [known, is_new] = names_.emplace(name, 2);
    if (is_new) return name;
    for (;;) {
        std::string numbered = name + "_" + std::to_string(known->second++);
        if (names_.emplace(numbered, 2).second) return numbered;
    }
}

}  // namespace convoscope::models::onnx
