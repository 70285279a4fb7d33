#include "models/onnx/writer.h"

#include "base/error.h"
#include "models/onnx/texts.h"

#ifdef CONVOSCOPE_WITH_ONNX
#include <google/protobuf/io/zero_copy_stream_impl_lite.h>

#include <exception>
#include <limits>

#include "models/architecture_json.h"
#include "models/json_reader.h"
#include "models/named_parameters.h"
#include "models/onnx/graph_writer.h"
#include "nn/ops/operator.h"
#endif

namespace convoscope::models {

#ifdef CONVOSCOPE_WITH_ONNX
namespace onnx {
namespace {

constexpr std::int64_t kIrVersion = 7;  ///< that of the release which brought the operators' version
constexpr std::int64_t kOpset = 14;

/// Protobuf's bytes into a sink. Nothing may be thrown through protobuf: what went wrong is kept.
class SinkStream final : public google::protobuf::io::CopyingOutputStream {
  public:
    explicit SinkStream(ByteSink& sink) : sink_(sink) {}
    bool Write(const void* bytes, int size) override {
        if (failure_) return false;
        try {
            sink_.write({static_cast<const char*>(bytes), static_cast<std::size_t>(size)});
        } catch (...) {
            failure_ = std::current_exception();
        }
        return !failure_;
    }
    void rethrow() const {
        if (failure_) std::rethrow_exception(failure_);
    }

  private:
    ByteSink& sink_;
    std::exception_ptr failure_;
};

/// Over all of the layer's units; the logits are divided by the temperature first.
std::string write_softmax(GraphWriter& to, std::string value, WrittenOutput output) {
    const nn::Shape& shape = to.node().output;
    const float temperature = to.model().architecture.temperature;
    if (temperature != 1) value = to.add("Div", {value, to.constant("/temperature", temperature)});
    const bool was_flat = to.is_flat();
    if (!was_flat) value = to.add("Flatten", {value});
    value = to.add(output == WrittenOutput::LogProbabilities ? "LogSoftmax" : "Softmax", {value});
    set(to.last(), "axis", std::int64_t{1});
    to.make_flat(was_flat || shape.is_flat());
    if (to.is_flat()) return value;
    return to.add("Reshape",
                  {value, to.whole_numbers("/shape", {0, shape.channels, shape.height, shape.width})});
}

std::string write_activations(GraphWriter& to, const std::string& before, WrittenOutput output) {
    const nn::Activation activation = to.node().activation;
    const bool left_out = activation == nn::Activation::Softmax && output == WrittenOutput::Logits;
    if (activation == nn::Activation::Identity || left_out) return before;
    const std::string value = to.named(before, to.node().name + ".pre");
    return activation == nn::Activation::Softmax ? write_softmax(to, value, output) : write_bend(to, value);
}

void describe_value(::onnx::ValueInfoProto& value, const GraphWriter& writer) {
    const nn::Shape& shape = writer.node().output;
    value.set_name(writer.node().name);
    auto& type = *value.mutable_type()->mutable_tensor_type();
    type.set_elem_type(::onnx::TensorProto::FLOAT);
    ::onnx::TensorShapeProto& axes = *type.mutable_shape();
    axes.add_dim()->set_dim_param("batch");
    axes.add_dim()->set_dim_value(shape.channels);
    if (writer.is_flat()) return;
    axes.add_dim()->set_dim_value(shape.height);
    axes.add_dim()->set_dim_value(shape.width);
}

void write_graph(const nn::Model& model, WrittenOutput output, ::onnx::GraphProto& graph) {
    const nn::Architecture& architecture = model.architecture;
    graph.set_name(model.name.empty() ? "network" : model.name);
    GraphWriter writer(model, graph);
    writer.begin(0, architecture.input.shape.is_flat());
    describe_value(*graph.add_input(), writer);
    const int last = static_cast<int>(architecture.nodes.size()) - 1;
    for (int index = 1; index <= last; ++index) {
        writer.begin(index);
        const nn::Node& node = writer.node();
        std::string value = write_activations(writer, writer_of(*node.op)(writer), output);
        if (index == last && node.output.is_flat() && !writer.is_flat()) {
            value = writer.add("Flatten", {value});
            writer.make_flat(true);
        }
        if (writer.named(value, node.name) != node.name)  // it does nothing
            writer.named(writer.add("Identity", {value}), node.name);
    }
    describe_value(*graph.add_output(), writer);
}

void add_metadata(::onnx::ModelProto& file, const char* key, const std::string& value) {
    ::onnx::StringStringEntryProto& entry = *file.add_metadata_props();
    entry.set_key(key);
    entry.set_value(value);
}

}  // namespace
}  // namespace onnx

void write_onnx(const nn::Model& model, WrittenOutput output, ByteSink& sink) {
    parameters_to_write(model);  // all are numbers
    ::onnx::ModelProto file;
    file.set_ir_version(onnx::kIrVersion);
    file.set_producer_name("Convoscope");
    file.add_opset_import()->set_version(onnx::kOpset);
    onnx::write_graph(model, output, *file.mutable_graph());
    onnx::add_metadata(file, "classes", Json(model.architecture.classes).dump());
    onnx::add_metadata(file, "convoscope", serialise_options(model.architecture));
    constexpr std::size_t most = std::numeric_limits<int>::max();
    if (file.ByteSizeLong() > most) throw Error(onnx::texts.too_large_to_write, most);
    onnx::SinkStream stream(sink);
    {
        google::protobuf::io::CopyingOutputStreamAdaptor adaptor(&stream);
        file.SerializeToZeroCopyStream(&adaptor);
    }  // which writes the rest
    stream.rethrow();
}

#else
void write_onnx(const nn::Model&, WrittenOutput, ByteSink&) { throw Error(onnx::texts.cannot_write); }
#endif

}  // namespace convoscope::models
