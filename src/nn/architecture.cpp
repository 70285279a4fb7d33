#include "nn/architecture.h"

#include <algorithm>
#include <cassert>
#include <cmath>
#include <set>
#include <utility>

#include "base/error.h"
#include "nn/ops/checks.h"
#include "nn/ops/operator.h"
#include "nn/texts.h"

namespace convoscope::nn {
namespace {

using ops::refuse;

bool is_name_character(char c) {
    return (c >= 'A' && c <= 'Z') || (c >= 'a' && c <= 'z') || (c >= '0' && c <= '9') || c == '_' ||
           c == '.' || c == '-';
}

void check_name(const std::string& name) {
    if (name.empty() || name.size() > kMaximumNameLength)
        throw Error(texts.name_length, name.size(), kMaximumNameLength);
    if (!std::all_of(name.begin(), name.end(), is_name_character)) throw Error(texts.name_characters);
    if (name.ends_with(".pre")) throw Error(texts.in_layer, name, texts.name_ending);
}

/// What the operator does not have must be as Node makes it: files do not keep it.
void check_unused(const Node& node) {
    const Attributes& has = node.op->attributes;
    if (!has.window && (node.kernel_height != 0 || node.kernel_width != 0 || node.stride != Steps() ||
                        node.dilation != Steps() || (!has.margin && node.padding != Padding())))
        refuse(node, texts.no_window);
    if (!has.groups && node.groups != 1) refuse(node, texts.no_groups);
    if (node.op != &ops::reorder && !node.order.empty()) refuse(node, texts.no_order);
    if (!has.connections && !node.connections.empty()) refuse(node, texts.no_table);
    if (!has.channels && node.channels != 0) refuse(node, texts.no_channels);
}

void check_input_node(const Node& node) {
    if (node.op != &ops::input) refuse(node, texts.first_is_input);
    if (!node.inputs.empty()) refuse(node, texts.input_has_inputs);
    if (node.activation != Activation::Identity) refuse(node, texts.input_is_linear);
}

void check_inputs(const Node& node, int index) {
    if (node.op == &ops::input) refuse(node, texts.second_input);
    const auto count = static_cast<int>(node.inputs.size());
    if (node.op->most_inputs == 1 && count != 1) refuse(node, {texts.one_input, count});
    if (count < node.op->least_inputs || count > node.op->most_inputs)
        refuse(node, {texts.several_inputs, count, node.op->least_inputs, node.op->most_inputs});
    for (const int input : node.inputs)
        if (input < 0 || input >= index) refuse(node, texts.later_input);
}

bool is_range(float low, float high) { return std::isfinite(low) && std::isfinite(high) && low != high; }

void check_settings(const Architecture& architecture) {
    const InputSpec& input = architecture.input;
    for (int extent : {input.shape.channels, input.shape.height, input.shape.width})
        if (extent < 1 || extent > kMaximumExtent) throw Error(texts.input_extents, kMaximumExtent);
    if (!is_range(input.low, input.high)) throw Error(texts.input_values);
    for (const ChannelRange& range : input.channels)
        if (!is_range(range.low, range.high)) throw Error(texts.input_values);
    if (!input.channels.empty() && input.channels.size() != static_cast<std::size_t>(input.shape.channels))
        throw Error(texts.channel_ranges, input.channels.size(), input.shape.channels);
    if (!(input.seen > 0 && input.seen <= 1)) throw Error(texts.share_seen);
    if (!std::isfinite(architecture.temperature) || architecture.temperature <= 0.0f)
        throw Error(texts.wrong_temperature);
    if (!(architecture.unsure_below >= 0.0f && architecture.unsure_below <= 1.0f))
        throw Error(texts.wrong_threshold);
}

/// Values that `node` makes us hold: its units and its padded input. In 64 bits, as a lying file can ask for
/// more.
std::int64_t cost(const Node& node, const Shape& input) {
    const auto volume = [](std::int64_t channels, std::int64_t height, std::int64_t width) {
        return channels * height * width;
    };
    return volume(node.output.channels, node.output.height, node.output.width) +
           volume(input.channels, input.height + node.padding.top + node.padding.bottom,
                  input.width + node.padding.left + node.padding.right);
}

std::int64_t weights(const Layer& layer) {
    if (!layer.node.op->has_parameters()) return 0;
    // Each factor is at most kMaximumExtent = 2^15 (or all units below), so four of them stay below 2^60.
    std::int64_t count = 1;
    for (const int extent : layer.node.op->weight_shape(layer)) count *= extent;
    return count;
}

}  // namespace

void Architecture::resolve() {
    if (nodes.empty() || nodes.size() > kMaximumNodes) throw Error(texts.layer_count, kMaximumNodes);
    check_settings(*this);
    std::set<std::string> names;
    std::int64_t units = 0;
    std::int64_t parameters = 0;
    for (std::size_t index = 0; index < nodes.size(); ++index) {
        Node& node = nodes[index];
        check_name(node.name);
        if (!names.insert(node.name).second) refuse(node, texts.same_name);
        check_unused(node);
        if (index == 0) {
            check_input_node(node);
            node.output = input.shape;
            units += cost(node, Shape{});
        } else {
            check_inputs(node, static_cast<int>(index));
            if (node.activation == Activation::Softmax && index + 1 != nodes.size())
                refuse(node, texts.softmax_is_last);
            node.heard.clear();
            for (const int before : node.inputs)
                node.heard.push_back(nodes[static_cast<std::size_t>(before)].output);
            const Shape& from = node.heard[0];
            node.output = node.op->output_shape({node, from});
            units += cost(node, from);
            parameters += weights({node, from});
        }
        if (units > kMaximumUnits) refuse(node, texts.too_many_units);
        if (parameters > kMaximumWeights) refuse(node, texts.too_many_weights);
    }
    if (classes.size() != static_cast<std::size_t>(output().output.size()))
        throw Error(texts.class_count, classes.size(), output().output.size());
}

int Architecture::find(const std::string& name) const {
    const auto found =
        std::find_if(nodes.begin(), nodes.end(), [&](const Node& node) { return node.name == name; });
    return found == nodes.end() ? -1 : static_cast<int>(found - nodes.begin());
}

std::string shape_words(const Shape& shape, const char* times) {
    if (shape.is_flat()) return std::to_string(shape.channels);
    const std::string area = std::to_string(shape.height) + times + std::to_string(shape.width);
    return shape.channels == 1 ? area : std::to_string(shape.channels) + times + area;
}

std::string words_of(const Steps& steps) {
    const std::string rows = std::to_string(steps.rows);
    return steps.is_even() ? rows : rows + " × " + std::to_string(steps.columns);
}

std::string words_of(const Padding& padding) {
    std::string words = std::to_string(padding.top);
    if (padding.is_even()) return words;
    for (const int side : {padding.left, padding.bottom, padding.right}) words += ", " + std::to_string(side);
    return words;
}

int weighted_layers(const Architecture& architecture) {
    return static_cast<int>(
        std::ranges::count_if(architecture.nodes, [](const Node& node) { return node.op->is_weighted(); }));
}

std::int64_t multiply_adds(const Architecture& architecture) {
    std::int64_t all = 0;
    for (std::size_t index = 1; index < architecture.nodes.size(); ++index)
        all += multiply_adds(architecture, static_cast<int>(index));
    return all;
}

std::int64_t multiply_adds(const Architecture& architecture, int index) {
    if (architecture.nodes[static_cast<std::size_t>(index)].inputs.empty()) return 0;
    const Layer layer = layer_at(architecture, index);
    return layer.node.op->multiply_adds(layer);
}

namespace {

bool has_negative_values(const InputSpec& input) {
    for (int channel = 0; channel < input.shape.channels; ++channel)
        if (std::min(input.range(channel).low, input.range(channel).high) < 0) return true;
    return false;
}

}  // namespace

bool can_be_negative(const Architecture& architecture, int index) {
    const Node& node = architecture.nodes[static_cast<std::size_t>(index)];
    switch (node.activation) {
        case Activation::Relu:
        case Activation::Sigmoid:
        case Activation::Softmax:
        case Activation::HardSigmoid:
        case Activation::Softplus:
        case Activation::Exp:
        case Activation::Sqrt:
        case Activation::Abs:
            return false;
        case Activation::Clip:
            return node.alpha < 0;
        case Activation::Identity:
            break;
        default:
            return true;
    }
    if (node.inputs.empty()) return has_negative_values(architecture.input);
    return !node.op->keeps_sign ||
           std::ranges::any_of(node.inputs, [&](int from) { return can_be_negative(architecture, from); });
}

std::vector<int> listeners(const Architecture& architecture, int index) {
    std::vector<int> found;
    for (std::size_t above = static_cast<std::size_t>(index) + 1; above < architecture.nodes.size();
         ++above) {
        const std::vector<int>& inputs = architecture.nodes[above].inputs;
        if (std::find(inputs.begin(), inputs.end(), index) != inputs.end())
            found.push_back(static_cast<int>(above));
    }
    return found;
}

}  // namespace convoscope::nn
