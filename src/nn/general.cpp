#include "nn/general.h"

#include <algorithm>
#include <limits>

#include "nn/span.h"

namespace convoscope::nn::general {
namespace {

/// The positions [first, last) of an axis whose place number `place` lies in the layer below.
Span positions_inside(const Axis& axis, int place) {
    const int offset = place * axis.dilation - axis.padding;  // where it is at position 0
    const int first = offset >= 0 ? 0 : (-offset + axis.stride - 1) / axis.stride;
    const int room = axis.below - 1 - offset;
    const int last = room < 0 ? 0 : std::min(axis.above, room / axis.stride + 1);
    return {std::min(first, last), last};
}

/// Calls visit(output index, input index, weight index, count, step) for every run of products along a row of
/// outputs: `count` of them, whose inputs are `step` apart, with one weight.
template <class Visit>
void each_run(const Layer& layer, Visit visit) {
    const Node& node = layer.node;
    const Shape& in = layer.below;
    const Shape& out = node.output;
    const Axis rows = rows_of(node, in);
    const Axis columns = columns_of(node, in);
    for (int to = 0; to < out.channels; ++to)
        for (int from = 0; from < in.channels; ++from) {
            if (!has_kernel(node, in.channels, to, from)) continue;
            std::size_t weight = kernel_index(node, in.channels, to, from) *
                                 static_cast<std::size_t>(node.kernel_height * node.kernel_width);
            for (int kernel_row = 0; kernel_row < node.kernel_height; ++kernel_row)
                for (int kernel_column = 0; kernel_column < node.kernel_width; ++kernel_column, ++weight) {
                    const Span down = positions_inside(rows, kernel_row);
                    const Span across = positions_inside(columns, kernel_column);
                    const int count = across.last - across.first;
                    if (count <= 0) continue;
                    for (int row = down.first; row < down.last; ++row) {
                        const int input_row = rows.start(row) + kernel_row * rows.dilation;
                        const int input_column =
                            columns.start(across.first) + kernel_column * columns.dilation;
                        visit((static_cast<std::size_t>(to) * out.height + row) * out.width + across.first,
                              (static_cast<std::size_t>(from) * in.height + input_row) * in.width +
                                  input_column,
                              weight, count, columns.stride);
                    }
                }
        }
}

/// The units of some maps, by index: [first, last).
struct Units {
    Units(const Layer& layer, const Span& maps) {
        const std::size_t area = static_cast<std::size_t>(layer.node.output.height) * layer.node.output.width;
        first = static_cast<std::size_t>(maps.first) * area;
        last = static_cast<std::size_t>(maps.last) * area;
    }
    std::size_t first, last;
};

/// Calls visit(output index, input index) for every value that a pooling window of these maps covers, in
/// storage order.
template <class Visit>
void each_pooled(const Layer& layer, const Span& maps, Visit visit) {
    const Node& node = layer.node;
    const Shape& in = layer.below;
    const Axis rows = rows_of(node, in);
    const Axis columns = columns_of(node, in);
    std::size_t to = Units(layer, maps).first;
    for (int map = maps.first; map < maps.last; ++map)
        for (int row = 0; row < node.output.height; ++row)
            for (int column = 0; column < node.output.width; ++column, ++to)
                for (int place_row = 0; place_row < node.kernel_height; ++place_row) {
                    const int input_row = rows.start(row) + place_row * rows.dilation;
                    if (input_row < 0 || input_row >= in.height) continue;
                    for (int place_column = 0; place_column < node.kernel_width; ++place_column) {
                        const int input_column = columns.start(column) + place_column * columns.dilation;
                        if (input_column < 0 || input_column >= in.width) continue;
                        visit(to, (static_cast<std::size_t>(map) * in.height + input_row) * in.width +
                                      input_column);
                    }
                }
}

/// How many places of the window at `position` lie in the layer below.
int places_inside(const Axis& axis, int position) {
    int count = 0;
    for (int place = 0; place < axis.kernel; ++place) {
        const int at = axis.start(position) + place * axis.dilation;
        if (at >= 0 && at < axis.below) ++count;
    }
    return count;
}

}  // namespace

bool is_usual(const Node& node) {
    return node.stride.is_even() && node.padding.is_even() && node.dilation == Steps() && node.groups == 1 &&
           (node.counts_padding || node.padding == Padding());
}

void conv_weight_gradient(const Layer& layer, const float* input, const float* output_gradient,
                          Parameters& gradients) {
    const std::size_t area = static_cast<std::size_t>(layer.node.output.height) * layer.node.output.width;
    for (std::size_t map = 0; map < gradients.bias.size(); ++map)
        for (std::size_t i = 0; i < area; ++i) gradients.bias[map] += output_gradient[map * area + i];
    each_run(layer, [&](std::size_t to, std::size_t from, std::size_t weight, int count, int step) {
        float sum = 0;
        for (int i = 0; i < count; ++i)
            sum += output_gradient[to + static_cast<std::size_t>(i)] *
                   input[from + static_cast<std::size_t>(i) * static_cast<std::size_t>(step)];
        gradients.weight[weight] += sum;
    });
}

void conv_input_gradient(const Layer& layer, const Parameters& parameters, const float* output_gradient,
                         float* input_gradient) {
    std::fill_n(input_gradient, layer.below.size(), 0.0f);
    each_run(layer, [&](std::size_t to, std::size_t from, std::size_t weight, int count, int step) {
        const float factor = parameters.weight[weight];
        for (int i = 0; i < count; ++i)
            input_gradient[from + static_cast<std::size_t>(i) * static_cast<std::size_t>(step)] +=
                factor * output_gradient[to + static_cast<std::size_t>(i)];
    });
}

void max_pool_forward(const Layer& layer, const Span& maps, const float* input, float* output) {
    const Units units(layer, maps);
    std::fill(output + units.first, output + units.last, -std::numeric_limits<float>::infinity());
    each_pooled(layer, maps,
                [&](std::size_t to, std::size_t from) { output[to] = std::max(output[to], input[from]); });
}

void max_pool_backward(const Layer& layer, const float* input, const float* output_gradient,
                       float* input_gradient) {
    std::fill_n(input_gradient, layer.below.size(), 0.0f);
    // Windows come one after the other, so that the winner of each is known when the next begins.
    std::size_t present = 0;
    std::size_t winner = 0;
    bool any = false;
    const auto give = [&] {
        if (any) input_gradient[winner] += output_gradient[present];
    };
    each_pooled(layer, all_maps(layer.node), [&](std::size_t to, std::size_t from) {
        if (!any || to != present) {
            give();
            present = to;
            winner = from;
            any = true;
        } else if (input[from] > input[winner]) {
            winner = from;
        }
    });
    give();
}

int values_in_mean(const Layer& layer, int row, int column) {
    if (layer.node.counts_padding) return layer.node.kernel_height * layer.node.kernel_width;
    return places_inside(rows_of(layer.node, layer.below), row) *
           places_inside(columns_of(layer.node, layer.below), column);
}

namespace {

/// Calls visit(output index, 1 / values in its mean).
template <class Visit>
void each_share(const Layer& layer, const Span& maps, Visit visit) {
    const Shape& out = layer.node.output;
    std::size_t index = Units(layer, maps).first;
    for (int map = maps.first; map < maps.last; ++map)
        for (int row = 0; row < out.height; ++row)
            for (int column = 0; column < out.width; ++column)
                visit(index++, 1.0f / static_cast<float>(values_in_mean(layer, row, column)));
}

}  // namespace

void average_pool_forward(const Layer& layer, const Span& maps, const float* input, float* output) {
    const Units units(layer, maps);
    std::fill(output + units.first, output + units.last, 0.0f);
    each_pooled(layer, maps, [&](std::size_t to, std::size_t from) { output[to] += input[from]; });
    each_share(layer, maps, [&](std::size_t to, float share) { output[to] *= share; });
}

void average_pool_backward(const Layer& layer, const float* output_gradient, float* input_gradient) {
    std::fill_n(input_gradient, layer.below.size(), 0.0f);
    const Shape& out = layer.node.output;
    each_pooled(layer, all_maps(layer.node), [&](std::size_t to, std::size_t from) {
        const int place = static_cast<int>(to % (static_cast<std::size_t>(out.height) * out.width));
        input_gradient[from] += output_gradient[to] / static_cast<float>(values_in_mean(
                                                          layer, place / out.width, place % out.width));
    });
}

}  // namespace convoscope::nn::general
