#include "nn/architecture_json.h"

#include <algorithm>
#include <cassert>
#include <iterator>

#include "base/error.h"
#include "nn/json_reader.h"
#include "nn/ops/operator.h"
#include "nn/texts.h"

namespace convoscope::nn {
namespace {

constexpr std::uint64_t kVersion = 1;
constexpr std::size_t kMaximumClassName = 200;

// In the order of the enumerations.
constexpr const char* kActivations[] = {"identity", "relu", "tanh", "scaled_tanh", "sigmoid", "softmax"};
constexpr const char* kPreprocessings[] = {"mnist", "fit"};

template <class Enumeration, std::size_t kCount>
Enumeration parse_name(const char* const (&names)[kCount], const Json& value, const Message& what) {
    const std::string& name = as_string(value, what);
    const auto found = std::find(std::begin(names), std::end(names), name);
    if (found == std::end(names)) throw Error(texts.unknown_name, what, one_line(name));
    return static_cast<Enumeration>(found - std::begin(names));
}

nlohmann::ordered_json to_json(const Node& node, const Architecture& architecture) {
    nlohmann::ordered_json json;
    json["name"] = node.name;
    json["op"] = node.op->name;
    json["inputs"] = Json::array();
    for (int input : node.inputs)
        json["inputs"].push_back(architecture.nodes[static_cast<std::size_t>(input)].name);
    if (node.inputs.empty()) return json;
    if (node.op->attributes.channels) json["channels"] = node.channels;
    if (node.op->attributes.window) {
        json["kernel"] = {node.kernel_height, node.kernel_width};
        json["stride"] = node.stride;
        json["padding"] = node.padding;
    }
    if (!node.connections.empty()) {
        const std::size_t row = node.connections.size() / static_cast<std::size_t>(node.channels);
        for (std::size_t begin = 0; begin < node.connections.size(); begin += row) {
            std::string text;
            for (std::size_t index = begin; index < begin + row; ++index)
                text += node.connections[index] ? '1' : '0';
            json["connections"].push_back(text);
        }
    }
    json["activation"] = name_of(node.activation);
    return json;
}

int extent(const Json& value, const Message& what) {
    return static_cast<int>(as_count(value, static_cast<std::uint64_t>(kMaximumExtent), what));
}

std::vector<std::uint8_t> parse_connections(const Json& rows, const Message& what) {
    std::vector<std::uint8_t> table;
    const Message a_row(texts.a_row_of, what);
    for (const Json& row : as_array(rows, what)) {
        const std::string& text = as_string(row, a_row);
        if (text.size() != as_string(rows[0], a_row).size()) throw Error(texts.rows_differ, what);
        for (char entry : text) {
            if (entry != '0' && entry != '1') throw Error(texts.other_characters, what);
            table.push_back(entry == '1');
        }
    }
    if (table.empty()) throw Error(texts.is_empty, what);
    return table;
}

const Operator* parse_operator(const Json& value, const Message& what) {
    const std::string& name = as_string(value, what);
    const Operator* const found = operator_named(name);
    if (!found) throw Error(texts.unknown_name, what, one_line(name));
    return found;
}

/// What a layer with this operator may say of itself.
std::vector<std::string> keys_of(const Operator& op) {
    std::vector<std::string> keys{"name", "op", "inputs"};
    if (&op == &ops::input) return keys;
    keys.emplace_back("activation");
    if (op.attributes.channels) keys.emplace_back("channels");
    if (op.attributes.window) keys.insert(keys.end(), {"kernel", "stride", "padding"});
    if (op.attributes.connections) keys.emplace_back("connections");
    return keys;
}

void parse_window(Node& node, const Json& json, const Message& what) {
    const Json& kernel = as_array(member(json, "kernel", what), Message(texts.key_of, "kernel", what));
    if (kernel.size() != 2) throw Error(texts.not_height_width, Message(texts.key_of, "kernel", what));
    node.kernel_height = extent(kernel[0], Message(texts.key_of, "kernel", what));
    node.kernel_width = extent(kernel[1], Message(texts.key_of, "kernel", what));
    node.stride = extent(member(json, "stride", what), Message(texts.key_of, "stride", what));
    node.padding = extent(member(json, "padding", what), Message(texts.key_of, "padding", what));
}

/// @param before  the nodes that it may have as inputs
Node parse_node(const Json& json, const Architecture& before) {
    as_object(json, texts.a_layer);
    Node node;
    node.name = as_string(member(json, "name", texts.a_layer), texts.a_layers_name);
    const Message what(texts.layer, one_line(node.name));
    node.op = parse_operator(member(json, "op", what), Message(texts.key_of, "op", what));
    for (const Json& input : as_array(member(json, "inputs", what), Message(texts.key_of, "inputs", what))) {
        const std::string& name = as_string(input, Message(texts.an_input_of, what));
        node.inputs.push_back(before.find(name));
        if (node.inputs.back() < 0) throw Error(texts.input_not_before, one_line(name), what);
    }
    allow_only(json, keys_of(*node.op), what);
    if (node.op == &ops::input) return node;
    const Attributes& has = node.op->attributes;
    if (has.window) parse_window(node, json, what);
    if (has.channels)
        node.channels = extent(member(json, "channels", what), Message(texts.key_of, "channels", what));
    if (json.contains("connections"))
        node.connections = parse_connections(json["connections"], Message(texts.key_of, "connections", what));
    node.activation = parse_name<Activation>(kActivations, member(json, "activation", what),
                                             Message(texts.key_of, "activation", what));
    return node;
}

InputSpec parse_input(const Json& json) {
    const Message what(texts.key, "input");
    as_object(json, what);
    allow_only(json, {"shape", "range", "preprocessing"}, what);
    const Json& shape = as_array(member(json, "shape", what), texts.input_shape);
    if (shape.size() != 3) throw Error(texts.not_a_shape);
    const Json& range = as_array(member(json, "range", what), texts.input_range);
    if (range.size() != 2) throw Error(texts.not_a_range);
    return {{extent(shape[0], texts.input_shape), extent(shape[1], texts.input_shape),
             extent(shape[2], texts.input_shape)},
            as_float(range[0], texts.input_range),
            as_float(range[1], texts.input_range),
            parse_name<Preprocessing>(kPreprocessings, member(json, "preprocessing", what),
                                      texts.input_preprocessing)};
}

std::string parse_class(const Json& json) {
    const std::string& name = as_string(json, texts.class_name);
    const bool printable =
        std::none_of(name.begin(), name.end(), [](char c) { return static_cast<unsigned char>(c) < 0x20; });
    if (name.empty() || name.size() > kMaximumClassName || !printable)
        throw Error(texts.wrong_class_name, one_line(name));
    return name;
}

}  // namespace

const char* name_of(Activation activation) { return kActivations[static_cast<std::size_t>(activation)]; }

std::string serialise_architecture(const Architecture& architecture) {
    const InputSpec& input = architecture.input;
    nlohmann::ordered_json json;
    json["version"] = kVersion;
    for (const Node& node : architecture.nodes) json["nodes"].push_back(to_json(node, architecture));
    json["classes"] = architecture.classes;
    json["input"] = {{"shape", {input.shape.channels, input.shape.height, input.shape.width}},
                     {"range", {input.low, input.high}},
                     {"preprocessing", kPreprocessings[static_cast<std::size_t>(input.preprocessing)]}};
    json["temperature"] = architecture.temperature;
    json["unsure_below"] = architecture.unsure_below;
    return json.dump();
}

Architecture parse_architecture(std::string_view text) {
    const Message what(texts.metadata, "convoscope");
    const Json json = parse_json_object(text, what);
    const Json& version = member(json, "version", what);
    if (version != kVersion) throw Error(texts.wrong_version, one_line(version.dump()), kVersion);
    Architecture architecture;
    const Json& nodes = as_array(member(json, "nodes", what), Message(texts.key, "nodes"));
    if (nodes.size() > kMaximumNodes) throw Error(texts.too_many_layers, kMaximumNodes);
    for (const Json& node : nodes) architecture.nodes.push_back(parse_node(node, architecture));
    for (const Json& name : as_array(member(json, "classes", what), Message(texts.key, "classes")))
        architecture.classes.push_back(parse_class(name));
    architecture.input = parse_input(member(json, "input", what));
    architecture.temperature = as_float(member(json, "temperature", what), texts.temperature);
    architecture.unsure_below = as_float(member(json, "unsure_below", what), texts.threshold);
    architecture.resolve();
    return architecture;
}

}  // namespace convoscope::nn
