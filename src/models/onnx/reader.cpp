#include "models/onnx/reader.h"

#include "base/error.h"
#include "models/onnx/texts.h"

#ifdef CONVOSCOPE_WITH_ONNX
#include <onnx/onnx_pb.h>

#include <set>
#include <utility>

#include "models/json_reader.h"
#include "models/model_file.h"
#include "models/onnx/metadata.h"
#include "models/onnx/order.h"
#include "models/onnx/scan.h"
#include "models/onnx/tensors.h"
#include "models/texts.h"
#endif

namespace convoscope::models {

#ifdef CONVOSCOPE_WITH_ONNX
namespace onnx {
namespace {

using ::onnx::AttributeProto;
using ::onnx::GraphProto;
using ::onnx::ModelProto;
using ::onnx::NodeProto;
using ::onnx::TensorProto;

/// Few operators changed before 7; their nodes have the attributes of their time (broadcast,
/// consumed_inputs).
constexpr std::int64_t kOldestOpset = 1;
constexpr std::int64_t kNewestOpset = 26;

bool is_onnx_domain(const std::string& domain) { return domain.empty() || domain == "ai.onnx"; }

ModelProto parse(std::string bytes) {
    if (bytes.empty()) throw Error(models::texts.empty_file);
    if (bytes.size() > kMaximumModelFile) throw Error(texts.too_large, bytes.size(), kMaximumModelFile);
    scan(bytes);
    ModelProto model;
    if (!model.ParseFromArray(bytes.data(), static_cast<int>(bytes.size())))
        throw Error(models::texts.copy_again, texts.not_whole);
    return model;
}

int opset_of(const ModelProto& model) {
    std::int64_t version = 0;
    for (const auto& entry : model.opset_import())
        if (is_onnx_domain(entry.domain())) version = entry.version();
    if (version == 0) throw Error(texts.no_opset);
    if (version < kOldestOpset || version > kNewestOpset)
        throw Error(texts.wrong_opset, version, kOldestOpset, kNewestOpset);
    return static_cast<int>(version);
}

/// What `type` says, or, in files older than that field, what is there.
AttributeProto::AttributeType type_of(const AttributeProto& attribute) {
    if (attribute.has_type() && attribute.type() != AttributeProto::UNDEFINED) return attribute.type();
    if (attribute.has_f()) return AttributeProto::FLOAT;
    if (attribute.has_i()) return AttributeProto::INT;
    if (attribute.has_s()) return AttributeProto::STRING;
    if (attribute.has_t()) return AttributeProto::TENSOR;
    if (attribute.has_g() || attribute.graphs_size() > 0) return AttributeProto::GRAPH;
    if (attribute.floats_size() > 0) return AttributeProto::FLOATS;
    if (attribute.strings_size() > 0) return AttributeProto::STRINGS;
    return AttributeProto::INTS;
}

/// Reads one ModelProto's graph, and empties it on the way.
class Reader {
  public:
    Reader(ModelProto& model, DataFiles files) : model_(model), files_(std::move(files)) {
        graph_.opset = opset_of(model);
        for (const auto& function : model.functions()) functions_.emplace(function.domain(), function.name());
    }

    Graph run() {
        GraphProto& graph = *model_.mutable_graph();
        if (graph.sparse_initializer_size() > 0)
            throw Error(texts.sparse,
                        Message(models::texts.tensor, one_line(graph.sparse_initializer(0).values().name())));
        for (TensorProto& tensor : *graph.mutable_initializer())
            add_constant(tensor.name(), tensor, Message(models::texts.tensor, one_line(tensor.name())));
        for (NodeProto& node : *graph.mutable_node()) add_node(node);
        for (const auto& input : graph.input()) add_input(input);
        for (const auto& output : graph.output()) graph_.outputs.push_back(output.name());
        if (graph_.outputs.empty()) throw Error(texts.no_outputs);
        for (GraphNode& node : graph_.nodes) say_output_type(node);
        put_in_order(graph_);
        return std::move(graph_);
    }

  private:
    void add_constant(const std::string& name, TensorProto& tensor, const Message& what) {
        types_[name] = tensor.data_type();
        add_constant(name, take_tensor(tensor, files_, what));
    }
    void add_constant(const std::string& name, GraphTensor tensor) {
        if (!graph_.constants.emplace(name, std::move(tensor)).second)
            throw Error(texts.damaged, Message(texts.value_twice, one_line(name)));
    }

    void add_input(const ::onnx::ValueInfoProto& input) {
        if (graph_.constants.contains(input.name())) return;  // its value, unless someone gives another
        const ::onnx::TypeProto& type = input.type();
        // A value without a type is taken for a tensor: there is nothing else in networks of pictures.
        if (type.value_case() != ::onnx::TypeProto::kTensorType &&
            type.value_case() != ::onnx::TypeProto::VALUE_NOT_SET)
            throw Error(texts.no_tensor_input, one_line(input.name()));
        if (type.tensor_type().elem_type() == TensorProto::STRING)
            throw Error(texts.words_input, one_line(input.name()));
        types_[input.name()] = type.tensor_type().elem_type();
        GraphInput added{input.name(), {}};
        for (const auto& extent : type.tensor_type().shape().dim())
            added.shape.push_back(extent.dim_value() > 0 ? extent.dim_value() : -1);
        graph_.inputs.push_back(std::move(added));
    }

    void add_node(NodeProto& proto) {
        GraphNode node;
        if (proto.op_type().empty()) throw Error(texts.damaged, texts.no_operator);
        node.op = is_onnx_domain(proto.domain()) ? proto.op_type() : proto.domain() + "." + proto.op_type();
        node.name = proto.name();
        node.inputs.assign(proto.input().begin(), proto.input().end());
        node.outputs.assign(proto.output().begin(), proto.output().end());
        const Message what = words_for(node);
        if (functions_.contains({proto.domain(), proto.op_type()})) throw Error(texts.is_function, what);
        if (node.op == "Constant") return add_constant_of(node, proto, what);
        for (AttributeProto& attribute : *proto.mutable_attribute())
            if (!node.attributes.emplace(attribute.name(), value_of(attribute, what)).second)
                throw Error(texts.damaged, Message(texts.attribute_twice, what, one_line(attribute.name())));
        graph_.nodes.push_back(std::move(node));
    }

    Attribute value_of(AttributeProto& attribute, const Message& what) {
        switch (type_of(attribute)) {
            case AttributeProto::FLOAT:
                return double{attribute.f()};
            case AttributeProto::INT:
                return std::int64_t{attribute.i()};
            case AttributeProto::STRING:
                return attribute.s();
            case AttributeProto::TENSOR:
                return take_tensor(*attribute.mutable_t(), files_,
                                   Message(texts.of_node, one_line(attribute.name()), what));
            case AttributeProto::FLOATS:
                return std::vector<double>(attribute.floats().begin(), attribute.floats().end());
            case AttributeProto::INTS:
                return std::vector<std::int64_t>(attribute.ints().begin(), attribute.ints().end());
            case AttributeProto::STRINGS:
                return std::vector<std::string>(attribute.strings().begin(), attribute.strings().end());
            case AttributeProto::GRAPH:
            case AttributeProto::GRAPHS:
                throw Error(texts.has_graph, what, one_line(attribute.name()));
            default:
                throw Error(texts.unknown_attribute, what, one_line(attribute.name()));
        }
    }

    void add_constant_of(const GraphNode& node, NodeProto& proto, const Message& what) {
        if (node.outputs.empty() || proto.attribute_size() != 1)
            throw Error(texts.damaged, Message(texts.no_constant, what));
        AttributeProto& attribute = *proto.mutable_attribute(0);
        const std::string& output = node.outputs.front();
        const std::string& kind = attribute.name();
        if (kind == "value" && type_of(attribute) == AttributeProto::TENSOR)
            return add_constant(output, *attribute.mutable_t(), Message(texts.of_node, kind, what));
        if (kind == "sparse_value") throw Error(texts.sparse, Message(texts.of_node, kind, what));
        GraphTensor tensor;
        if (kind == "value_float") tensor.values = {attribute.f()};
        if (kind == "value_int") tensor.integers = {attribute.i()};
        if (kind == "value_floats") {
            tensor.values.assign(attribute.floats().begin(), attribute.floats().end());
            tensor.shape = {attribute.floats_size()};
        } else if (kind == "value_ints") {
            tensor.integers.assign(attribute.ints().begin(), attribute.ints().end());
            tensor.shape = {attribute.ints_size()};
        } else if (tensor.size() == 0) {
            throw Error(texts.no_constant, what);
        }
        add_constant(output, std::move(tensor));
    }

    /// Its zero point's type tells where QuantizeLinear cuts off.
    void say_output_type(GraphNode& node) const {
        if (node.op != "QuantizeLinear" || node.inputs.size() < 3) return;
        const auto type = types_.find(node.inputs[2]);
        if (type != types_.end()) node.attributes.emplace("output_dtype", std::int64_t{type->second});
    }

    ModelProto& model_;
    DataFiles files_;
    Graph graph_;
    std::map<std::string, std::int32_t> types_;                ///< of constants and inputs
    std::set<std::pair<std::string, std::string>> functions_;  ///< the file's own: domains and names
};

}  // namespace
}  // namespace onnx

bool onnx_available() { return true; }

ForeignFile read_onnx(ForeignBytes source) {
    ::onnx::ModelProto model = onnx::parse(std::move(source.bytes));
    if (!model.has_graph()) throw Error(onnx::texts.no_graph);
    ForeignFile file;
    file.format = "ONNX";
    file.producer = one_line(model.producer_name());
    if (!model.producer_version().empty()) file.producer += " " + one_line(model.producer_version());
    if (model.training_info_size() > 0) file.skipped.emplace_back(onnx::texts.training);
    onnx::read_metadata(model, file);
    file.content = onnx::Reader(model, onnx::DataFiles(std::move(source.beside))).run();
    return file;
}

#else
bool onnx_available() { return false; }
ForeignFile read_onnx(ForeignBytes) { throw Error(onnx::texts.without_library); }
#endif

}  // namespace convoscope::models
