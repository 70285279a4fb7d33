#include "models/onnx/reader.h"

#include "base/error.h"
#include "models/onnx/texts.h"

#ifdef CONVOSCOPE_WITH_ONNX
#include <onnx/onnx_pb.h>

#include <map>
#include <utility>

#include "models/json_reader.h"
#include "models/model_file.h"
#include "models/onnx/functions.h"
#include "models/onnx/metadata.h"
#include "models/onnx/nodes.h"
#include "models/onnx/order.h"
#include "models/onnx/scan.h"
#include "models/onnx/tensors.h"
#include "models/texts.h"
#endif

namespace convoscope::models {

#ifdef CONVOSCOPE_WITH_ONNX
namespace onnx {
namespace {

using ::onnx::GraphProto;
using ::onnx::ModelProto;
using ::onnx::TensorProto;

/// Few operators changed before 7; their nodes have the attributes of their time (broadcast,
/// consumed_inputs).
constexpr std::int64_t kOldestOpset = 1;
constexpr std::int64_t kNewestOpset = 26;

ModelProto parse(std::string bytes) {
    if (bytes.empty()) throw Error(models::texts.empty_file);
    if (bytes.size() > kMaximumModelFile) throw Error(texts.too_large, bytes.size(), kMaximumModelFile);
    scan(bytes, ModelProto::descriptor());
    ModelProto model;
    if (!model.ParseFromArray(bytes.data(), static_cast<int>(bytes.size())))
        throw Error(models::texts.copy_again, texts.not_whole);
    return model;
}

/// Zero: the list does not name ONNX's own.
std::int64_t version_in(const google::protobuf::RepeatedPtrField<::onnx::OperatorSetIdProto>& imports) {
    std::int64_t version = 0;
    for (const auto& entry : imports)
        if (is_onnx_domain(entry.domain())) version = entry.version();
    return version;
}

/// A graph that does nothing but call the file's functions leaves it to them.
int opset_of(const ModelProto& model) {
    std::int64_t version = version_in(model.opset_import());
    for (const auto& function : model.functions())
        if (version == 0) version = version_in(function.opset_import());
    if (version == 0) throw Error(texts.no_opset);
    if (version < kOldestOpset || version > kNewestOpset)
        throw Error(texts.wrong_opset, version, kOldestOpset, kNewestOpset);
    return static_cast<int>(version);
}

void add_input(const ::onnx::ValueInfoProto& input, Reading& reading) {
    if (reading.graph.constants.contains(input.name())) return;  // its value, unless someone gives another
    const ::onnx::TypeProto& type = input.type();
    // A value without a type is taken for a tensor: there is nothing else in networks of pictures.
    if (type.value_case() != ::onnx::TypeProto::kTensorType &&
        type.value_case() != ::onnx::TypeProto::VALUE_NOT_SET)
        throw Error(texts.no_tensor_input, one_line(input.name()));
    if (type.tensor_type().elem_type() == TensorProto::STRING)
        throw Error(texts.words_input, one_line(input.name()));
    reading.types[input.name()] = type.tensor_type().elem_type();
    GraphInput added{input.name(), {}};
    for (const auto& extent : type.tensor_type().shape().dim())
        added.shape.push_back(extent.dim_value() > 0 ? extent.dim_value() : -1);
    reading.graph.inputs.push_back(std::move(added));
}

/// Which of its inputs is the zero point of what it gives; 0: it gives no numbers of few bits.
std::size_t output_zero_point(const std::string& op) {
    static const std::map<std::string, std::size_t> places{{"QuantizeLinear", 2},
                                                           {"QLinearConv", 7},
                                                           {"QLinearMatMul", 7},
                                                           {"com.microsoft.QuantizeLinear", 2},
                                                           {"com.microsoft.QLinearAdd", 7},
                                                           {"com.microsoft.QLinearMul", 7},
                                                           {"com.microsoft.QLinearAveragePool", 4},
                                                           {"com.microsoft.QLinearGlobalAveragePool", 4},
                                                           {"com.microsoft.QLinearLeakyRelu", 4},
                                                           {"com.microsoft.QLinearSigmoid", 4},
                                                           {"com.microsoft.QLinearConcat", 1},
                                                           {"com.microsoft.QGemm", 8}};
    const auto place = places.find(op);
    return place == places.end() ? 0 : place->second;
}

/// The zero point's type tells where rounded numbers are cut off.
void say_output_type(GraphNode& node, const Reading& reading) {
    const std::size_t place = output_zero_point(node.op);
    if (place == 0 || node.inputs.size() <= place) return;
    const auto type = reading.types.find(node.inputs[place]);
    if (type != reading.types.end()) node.attributes.emplace("output_dtype", std::int64_t{type->second});
}

/// The model's graph; the model is emptied on the way. @param size  of the file, in bytes
Graph read_graph(ModelProto& model, DataFiles files, std::size_t size) {
    Reading reading{{}, std::move(files), {}};
    reading.graph.opset = opset_of(model);
    GraphProto& graph = *model.mutable_graph();
    if (graph.sparse_initializer_size() > 0)
        throw Error(texts.sparse,
                    Message(models::texts.tensor, one_line(graph.sparse_initializer(0).values().name())));
    for (TensorProto& tensor : *graph.mutable_initializer())
        reading.add_constant(tensor.name(), tensor, Message(models::texts.tensor, one_line(tensor.name())));
    NodeReader(model, reading, size).run();
    for (const auto& input : graph.input()) add_input(input, reading);
    for (const auto& output : graph.output()) reading.graph.outputs.push_back(output.name());
    if (reading.graph.outputs.empty()) throw Error(texts.no_outputs);
    for (GraphNode& node : reading.graph.nodes) say_output_type(node, reading);
    put_in_order(reading.graph);
    return std::move(reading.graph);
}

}  // namespace
}  // namespace onnx

bool onnx_available() { return true; }

ForeignFile read_onnx(ForeignBytes source) {
    const std::size_t size = source.bytes.size();
    ::onnx::ModelProto model = onnx::parse(std::move(source.bytes));
    if (!model.has_graph()) throw Error(onnx::texts.no_graph);
    ForeignFile file;
    file.format = "ONNX";
    file.producer = one_line(model.producer_name());
    if (!model.producer_version().empty()) file.producer += " " + one_line(model.producer_version());
    if (model.training_info_size() > 0) file.skipped.emplace_back(onnx::texts.training);
    onnx::read_metadata(model, file);
    file.content = onnx::read_graph(model, onnx::DataFiles(std::move(source.beside)), size);
    return file;
}

#else
bool onnx_available() { return false; }
ForeignFile read_onnx(ForeignBytes) { throw Error(onnx::texts.without_library); }
#endif

}  // namespace convoscope::models
