// What layers do before their non-linearities (nn/ops), as ONNX's operators: one function each.

#include <algorithm>
#include <cmath>
#include <limits>

#include "models/onnx/graph_writer.h"
#include "nn/general.h"
#include "nn/ops/operator.h"

namespace convoscope::models::onnx {
namespace {

Ints kernel_of(const nn::Node& node) { return {node.kernel_height, node.kernel_width}; }

/// Kernel, strides, dilations and pads of the node that was added last.
void set_window(GraphWriter& to) {
    const nn::Node& node = to.node();
    const nn::Padding& pad = node.padding;
    set(to.last(), "kernel_shape", kernel_of(node));
    set(to.last(), "strides", Ints{node.stride.rows, node.stride.columns});
    set(to.last(), "pads", Ints{pad.top, pad.left, pad.bottom, pad.right});
    if (node.dilation != nn::Steps())
        set(to.last(), "dilations", Ints{node.dilation.rows, node.dilation.columns});
}

/// Each map on its own, every weight 1: the sums of its windows.
std::string window_sums(GraphWriter& to) {
    const int maps = to.node().output.channels;
    const Ints shape{maps, 1, to.node().kernel_height, to.node().kernel_width};
    const std::vector<float> ones(
        static_cast<std::size_t>(maps * to.node().kernel_height * to.node().kernel_width), 1.0f);
    const std::string heard = to.heard_maps();
    std::string sums = to.prepare("Conv", {heard, to.constant("/ones", shape, ones)});
    set_window(to);
    set(to.last(), "group", std::int64_t{maps});
    return sums;
}

std::string conv(GraphWriter& to) {
    const nn::Node& node = to.node();
    const nn::Parameters& own = to.parameters();
    const std::int64_t heard = node.heard[0].channels / node.groups;
    const Ints shape{node.channels, heard, node.kernel_height, node.kernel_width};
    std::string result = to.add("Conv", {to.heard_maps(), to.constant(".weight", shape, own.weight),
                                         to.constant(".bias", {node.channels}, own.bias)});
    set_window(to);
    if (node.groups != 1) set(to.last(), "group", std::int64_t{node.groups});
    return result;
}

std::string linear(GraphWriter& to) {
    const nn::Parameters& own = to.parameters();
    const std::int64_t units = to.node().channels;
    const Ints shape{units, to.node().heard[0].size()};
    const std::string flat = to.heard_flat();
    std::string result = to.add(
        "Gemm", {flat, to.constant(".weight", shape, own.weight), to.constant(".bias", {units}, own.bias)});
    set(to.last(), "transB", std::int64_t{1});
    to.make_flat(true);
    return result;
}

std::string max_pool(GraphWriter& to) {
    std::string result = to.add("MaxPool", {to.heard_maps()});
    set_window(to);
    return result;
}

/// ONNX's has no dilation before version 19: then its windows are summed up and divided by what they count.
std::string average_pool(GraphWriter& to) {
    const nn::Node& node = to.node();
    if (node.dilation == nn::Steps()) {
        std::string result = to.add("AveragePool", {to.heard_maps()});
        set_window(to);
        set(to.last(), "count_include_pad", std::int64_t{node.counts_padding ? 1 : 0});
        return result;
    }
    std::vector<float> shares;
    for (int row = 0; row < node.output.height; ++row)
        for (int column = 0; column < node.output.width; ++column)
            shares.push_back(
                1.0f / static_cast<float>(nn::general::values_in_mean({node, node.heard[0]}, row, column)));
    const std::string sums = window_sums(to);
    return to.add("Mul", {sums, to.constant("/shares", {node.output.height, node.output.width}, shares)});
}

std::string batch_norm(GraphWriter& to) {
    const nn::Parameters& own = to.parameters();
    const Ints shape{to.node().heard[0].channels};
    to.make_flat(to.hears_flat());
    std::string result = to.add(
        "BatchNormalization",
        {to.heard(), to.constant(".weight", shape, own.weight), to.constant(".bias", shape, own.bias),
         to.constant(".running_mean", shape, own.mean), to.constant(".running_var", shape, own.variance)});
    set(to.last(), "epsilon", to.node().numbers[0]);
    return result;
}

/// The shape of numbers that are one for all, one a map, or one a unit.
Ints spread_shape(const nn::Node& node, bool flat) {
    const nn::Shape& shape = node.output;
    if (node.channels == 1) return {1};
    if (flat) return {node.channels};
    if (node.channels == shape.channels) return {shape.channels, 1, 1};
    return {shape.channels, shape.height, shape.width};
}

std::string scale(GraphWriter& to) {
    const nn::Parameters& own = to.parameters();
    const Ints shape = spread_shape(to.node(), to.hears_flat());
    to.make_flat(to.hears_flat());
    const std::string stretched = to.add("Mul", {to.heard(), to.constant(".weight", shape, own.weight)});
    return to.add("Add", {stretched, to.constant(".bias", shape, own.bias)});
}

std::string lrn(GraphWriter& to) {
    const nn::Node& node = to.node();
    std::string result = to.add("LRN", {to.heard_maps()});
    set(to.last(), "size", std::int64_t{node.channels});
    set(to.last(), "alpha", node.numbers[0]);
    set(to.last(), "beta", node.numbers[1]);
    set(to.last(), "bias", node.numbers[2]);
    return result;
}

/// All that it hears, with the same axes.
std::vector<std::string> all_heard(GraphWriter& to) {
    const std::size_t count = to.node().inputs.size();
    bool flat = true;
    for (std::size_t which = 0; which < count; ++which) flat = flat && to.hears_flat(which);
    std::vector<std::string> names;
    for (std::size_t which = 0; which < count; ++which)
        names.push_back(flat ? to.heard(which) : to.heard_maps(which));
    to.make_flat(flat);
    return names;
}

std::string add(GraphWriter& to) {
    const std::vector<std::string> heard = all_heard(to);
    return to.add(heard.size() == 2 ? "Add" : "Sum", heard);
}

std::string subtract(GraphWriter& to) { return to.add("Sub", all_heard(to)); }

std::string divide(GraphWriter& to) { return to.add("Div", all_heard(to)); }

/// Two at a time; the last product is the layer.
std::string multiply(GraphWriter& to) {
    const std::vector<std::string> heard = all_heard(to);
    std::string product = heard[0];
    for (std::size_t which = 1; which + 1 < heard.size(); ++which)
        product = to.prepare("Mul", {product, heard[which]});
    return to.add("Mul", {product, heard.back()});
}

std::string concat(GraphWriter& to) {
    std::string result = to.add("Concat", all_heard(to));
    set(to.last(), "axis", std::int64_t{1});
    return result;
}

std::string reorder(GraphWriter& to) {
    const nn::Node& node = to.node();
    const nn::Shape& shape = node.output;
    const std::string flat = to.heard_flat();
    std::string result =
        to.add("Gather", {flat, to.whole_numbers("/order", {node.order.begin(), node.order.end()})});
    set(to.last(), "axis", std::int64_t{1});
    to.make_flat(shape.is_flat());
    if (shape.is_flat()) return result;
    return to.add("Reshape",
                  {result, to.whole_numbers("/shape", {0, shape.channels, shape.height, shape.width})});
}

std::string pad(GraphWriter& to) {
    const nn::Padding& margin = to.node().padding;
    const std::string heard = to.heard_maps();
    const std::string pads =
        to.whole_numbers("/pads", {0, 0, margin.top, margin.left, 0, 0, margin.bottom, margin.right});
    return to.add("Pad", {heard, pads, to.constant("/margin", {}, std::span(to.node().numbers).first(1))});
}

/// Over maps, or over units where it has no rows and columns.
std::string softmax(GraphWriter& to) {
    to.make_flat(to.hears_flat());
    std::string result = to.add("Softmax", {to.heard()});
    set(to.last(), "axis", std::int64_t{1});
    return result;
}

std::string prelu(GraphWriter& to) {
    const nn::Parameters& own = to.parameters();
    const Ints shape = spread_shape(to.node(), to.hears_flat());
    to.make_flat(to.hears_flat());
    std::string result = to.add("PRelu", {to.heard(), to.constant(".weight", shape, own.weight)});
    const bool shifts = std::ranges::any_of(own.bias, [](float bias) { return bias != 0; });
    return shifts ? to.add("Add", {result, to.constant(".bias", shape, own.bias)}) : result;
}

/// A pair of QuantizeLinear and DequantizeLinear where the limits are those of 8 bits, else in so many words.
std::string quantise(GraphWriter& to) {
    const auto& [step, low, high] = to.node().numbers;
    to.make_flat(to.hears_flat());
    if (high - low == 255 && low <= 0 && low >= -255 && low == std::round(low)) {
        const std::string scale = to.constant("/step", {}, std::span(&step, 1));
        const std::string zero = to.byte("/zero", static_cast<std::uint8_t>(-low));
        const std::string whole = to.add("QuantizeLinear", {to.heard(), scale, zero});
        return to.add("DequantizeLinear", {whole, scale, zero});
    }
    const bool divides = step != 1;
    constexpr float none = std::numeric_limits<float>::max();
    std::string value = to.heard();
    if (divides) value = to.prepare("Div", {value, to.constant("/step", step)});
    value = to.add("Round", {value});
    if (low > -none || high < none)
        value = to.add("Clip", {value, to.constant("/low", {}, std::span(&low, 1)),
                                to.constant("/high", {}, std::span(&high, 1))});
    return divides ? to.add("Mul", {value, to.constant("/step", step)}) : value;
}

/// Its non-linearity is all that it is.
std::string bend(GraphWriter& to) {
    to.make_flat(to.hears_flat());
    return to.heard();
}

}  // namespace

OperatorWriter writer_of(const nn::Operator& op) {
    static const std::map<const nn::Operator*, OperatorWriter> writers{
        {&nn::ops::conv, conv},         {&nn::ops::linear, linear},
        {&nn::ops::max_pool, max_pool}, {&nn::ops::average_pool, average_pool},
        {&nn::ops::scale, scale},       {&nn::ops::batch_norm, batch_norm},
        {&nn::ops::lrn, lrn},           {&nn::ops::add, add},
        {&nn::ops::divide, divide},     {&nn::ops::subtract, subtract},
        {&nn::ops::concat, concat},     {&nn::ops::multiply, multiply},
        {&nn::ops::pad, pad},           {&nn::ops::reorder, reorder},
        {&nn::ops::bend, bend},         {&nn::ops::softmax, softmax},
        {&nn::ops::prelu, prelu},       {&nn::ops::quantise, quantise}};
    const auto found = writers.find(&op);
    return found == writers.end() ? nullptr : found->second;
}

}  // namespace convoscope::models::onnx
