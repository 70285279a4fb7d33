#include "models/doctor/tensor_uses.h"

#include <map>

#include "models/doctor/layers.h"

namespace convoscope::models::doctor {
namespace {

/// The tensors of all layers, with the layers' names.
std::map<const GraphTensor*, std::string> used_tensors(const Layers& layers) {
    std::map<const GraphTensor*, std::string> used;
    for (const Layer& layer : layers.layers) {
        for (const GraphTensor* one : {layer.weight, layer.bias, layer.slope})
            if (one) used[one] = layer.name;
        if (!layer.normalisation) continue;
        const Normalisation& of = *layer.normalisation;
        for (const GraphTensor* one : {of.scale, of.shift, of.mean, of.variance})
            if (one) used[one] = of.name;
    }
    return used;
}

const std::string& name_of(const Weights& weights, const GraphTensor* tensor) {
    static const std::string none;
    for (const auto& [name, one] : weights.tensors)
        if (&one == tensor) return name;
    return none;
}

/// Outputs first, as PyTorch has them.
std::int64_t outputs_of(const Layer& layer) { return layer.weight->shape[0]; }

/// Nothing: it can hear the one before.
std::optional<std::string> wanted_behind(const Layer& before, const Layer& layer) {
    const std::int64_t given = outputs_of(before);
    std::vector<std::int64_t> shape = layer.weight->shape;
    if (layer.is_conv == before.is_conv) {
        const bool depthwise = layer.is_conv && given % shape[1] == 0;
        if (shape[1] == given || depthwise) return std::nullopt;
        shape[1] = given;
        return shape_text(shape);
    }
    if (layer.is_conv || shape[1] % given == 0) return std::nullopt;
    return "[" + std::to_string(shape[0]) + ", n × " + std::to_string(given) + "]";
}

}  // namespace

std::string shape_text(const std::vector<std::int64_t>& shape) {
    std::string text;
    for (const std::int64_t extent : shape) text += (text.empty() ? "" : ", ") + std::to_string(extent);
    return "[" + text + "]";
}

std::vector<TensorUse> uses_of(const Weights& weights) {
    const auto used = used_tensors(group(weights));
    std::vector<TensorUse> uses;
    for (const auto& [name, tensor] : weights.tensors) {
        if (tensor.is_whole() || tensor.shape.empty()) continue;  // counters
        const auto found = used.find(&tensor);
        uses.push_back({name, tensor.shape, found == used.end() ? "" : found->second, found != used.end()});
    }
    return uses;
}

std::optional<Misfit> misfit_of(const Weights& weights) {
    const Layers layers = group(weights);
    for (std::size_t i = 1; i < layers.layers.size(); ++i) {
        const Layer& before = layers.layers[i - 1];
        const Layer& layer = layers.layers[i];
        if (before.bias && static_cast<std::int64_t>(before.bias->size()) != outputs_of(before))
            return std::nullopt;  // inputs come first here
        if (const auto wanted = wanted_behind(before, layer))
            return Misfit{name_of(weights, layer.weight), shape_text(layer.weight->shape), *wanted,
                          before.name};
    }
    return std::nullopt;
}

}  // namespace convoscope::models::doctor
