#include "nn/architecture.h"

#include <algorithm>
#include <cassert>
#include <cmath>
#include <set>
#include <utility>

#include "base/error.h"

namespace convoscope::nn {
namespace {

[[noreturn]] void refuse(const Node& node, const std::string& why) {
    throw Error("layer '" + node.name + "': " + why);
}

void check_number(const Node& node, const char* what, int value, int low, int high) {
    if (value < low || value > high)
        refuse(node, std::string(what) + " is " + std::to_string(value) + "; it must be " +
                         std::to_string(low) + " to " + std::to_string(high));
}

bool is_name_character(char c) {
    return (c >= 'A' && c <= 'Z') || (c >= 'a' && c <= 'z') || (c >= '0' && c <= '9') || c == '_' ||
           c == '.' || c == '-';
}

void check_name(const std::string& name) {
    if (name.empty() || name.size() > kMaximumNameLength)
        throw Error("a layer's name has " + std::to_string(name.size()) + " characters; it must have 1 to " +
                    std::to_string(kMaximumNameLength));
    if (!std::all_of(name.begin(), name.end(), is_name_character))
        throw Error("a layer's name may only have the characters A-Z a-z 0-9 _ . -");
    if (name.ends_with(".pre"))
        throw Error("layer '" + name +
                    "': the ending .pre is kept for a layer's pre-activations; choose another name");
}

/// Positions of a window that slides over `extent` values with `padding` more on each side.
/// PyTorch's rule (torch.nn.Conv2d, "Shape"): floor((extent + 2 padding - kernel) / stride) + 1.
int positions(const Node& node, int extent, int kernel) {
    const int padded = extent + 2 * node.padding;
    if (kernel > padded)
        refuse(node, "its window of " + std::to_string(kernel) + " is larger than the padded input of " +
                         std::to_string(padded));
    return (padded - kernel) / node.stride + 1;
}

void check_window(const Node& node) {
    check_number(node, "the kernel's height", node.kernel_height, 1, kMaximumExtent);
    check_number(node, "the kernel's width", node.kernel_width, 1, kMaximumExtent);
    check_number(node, "the stride", node.stride, 1, kMaximumExtent);
    // No window may lie in the padding alone; pooling follows PyTorch, which allows half a window.
    const int smaller = std::min(node.kernel_height, node.kernel_width);
    check_number(node, "the padding", node.padding, 0, node.op == Op::Conv ? smaller - 1 : smaller / 2);
}

void check_connections(const Node& node, int input_channels) {
    if (node.connections.empty()) return;
    if (node.connections.size() != static_cast<std::size_t>(node.channels) * input_channels)
        refuse(node, "its connection table must have " + std::to_string(node.channels) + " rows of " +
                         std::to_string(input_channels) + " entries");
    for (std::uint8_t entry : node.connections)
        if (entry > 1) refuse(node, "its connection table may only hold 0 and 1");
    for (auto row = node.connections.begin(); row != node.connections.end(); row += input_channels)
        if (std::none_of(row, row + input_channels, [](std::uint8_t entry) { return entry == 1; }))
            refuse(node, "a map is connected to nothing; give each row of the connection table a 1");
}

void check_unused(const Node& node) {
    const bool windowed = node.op == Op::Conv || node.op == Op::MaxPool || node.op == Op::AveragePool;
    if (!windowed &&
        (node.kernel_height != 0 || node.kernel_width != 0 || node.stride != 1 || node.padding != 0))
        refuse(node, "kernel, stride and padding belong to conv and pooling layers only");
    if (node.op != Op::Conv && !node.connections.empty())
        refuse(node, "only conv layers have a connection table");
    if (node.op != Op::Conv && node.op != Op::Linear && node.channels != 0)
        refuse(node, "only conv and linear layers choose their channels");
}

/// Sets node.output from its input's shape.
void resolve_shape(Node& node, const Shape& input) {
    switch (node.op) {
        case Op::Input:
            assert(false);
            break;
        case Op::Conv:
            check_window(node);
            check_number(node, "the number of maps", node.channels, 1, kMaximumExtent);
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
            check_number(node, "the number of units", node.channels, 1, kMaximumExtent);
            node.output = {node.channels, 1, 1};
            break;
    }
}

void check_input_node(const Node& node) {
    if (node.op != Op::Input) refuse(node, "the first layer must be the input");
    if (!node.inputs.empty()) refuse(node, "the input has no inputs");
    if (node.activation != Activation::Identity) refuse(node, "the input has no non-linearity");
}

void check_inputs(const Node& node, int index) {
    if (node.op == Op::Input) refuse(node, "only the first layer can be the input");
    if (node.inputs.size() != 1)
        refuse(node, "it has " + std::to_string(node.inputs.size()) + " inputs; it must have one");
    if (node.inputs[0] < 0 || node.inputs[0] >= index)
        refuse(node, "its input must be one of the layers before it");
}

void check_settings(const Architecture& architecture) {
    const InputSpec& input = architecture.input;
    for (int extent : {input.shape.channels, input.shape.height, input.shape.width})
        if (extent < 1 || extent > kMaximumExtent)
            throw Error("the input's extents must be 1 to " + std::to_string(kMaximumExtent));
    if (!std::isfinite(input.low) || !std::isfinite(input.high) || input.low == input.high)
        throw Error("the input's range must be two different finite numbers");
    if (!std::isfinite(architecture.temperature) || architecture.temperature <= 0.0f)
        throw Error("the temperature must be larger than 0");
    if (!(architecture.unsure_below >= 0.0f && architecture.unsure_below <= 1.0f))
        throw Error("the threshold of 'unsure' must be 0 to 1");
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
    if (nodes.empty() || nodes.size() > kMaximumNodes)
        throw Error("a network must have 1 to " + std::to_string(kMaximumNodes) + " layers");
    check_settings(*this);
    std::set<std::string> names;
    std::int64_t units = 0;
    std::int64_t parameters = 0;
    for (std::size_t index = 0; index < nodes.size(); ++index) {
        Node& node = nodes[index];
        check_name(node.name);
        if (!names.insert(node.name).second) refuse(node, "two layers have this name");
        check_unused(node);
        if (index == 0) {
            check_input_node(node);
            node.output = input.shape;
            units += cost(node, Shape{});
        } else {
            check_inputs(node, static_cast<int>(index));
            if (node.activation == Activation::Softmax && index + 1 != nodes.size())
                refuse(node, "only the last layer may have a softmax");
            const Shape& from = nodes[static_cast<std::size_t>(node.inputs[0])].output;
            resolve_shape(node, from);
            units += cost(node, from);
            parameters += weights(node, from);
        }
        if (units > kMaximumUnits) refuse(node, "the network has more units than Convoscope can hold");
        if (parameters > kMaximumWeights)
            refuse(node, "the network has more weights than Convoscope can hold");
    }
    if (classes.size() != static_cast<std::size_t>(output().output.size()))
        throw Error("there are " + std::to_string(classes.size()) + " class names for " +
                    std::to_string(output().output.size()) + " output units");
}

int Architecture::find(const std::string& name) const {
    const auto found =
        std::find_if(nodes.begin(), nodes.end(), [&](const Node& node) { return node.name == name; });
    return found == nodes.end() ? -1 : static_cast<int>(found - nodes.begin());
}

}  // namespace convoscope::nn
