#include "models/model_file.h"

#include <algorithm>
#include <cmath>
#include <memory>
#include <set>
#include <utility>

#include "base/error.h"
#include "models/architecture_json.h"
#include "models/json_reader.h"
#include "models/named_parameters.h"
#include "models/safetensors.h"
#include "models/texts.h"

namespace convoscope::models {
namespace {

using nn::Architecture;
using nn::Model;
using nn::Node;
using nn::Parameters;

constexpr const char* kMetadataKey = "convoscope";

std::string_view bytes_of(const std::vector<float>& values) {
    return {reinterpret_cast<const char*>(values.data()), values.size() * sizeof(float)};
}

void read_parameters(const NamedParameters<std::vector<float>>& to, const std::vector<Tensor>& tensors,
                     ByteSource& source) {
    const auto found =
        std::find_if(tensors.begin(), tensors.end(), [&](const Tensor& one) { return one.name == to.name; });
    const Message what(texts.tensor, one_line(to.name));
    if (found == tensors.end()) throw Error(texts.tensor_missing, what);
    if (found->dtype != "F32") throw Error(texts.wrong_type, what, found->dtype);
    if (found->shape != to.shape)
        throw Error(texts.wrong_shape, what, format_shape(found->shape), format_shape(to.shape));
    *to.values = read_tensor<float>(source, *found);
    if (!std::all_of(to.values->begin(), to.values->end(), [](float value) { return std::isfinite(value); }))
        throw Error(texts.not_finite, what);
}

void check_absent_kernels(const Node& node, const std::vector<float>& weight) {
    if (node.connections.empty()) return;
    const std::size_t kernel = weight.size() / node.connections.size();
    for (std::size_t index = 0; index < weight.size(); ++index)
        if (node.connections[index / kernel] == 0 && weight[index] != 0.0f)
            throw Error(texts.absent_kernel, Message(texts.tensor, one_line(node.name + ".weight")));
}

Model read(ByteSource& source) {
    const Safetensors contents = parse_safetensors(source);
    const auto metadata = contents.metadata.find(kMetadataKey);
    if (metadata == contents.metadata.end()) throw Error(texts.no_metadata);
    Architecture architecture = parse_architecture(metadata->second);
    // Nothing is allocated for a tensor before the file was seen to hold it: what is there is read.
    std::vector<Parameters> parameters(architecture.nodes.size());
    std::set<std::string> expected;
    for (const auto& one : named_parameters(architecture, parameters)) {
        read_parameters(one, contents.tensors, source);
        expected.insert(one.name);
    }
    for (const Tensor& tensor : contents.tensors)
        if (!expected.contains(tensor.name))
            throw Error(texts.belongs_to_none, Message(texts.tensor, one_line(tensor.name)));
    for (std::size_t index = 0; index < parameters.size(); ++index)
        check_absent_kernels(architecture.nodes[index], parameters[index].weight);
    return Model(std::move(architecture), std::move(parameters));
}

}  // namespace

Model read_model(ByteSource& source, const std::string& origin) {
    try {
        Model model = read(source);
        model.name = std::filesystem::path(origin).stem().string();
        return model;
    } catch (const Error& error) {
        throw Error(texts.cannot_read_model, origin, error.message());
    }
}

nn::ModelPtr load_model(const std::filesystem::path& path) {
    const std::unique_ptr<ByteSource> file = open_file(path, kMaximumModelFile);
    return std::make_shared<const Model>(read_model(*file, path.string()));
}

void write_model(const Model& model, ByteSink& sink) {
    const Metadata metadata{{kMetadataKey, serialise_architecture(model.architecture)}};
    std::vector<OutgoingTensor> tensors;
    for (const auto& one : parameters_to_write(model))
        tensors.push_back({one.name, "F32", one.shape, bytes_of(*one.values)});
    write_safetensors(metadata, tensors, sink);
}

void save_model(const Model& model, const std::filesystem::path& path) {
    write_file(path, [&model](ByteSink& sink) { write_model(model, sink); });
}

}  // namespace convoscope::models
