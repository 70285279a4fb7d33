#include "models/architecture_json.h"

#include <algorithm>
#include <cassert>
#include <cmath>
#include <limits>
#include <utility>

#include "base/error.h"
#include "base/fields_json.h"
#include "models/class_names.h"
#include "models/json_reader.h"
#include "models/options.h"
#include "models/showing.h"
#include "models/texts.h"
#include "models/utf8.h"
#include "nn/ops/operator.h"

namespace convoscope::models {
namespace {

using nn::Architecture;
using nn::Node;
using nn::Operator;

constexpr std::uint64_t kVersion = 1;

/// One number where both are the same.
nlohmann::ordered_json to_json(const nn::Steps& steps) {
    if (steps.is_even()) return steps.rows;
    return {steps.rows, steps.columns};
}

nlohmann::ordered_json to_json(const nn::Padding& padding) {
    if (padding.is_even()) return padding.top;
    return {padding.top, padding.left, padding.bottom, padding.right};
}

nlohmann::ordered_json to_json(const Node& node, const Architecture& architecture) {
    nlohmann::ordered_json json;
    json["name"] = node.name;
    json["op"] = node.op->name;
    if (!node.origin.empty()) json["origin"] = node.origin;
    json["inputs"] = Json::array();
    for (int input : node.inputs)
        json["inputs"].push_back(architecture.nodes[static_cast<std::size_t>(input)].name);
    if (node.inputs.empty()) return json;
    if (node.op->attributes.channels) json["channels"] = node.channels;
    if (node.op->attributes.window) {
        json["kernel"] = {node.kernel_height, node.kernel_width};
        json["stride"] = to_json(node.stride);
        json["padding"] = to_json(node.padding);
        if (node.dilation != nn::Steps()) json["dilation"] = to_json(node.dilation);
        if (!node.counts_padding) json["counts_padding"] = false;
    }
    if (node.op->attributes.margin) json["padding"] = to_json(node.padding);
    if (node.groups != 1) json["groups"] = node.groups;
    for (int i = 0; i < node.op->attributes.numbers; ++i)
        json["numbers"].push_back(node.numbers[static_cast<std::size_t>(i)]);
    if (node.op == &nn::ops::reorder) {
        json["order"] = node.order;
        json["shape"] = {node.output.channels, node.output.height, node.output.width};
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
    if (node.alpha != 0) json["alpha"] = node.alpha;
    if (node.beta != 0) json["beta"] = node.beta;
    return json;
}

int extent(const Json& value, const Message& what) {
    return static_cast<int>(as_count(value, static_cast<std::uint64_t>(nn::kMaximumExtent), what));
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
    const Operator* const found = nn::operator_named(name);
    if (!found) throw Error(texts.unknown_name, what, one_line(name));
    return found;
}

nn::Activation parse_activation(const Json& value, const Message& what) {
    const std::string& name = as_string(value, what);
    const auto found = fields::choice_named<nn::Activation>(name);
    if (!found) throw Error(texts.unknown_name, what, one_line(name));
    return *found;
}

/// What a layer with this operator may say of itself.
std::vector<std::string> keys_of(const Operator& op) {
    std::vector<std::string> keys{"name", "op", "origin", "inputs"};
    if (&op == &nn::ops::input) return keys;
    keys.emplace_back("activation");
    if (op.attributes.channels) keys.emplace_back("channels");
    keys.insert(keys.end(), {"alpha", "beta"});
    if (op.attributes.window)
        keys.insert(keys.end(), {"kernel", "stride", "padding", "dilation", "counts_padding"});
    if (op.attributes.margin) keys.emplace_back("padding");
    if (op.attributes.groups) keys.emplace_back("groups");
    if (op.attributes.numbers > 0) keys.emplace_back("numbers");
    if (&op == &nn::ops::reorder) keys.insert(keys.end(), {"order", "shape"});
    if (op.attributes.connections) keys.emplace_back("connections");
    return keys;
}

nn::Steps parse_steps(const Json& value, const Message& what) {
    if (!value.is_array()) return extent(value, what);
    if (value.size() != 2) throw Error(texts.not_height_width, what);
    return {extent(value[0], what), extent(value[1], what)};
}

nn::Padding parse_padding(const Json& value, const Message& what) {
    if (!value.is_array()) return extent(value, what);
    if (value.size() != 4) throw Error(texts.not_four_sides, what);
    return {extent(value[0], what), extent(value[1], what), extent(value[2], what), extent(value[3], what)};
}

float parse_number(const Json& value, const Message& what) {
    const double number = value.is_number() ? value.get<double>() : std::numeric_limits<double>::quiet_NaN();
    if (!(std::abs(number) <= kLargestFloat)) throw Error(texts.not_number, what);
    return static_cast<float>(number);
}

void parse_numbers(Node& node, const Json& json, const Message& what) {
    const auto count = static_cast<std::size_t>(node.op->attributes.numbers);
    if (count > 0) {
        const Message which(texts.key_of, "numbers", what);
        const Json& numbers = as_array(member(json, "numbers", what), which);
        if (numbers.size() != count) throw Error(texts.wrong_count, which, numbers.size(), count);
        for (std::size_t i = 0; i < count; ++i) node.numbers[i] = parse_number(numbers[i], which);
    }
    if (json.contains("alpha"))
        node.alpha = parse_number(json["alpha"], Message(texts.key_of, "alpha", what));
    if (json.contains("beta")) node.beta = parse_number(json["beta"], Message(texts.key_of, "beta", what));
}

void parse_order(Node& node, const Json& json, const Message& what) {
    const Message which(texts.key_of, "order", what);
    for (const Json& unit : as_array(member(json, "order", what), which))
        node.order.push_back(static_cast<int>(as_count(unit, nn::kMaximumUnits, which)));
    const Message shape(texts.key_of, "shape", what);
    const Json& extents = as_array(member(json, "shape", what), shape);
    if (extents.size() != 3) throw Error(texts.wrong_count, shape, extents.size(), 3);
    node.output = {extent(extents[0], shape), extent(extents[1], shape), extent(extents[2], shape)};
}

void parse_window(Node& node, const Json& json, const Message& what) {
    const Json& kernel = as_array(member(json, "kernel", what), Message(texts.key_of, "kernel", what));
    if (kernel.size() != 2) throw Error(texts.not_height_width, Message(texts.key_of, "kernel", what));
    node.kernel_height = extent(kernel[0], Message(texts.key_of, "kernel", what));
    node.kernel_width = extent(kernel[1], Message(texts.key_of, "kernel", what));
    node.stride = parse_steps(member(json, "stride", what), Message(texts.key_of, "stride", what));
    node.padding = parse_padding(member(json, "padding", what), Message(texts.key_of, "padding", what));
    if (json.contains("dilation"))
        node.dilation = parse_steps(json["dilation"], Message(texts.key_of, "dilation", what));
    if (json.contains("counts_padding")) {
        if (!json["counts_padding"].is_boolean())
            throw Error(texts.not_boolean, Message(texts.key_of, "counts_padding", what));
        node.counts_padding = json["counts_padding"].get<bool>();
    }
}

/// Cut where it is too long: it is for people alone.
std::string parse_origin(const Json& value, const Message& what) {
    const std::string& origin = as_string(value, Message(texts.key_of, "origin", what));
    return std::string(end_of(origin, nn::kMaximumOriginLength));
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
    if (json.contains("origin")) node.origin = parse_origin(json["origin"], what);
    if (node.op == &nn::ops::input) return node;
    const nn::Attributes& has = node.op->attributes;
    if (has.window) parse_window(node, json, what);
    if (has.margin)
        node.padding = parse_padding(member(json, "padding", what), Message(texts.key_of, "padding", what));
    if (json.contains("groups")) node.groups = extent(json["groups"], Message(texts.key_of, "groups", what));
    parse_numbers(node, json, what);
    if (node.op == &nn::ops::reorder) parse_order(node, json, what);
    if (has.channels)
        node.channels = extent(member(json, "channels", what), Message(texts.key_of, "channels", what));
    if (json.contains("connections"))
        node.connections = parse_connections(json["connections"], Message(texts.key_of, "connections", what));
    node.activation =
        parse_activation(member(json, "activation", what), Message(texts.key_of, "activation", what));
    return node;
}

bool is_optional(const std::string& key) {
    return std::ranges::find(kOptionalInput, key) != kOptionalInput.end();
}

/// All of them must be there but for some of the input's; the input has no others.
Options parse_options(const Json& json, const Message& what) {
    for (const std::string& key : fields::keys_of<Options>()) member(json, key.c_str(), what);
    const Message input(texts.key, "input");
    const std::vector<std::string> keys = fields::keys_of<InputOptions>();
    for (const std::string& key : keys)
        if (!is_optional(key)) member(as_object(json["input"], input), key.c_str(), input);
    allow_only(json["input"], keys, input);
    Options options;
    try {
        fields::read_value(json, "convoscope", fields::Any{}, options);
    } catch (const fields::Refusal& refusal) {
        throw Error(refusal.why);
    }
    for (const std::string& name : options.classes)
        if (!is_class_name(name)) throw Error(texts.wrong_class_name, one_line(name));
    return options;
}

InputOptions input_options(const nn::InputSpec& input) { return {showing_of(input), input.shape}; }

nn::InputSpec input_spec(const InputOptions& options) {
    nn::InputSpec input;
    input.shape = options.shape;
    apply(options, input);
    return input;
}

nlohmann::ordered_json options_json(const Architecture& architecture) {
    const nn::InputSpec& input = architecture.input;
    const Options options{architecture.classes, input_options(input), architecture.temperature,
                          architecture.unsure_below};
    nlohmann::ordered_json json = fields::to_json(options);
    const nlohmann::ordered_json usual = fields::to_json(InputOptions());
    for (const char* key : kOptionalInput)
        if (json["input"][key] == usual[key]) json["input"].erase(key);
    return json;
}

void check_version(const Json& json, const Message& what) {
    const Json& version = member(json, "version", what);
    if (version != kVersion) throw Error(texts.wrong_version, one_line(version.dump()), kVersion);
}

void take(Options options, Architecture& architecture) {
    architecture.input = input_spec(options.input);
    architecture.classes = std::move(options.classes);
    architecture.temperature = options.temperature;
    architecture.unsure_below = options.unsure_below;
}

}  // namespace

const char* name_of(nn::Activation activation) { return fields::name_of_choice(activation); }

std::string serialise_architecture(const Architecture& architecture) {
    nlohmann::ordered_json json;
    json["version"] = kVersion;
    for (const Node& node : architecture.nodes) json["nodes"].push_back(to_json(node, architecture));
    json.update(options_json(architecture));
    // A file's own names may be no UTF-8.
    return json.dump(-1, ' ', false, nlohmann::ordered_json::error_handler_t::replace);
}

Architecture parse_architecture(std::string_view text) {
    const Message what(texts.metadata, "convoscope");
    const Json json = parse_json_object(text, what);
    check_version(json, what);
    Architecture architecture;
    const Json& nodes = as_array(member(json, "nodes", what), Message(texts.key, "nodes"));
    if (nodes.size() > nn::kMaximumNodes) throw Error(texts.too_many_layers, nn::kMaximumNodes);
    for (const Json& node : nodes) architecture.nodes.push_back(parse_node(node, architecture));
    take(parse_options(json, what), architecture);
    architecture.resolve();
    return architecture;
}

std::string serialise_options(const Architecture& architecture) {
    nlohmann::ordered_json json;
    json["version"] = kVersion;
    json.update(options_json(architecture));
    return json.dump(-1, ' ', false, nlohmann::ordered_json::error_handler_t::replace);
}

bool read_options(std::string_view text, Architecture& architecture) {
    try {
        const Message what(texts.metadata, "convoscope");
        const Json json = parse_json_object(text, what);
        check_version(json, what);
        Options options = parse_options(json, what);
        if (options.input.shape != architecture.input.shape ||
            options.classes.size() != architecture.classes.size())
            return false;
        Architecture with = architecture;
        take(std::move(options), with);
        with.resolve();
        architecture = std::move(with);
        return true;
    } catch (const Error&) {
        return false;  // another program may have written it
    }
}

}  // namespace convoscope::models
