#include "nn/architecture_json.h"

#include <algorithm>
#include <cassert>
#include <iterator>

#include "base/error.h"
#include "nn/json_reader.h"

namespace convoscope::nn {
namespace {

constexpr std::uint64_t kVersion = 1;
constexpr std::size_t kMaximumClassName = 200;

// In the order of the enumerations.
constexpr const char* kOps[] = {"input", "conv", "max_pool", "average_pool", "linear"};
constexpr const char* kActivations[] = {"identity", "relu", "tanh", "scaled_tanh", "sigmoid", "softmax"};
constexpr const char* kPreprocessings[] = {"mnist", "fit"};

template <class Enumeration, std::size_t kCount>
Enumeration parse_name(const char* const (&names)[kCount], const Json& value, const std::string& what) {
    const std::string& name = as_string(value, what);
    const auto found = std::find(std::begin(names), std::end(names), name);
    if (found == std::end(names))
        throw Error(what + " is " + in_quotes(name) + ", which Convoscope does not know");
    return static_cast<Enumeration>(found - std::begin(names));
}

bool has_window(Op op) { return op == Op::Conv || op == Op::MaxPool || op == Op::AveragePool; }

nlohmann::ordered_json to_json(const Node& node, const Architecture& architecture) {
    nlohmann::ordered_json json;
    json["name"] = node.name;
    json["op"] = name_of(node.op);
    json["inputs"] = Json::array();
    for (int input : node.inputs)
        json["inputs"].push_back(architecture.nodes[static_cast<std::size_t>(input)].name);
    if (node.op == Op::Input) return json;
    if (node.op == Op::Conv || node.op == Op::Linear) json["channels"] = node.channels;
    if (has_window(node.op)) {
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

int extent(const Json& value, const std::string& what) {
    return static_cast<int>(as_count(value, static_cast<std::uint64_t>(kMaximumExtent), what));
}

std::vector<std::uint8_t> parse_connections(const Json& rows, const std::string& what) {
    std::vector<std::uint8_t> table;
    for (const Json& row : as_array(rows, what)) {
        const std::string& text = as_string(row, "a row of " + what);
        if (text.size() != as_string(rows[0], "a row of " + what).size())
            throw Error("the rows of " + what + " differ in length");
        for (char entry : text) {
            if (entry != '0' && entry != '1') throw Error(what + " has other characters than 0 and 1");
            table.push_back(entry == '1');
        }
    }
    if (table.empty()) throw Error(what + " is empty");
    return table;
}

void parse_window(Node& node, const Json& json, const std::string& what) {
    const Json& kernel = as_array(member(json, "kernel", what), "'kernel' of " + what);
    if (kernel.size() != 2) throw Error("'kernel' of " + what + " is not [height, width]");
    node.kernel_height = extent(kernel[0], "'kernel' of " + what);
    node.kernel_width = extent(kernel[1], "'kernel' of " + what);
    node.stride = extent(member(json, "stride", what), "'stride' of " + what);
    node.padding = extent(member(json, "padding", what), "'padding' of " + what);
}

/// @param before  the nodes that it may have as inputs
Node parse_node(const Json& json, const Architecture& before) {
    as_object(json, "a layer");
    Node node;
    node.name = as_string(member(json, "name", "a layer"), "a layer's name");
    const std::string what = "layer " + in_quotes(node.name);
    node.op = parse_name<Op>(kOps, member(json, "op", what), "'op' of " + what);
    for (const Json& input : as_array(member(json, "inputs", what), "'inputs' of " + what)) {
        const std::string& name = as_string(input, "an input of " + what);
        node.inputs.push_back(before.find(name));
        if (node.inputs.back() < 0)
            throw Error("the input " + in_quotes(name) + " of " + what + " is no layer before it");
    }
    switch (node.op) {
        case Op::Input:
            allow_only(json, {"name", "op", "inputs"}, what);
            return node;
        case Op::Conv:
            allow_only(json,
                       {"name", "op", "inputs", "channels", "kernel", "stride", "padding", "connections",
                        "activation"},
                       what);
            break;
        case Op::Linear:
            allow_only(json, {"name", "op", "inputs", "channels", "activation"}, what);
            break;
        case Op::MaxPool:
        case Op::AveragePool:
            allow_only(json, {"name", "op", "inputs", "kernel", "stride", "padding", "activation"}, what);
            break;
    }
    if (has_window(node.op)) parse_window(node, json, what);
    if (node.op == Op::Conv || node.op == Op::Linear)
        node.channels = extent(member(json, "channels", what), "'channels' of " + what);
    if (json.contains("connections"))
        node.connections = parse_connections(json["connections"], "'connections' of " + what);
    node.activation =
        parse_name<Activation>(kActivations, member(json, "activation", what), "'activation' of " + what);
    return node;
}

InputSpec parse_input(const Json& json) {
    as_object(json, "'input'");
    allow_only(json, {"shape", "range", "preprocessing"}, "'input'");
    const Json& shape = as_array(member(json, "shape", "'input'"), "the input's shape");
    if (shape.size() != 3) throw Error("the input's shape is not [channels, height, width]");
    const Json& range = as_array(member(json, "range", "'input'"), "the input's range");
    if (range.size() != 2) throw Error("the input's range is not [paper, ink]");
    return {{extent(shape[0], "the input's shape"), extent(shape[1], "the input's shape"),
             extent(shape[2], "the input's shape")},
            as_float(range[0], "the input's range"),
            as_float(range[1], "the input's range"),
            parse_name<Preprocessing>(kPreprocessings, member(json, "preprocessing", "'input'"),
                                      "the input's preprocessing")};
}

std::string parse_class(const Json& json) {
    const std::string& name = as_string(json, "a class name");
    const bool printable =
        std::none_of(name.begin(), name.end(), [](char c) { return static_cast<unsigned char>(c) < 0x20; });
    if (name.empty() || name.size() > kMaximumClassName || !printable)
        throw Error("the class name " + in_quotes(name) + " is empty, too long or not one line of text");
    return name;
}

}  // namespace

const char* name_of(Op op) { return kOps[static_cast<std::size_t>(op)]; }
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
    const std::string what = "the metadata 'convoscope'";
    const Json json = parse_json_object(text, what);
    const Json& version = member(json, "version", what);
    if (version != kVersion)
        throw Error("it is of format version " + in_quotes(version.dump()) +
                    ", this Convoscope reads version " + std::to_string(kVersion) +
                    ": use a newer Convoscope");
    Architecture architecture;
    const Json& nodes = as_array(member(json, "nodes", what), "'nodes'");
    if (nodes.size() > kMaximumNodes)
        throw Error("it has more than the " + std::to_string(kMaximumNodes) +
                    " layers that Convoscope can hold");
    for (const Json& node : nodes) architecture.nodes.push_back(parse_node(node, architecture));
    for (const Json& name : as_array(member(json, "classes", what), "'classes'"))
        architecture.classes.push_back(parse_class(name));
    architecture.input = parse_input(member(json, "input", what));
    architecture.temperature = as_float(member(json, "temperature", what), "the temperature");
    architecture.unsure_below = as_float(member(json, "unsure_below", what), "the threshold of 'unsure'");
    architecture.resolve();
    return architecture;
}

}  // namespace convoscope::nn
