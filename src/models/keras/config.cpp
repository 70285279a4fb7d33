#include "models/keras/config.h"

#include <algorithm>
#include <map>
#include <utility>

#include "base/error.h"
#include "models/keras/node_lists.h"
#include "models/keras/texts.h"

namespace convoscope::models::keras {
namespace {

constexpr std::int64_t kMostExtent = std::int64_t{1} << 31;
constexpr std::size_t kMostDimensions = 8;

std::string name_in(const Json& object, const char* key) {
    const auto found = object.find(key);
    return found != object.end() && found->is_string() ? found->get<std::string>() : "";
}

/// Of the layers' class names: a network with layers in it, whatever its class is called.
bool describes_network(const Json& config) {
    return config.is_array() || (config.is_object() && config.contains("layers"));
}

Network parse_network(const Json& description, int depth);

Layer parse_layer(const Json& entry, int depth) {
    as_object(entry, texts.a_layer);
    Layer layer;
    layer.class_name = one_line(as_string(member(entry, "class_name", texts.a_layer), texts.a_layer));
    layer.config = member(entry, "config", texts.a_layer);
    layer.name = name_in(entry, "name");
    if (layer.config.is_object() && layer.name.empty()) layer.name = name_in(layer.config, "name");
    layer.name = one_line(layer.name);
    layer.is_custom = name_in(entry, "registered_name").find('>') != std::string::npos;
    if (describes_network(layer.config)) layer.inner.push_back(parse_network(entry, depth + 1));
    if (!layer.config.is_object()) layer.config = Json::object();
    if (layer.name.empty() && layer.is_network()) layer.name = layer.inner.front().name;
    if (layer.name.empty()) layer.name = layer.class_name;
    return layer;
}

/// The shape of a Sequential's input, from wherever this version of Keras has it.
std::optional<std::vector<std::int64_t>> input_shape_of(const Json& description, const Json& config,
                                                        const Json& first) {
    for (const Json* layer = &first; layer && layer->is_object();) {
        const auto inner = layer->find("config");
        if (inner == layer->end() || !inner->is_object()) break;
        for (const char* key : {"batch_input_shape", "batch_shape", "build_input_shape"})
            if (inner->contains(key))
                if (const auto shape = shape_of((*inner)[key])) return shape;
        const auto layers = inner->find("layers");
        layer = layers != inner->end() && layers->is_array() && !layers->empty() ? &layers->front() : nullptr;
    }
    for (const Json* holder : {&config, &description, &first}) {
        if (!holder->is_object()) continue;
        if (holder->contains("build_input_shape"))
            if (const auto shape = shape_of((*holder)["build_input_shape"])) return shape;
        const auto build = holder->find("build_config");
        if (build != holder->end() && build->is_object() && build->contains("input_shape"))
            if (const auto shape = shape_of((*build)["input_shape"])) return shape;
    }
    return std::nullopt;
}

Layer input_layer(const std::string& name, const std::vector<std::int64_t>& shape) {
    Layer layer;
    layer.name = name;
    layer.class_name = "InputLayer";
    Json extents = Json::array();
    for (const std::int64_t extent : shape) extents.push_back(extent < 0 ? Json() : Json(extent));
    layer.config = {{"batch_shape", extents}};
    return layer;
}

Network parse_sequential(const Json& description, const Json& config, int depth) {
    Network network;
    const Json& layers =
        config.is_array() ? config : as_array(member(config, "layers", texts.config), texts.config);
    if (layers.empty()) throw Error(texts.no_layers);
    for (const Json& entry : layers) {
        if (network.layers.size() >= kMostLayers) throw Error(texts.too_large, kMostLayers);
        network.layers.push_back(parse_layer(entry, depth));
    }
    if (!network.layers.front().is_input()) {
        const auto shape = input_shape_of(description, config, layers.front());
        if (!shape && depth == 0) throw Error(texts.no_input_shape);
        // Where it is nested, what comes in has a shape.
        network.layers.insert(network.layers.begin(),
                              input_layer("input", shape ? *shape : std::vector<std::int64_t>{}));
    }
    for (std::size_t i = 1; i < network.layers.size(); ++i)
        network.layers[i].calls.push_back({Source{i - 1, 0, 0}});
    network.inputs = {Source{0, 0, 0}};
    network.outputs = {Source{network.layers.size() - 1, 0, 0}};
    return network;
}

Network parse_functional(const Json& config, int depth) {
    Network network;
    const Json& entries = as_array(member(config, "layers", texts.config), texts.config);
    if (entries.empty()) throw Error(texts.no_layers);
    std::map<std::string, std::size_t> places;
    for (const Json& entry : entries) {
        if (network.layers.size() >= kMostLayers) throw Error(texts.too_large, kMostLayers);
        Layer layer = parse_layer(entry, depth);
        if (!places.emplace(layer.name, network.layers.size()).second)
            throw Error(texts.same_name, layer.name);
        network.layers.push_back(std::move(layer));
    }
    read_node_lists(config, entries, places, network);
    return network;
}

Network parse_network(const Json& description, int depth) {
    if (depth > kMostNested) throw Error(texts.too_deep, kMostNested);
    const std::string& name = as_string(member(description, "class_name", texts.config), texts.config);
    const Json& config = member(description, "config", texts.config);
    if (!describes_network(config)) throw Error(texts.no_network, one_line(name));
    const bool functional = config.is_object() && config.contains("input_layers");
    Network network =
        functional ? parse_functional(config, depth) : parse_sequential(description, config, depth);
    if (config.is_object()) network.name = one_line(name_in(config, "name"));
    return network;
}

}  // namespace

Network parse_network(const Json& description) {
    return parse_network(as_object(description, texts.config), 0);
}

Message words_of(const Layer& layer) { return {texts.layer, layer.name, layer.class_name}; }

std::optional<std::vector<std::int64_t>> shape_of(const Json& value) {
    if (!value.is_array() || value.size() > kMostDimensions) return std::nullopt;
    std::vector<std::int64_t> shape;
    for (const Json& extent : value) {
        if (extent.is_null()) {
            shape.push_back(-1);
        } else if (extent.is_number_integer() && extent.get<std::int64_t>() >= -1 &&
                   extent.get<std::int64_t>() < kMostExtent) {
            shape.push_back(extent.get<std::int64_t>());
        } else {
            return std::nullopt;
        }
    }
    return shape;
}

}  // namespace convoscope::models::keras
