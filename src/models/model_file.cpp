#include "models/model_file.h"

#include <algorithm>
#include <cmath>
#include <memory>
#include <set>
#include <type_traits>
#include <utility>

#include "base/error.h"
#include "models/architecture_json.h"
#include "models/json_reader.h"
#include "models/safetensors.h"
#include "models/texts.h"
#include "nn/ops/operator.h"

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

/// A node's tensors: name, shape and where their values are, to be read or (const) written.
template <class Values>
struct Slot {
    std::string name;
    std::vector<std::uint64_t> shape;
    Values* values;
};

/// @param parameters  std::vector<Parameters>, const or not
template <class All>
auto slots_of(const Architecture& architecture, All& parameters) {
    using Values = std::remove_reference_t<decltype((parameters[0].weight))>;
    std::vector<Slot<Values>> slots;
    for (std::size_t index = 0; index < parameters.size(); ++index) {
        const std::vector<int> shape = nn::weight_shape(architecture, static_cast<int>(index));
        if (shape.empty()) continue;
        const std::string& name = architecture.nodes[index].name;
        auto& own = parameters[index];
        slots.push_back({name + ".weight", {shape.begin(), shape.end()}, &own.weight});
        const std::vector<std::uint64_t> one_each{static_cast<std::uint64_t>(shape[0])};
        slots.push_back({name + ".bias", one_each, &own.bias});
        if (!architecture.nodes[index].op->attributes.statistics) continue;
        slots.push_back({name + ".running_mean", one_each, &own.mean});
        slots.push_back({name + ".running_var", one_each, &own.variance});
    }
    return slots;
}

void read_slot(const Slot<std::vector<float>>& slot, const std::vector<Tensor>& tensors, ByteSource& source) {
    const auto found = std::find_if(tensors.begin(), tensors.end(),
                                    [&](const Tensor& one) { return one.name == slot.name; });
    const Message what(texts.tensor, one_line(slot.name));
    if (found == tensors.end()) throw Error(texts.tensor_missing, what);
    if (found->dtype != "F32") throw Error(texts.wrong_type, what, found->dtype);
    if (found->shape != slot.shape)
        throw Error(texts.wrong_shape, what, format_shape(found->shape), format_shape(slot.shape));
    *slot.values = read_tensor<float>(source, *found);
    if (!std::all_of(slot.values->begin(), slot.values->end(),
                     [](float value) { return std::isfinite(value); }))
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
    // Nothing is allocated for a tensor before the file was seen to hold it: read_slot reads what is there.
    std::vector<Parameters> parameters(architecture.nodes.size());
    std::set<std::string> expected;
    for (const auto& slot : slots_of(architecture, parameters)) {
        read_slot(slot, contents.tensors, source);
        expected.insert(slot.name);
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
    for (const auto& slot : slots_of(model.architecture, model.parameters())) {
        if (!std::ranges::all_of(*slot.values, [](float value) { return std::isfinite(value); }))
            throw Error(texts.cannot_write_model, slot.name);
        tensors.push_back({slot.name, "F32", slot.shape, bytes_of(*slot.values)});
    }
    write_safetensors(metadata, tensors, sink);
}

void save_model(const Model& model, const std::filesystem::path& path) {
    write_file(path, [&model](ByteSink& sink) { write_model(model, sink); });
}

}  // namespace convoscope::models
