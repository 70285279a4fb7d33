#include "nn/architecture.h"

#include <algorithm>
#include <cassert>
#include <cmath>
#include <set>
#include <utility>

#include "base/error.h"
#include "nn/texts.h"

namespace convoscope::nn {
namespace {

[[noreturn]] void refuse(const Node& node, const Message& why) {
    throw Error(texts.in_layer, node.name, why);
}

void check_number(const Node& node, const Text& what, int value, int low, int high) {
    if (value < low || value > high) refuse(node, {texts.wrong_number, what, value, low, high});
}

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

/// Positions of a window that slides over `extent` values with `padding` more on each side.
/// PyTorch's rule (torch.nn.Conv2d, "Shape"): floor((extent + 2 padding - kernel) / stride) + 1.
int positions(const Node& node, int extent, int kernel) {
    const int padded = extent + 2 * node.padding;
    if (kernel > padded) refuse(node, {texts.window_too_large, kernel, padded});
    return (padded - kernel) / node.stride + 1;
}

void check_window(const Node& node) {
    check_number(node, texts.kernel_height, node.kernel_height, 1, kMaximumExtent);
    check_number(node, texts.kernel_width, node.kernel_width, 1, kMaximumExtent);
    check_number(node, texts.stride, node.stride, 1, kMaximumExtent);
    // No window may lie in the padding alone; pooling follows PyTorch, which allows half a window.
    const int smaller = std::min(node.kernel_height, node.kernel_width);
    check_number(node, texts.padding, node.padding, 0, node.op == Op::Conv ? smaller - 1 : smaller / 2);
}

void check_connections(const Node& node, int input_channels) {
    if (node.connections.empty()) return;
    if (node.connections.size() != static_cast<std::size_t>(node.channels) * input_channels)
        refuse(node, {texts.table_size, node.channels, input_channels});
    for (std::uint8_t entry : node.connections)
        if (entry > 1) refuse(node, texts.table_entries);
    for (auto row = node.connections.begin(); row != node.connections.end(); row += input_channels)
        if (std::none_of(row, row + input_channels, [](std::uint8_t entry) { return entry == 1; }))
            refuse(node, texts.table_empty_row);
}

void check_unused(const Node& node) {
    const bool windowed = node.op == Op::Conv || node.op == Op::MaxPool || node.op == Op::AveragePool;
    if (!windowed &&
        (node.kernel_height != 0 || node.kernel_width != 0 || node.stride != 1 || node.padding != 0))
        refuse(node, texts.no_window);
    if (node.op != Op::Conv && !node.connections.empty()) refuse(node, texts.no_table);
    if (node.op != Op::Conv && node.op != Op::Linear && node.channels != 0) refuse(node, texts.no_channels);
}

/// Sets node.output from its input's shape.
void resolve_shape(Node& node, const Shape& input) {
    switch (node.op) {
        case Op::Input:
            assert(false);
            break;
        case Op::Conv:
            check_window(node);
            check_number(node, texts.maps, node.channels, 1, kMaximumExtent);
            check_connections(node, input.channels);
            node.output = {node.channels, positions(node, input.height, node.kernel_height),
                           positions(node, input.width, node.kernel_width)};
            break;
        case Op::MaxPool:
        case Op::AveragePool:
            check_window(node);
            node.output = {input.channels, positions(node, input.height, node.kernel_height),
                           positions(node, input.width, node.kernel_width)};
            break;
        case Op::Linear:
            check_number(node, texts.units, node.channels, 1, kMaximumExtent);
            node.output = {node.channels, 1, 1};
            break;
    }
}

void check_input_node(const Node& node) {
    if (node.op != Op::Input) refuse(node, texts.first_is_input);
    if (!node.inputs.empty()) refuse(node, texts.input_has_inputs);
    if (node.activation != Activation::Identity) refuse(node, texts.input_is_linear);
}

void check_inputs(const Node& node, int index) {
    if (node.op == Op::Input) refuse(node, texts.second_input);
    if (node.inputs.size() != 1) refuse(node, {texts.one_input, node.inputs.size()});
    if (node.inputs[0] < 0 || node.inputs[0] >= index) refuse(node, texts.later_input);
}

void check_settings(const Architecture& architecture) {
    const InputSpec& input = architecture.input;
    for (int extent : {input.shape.channels, input.shape.height, input.shape.width})
        if (extent < 1 || extent > kMaximumExtent) throw Error(texts.input_extents, kMaximumExtent);
    if (!std::isfinite(input.low) || !std::isfinite(input.high) || input.low == input.high)
        throw Error(texts.input_values);
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
           volume(input.channels, input.height + 2 * node.padding, input.width + 2 * node.padding);
}

std::int64_t weights(const Node& node, const Shape& input) {
    const std::int64_t outputs = node.channels;
    if (node.op == Op::Linear) return outputs * input.size();
    if (node.op != Op::Conv) return 0;
    // Each factor is at most kMaximumExtent = 2^15, so four of them stay below 2^60.
    return outputs * input.channels * node.kernel_height * node.kernel_width;
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
            const Shape& from = nodes[static_cast<std::size_t>(node.inputs[0])].output;
            resolve_shape(node, from);
            units += cost(node, from);
            parameters += weights(node, from);
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

std::string shape_words(const Shape& shape) {
    if (shape.is_flat()) return std::to_string(shape.channels);
    const std::string area = std::to_string(shape.height) + " × " + std::to_string(shape.width);
    return shape.channels == 1 ? area : std::to_string(shape.channels) + " × " + area;
}

std::int64_t multiply_adds(const Architecture& architecture) {
    std::int64_t all = 0;
    for (const Node& node : architecture.nodes) {
        if (node.inputs.empty()) continue;
        const Shape& below = architecture.nodes[static_cast<std::size_t>(node.inputs[0])].output;
        const std::int64_t window = static_cast<std::int64_t>(node.kernel_height) * node.kernel_width;
        std::int64_t each = window;
        if (node.op == Op::Conv) each = window * below.channels;
        if (node.op == Op::Linear) each = below.size();
        all += each * node.output.size();
    }
    return all;
}

}  // namespace convoscope::nn
