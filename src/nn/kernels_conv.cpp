#include <algorithm>
#include <cassert>

#include "nn/float4.h"
#include "nn/kernels.h"

// Direct convolution, without unrolling the input into a matrix: a tile of neighbouring outputs of several
// maps is kept in registers while the sum runs over all input maps and kernel positions. Forward and the
// gradient of the input are the same loop (RowSum) with other strides; the gradient of the weights is one of
// its own.

namespace convoscope::nn::kernels {
namespace {

std::size_t product(int a, int b, int c) { return static_cast<std::size_t>(a) * b * c; }

/// One row of outputs y of several maps:
///   y[map][x] = start[map] + sum over channel, tap, column of
///       weight[map * weight_map_step + channel * weight_channel_step + tap * weight_tap_step + column]
///       * source[channel * source_channel_step + tap * source_tap_step + column * column_step + x * x_step]
struct RowSum {
    int channels = 0;
    int taps = 0;     // kernel rows that meet the source
    int columns = 0;  // kernel columns
    const float* source = nullptr;
    std::ptrdiff_t source_channel_step = 0;
    std::ptrdiff_t source_tap_step = 0;
    std::ptrdiff_t column_step = 1;
    std::ptrdiff_t x_step = 1;
    const float* weight = nullptr;
    std::ptrdiff_t weight_map_step = 0;
    std::ptrdiff_t weight_channel_step = 0;
    std::ptrdiff_t weight_tap_step = 0;
};

template <class Vector>
Vector read(const float* from, std::ptrdiff_t step);
template <>
float read<float>(const float* from, std::ptrdiff_t) {
    return *from;
}
template <>
Float4 read<Float4>(const float* from, std::ptrdiff_t step) {
    if (step == 1) return load4(from);
    return Float4{from[0], from[step], from[2 * step], from[3 * step]};
}

void write(float* to, float value) { *to = value; }
void write(float* to, Float4 value) { store4(to, value); }

template <class Vector>
Vector broadcast(float value) {
    if constexpr (sizeof(Vector) == sizeof(float))
        return value;
    else
        return all4(value);
}

/// A tile of kMaps x (kVectors registers) outputs from `x` on.
template <int kMaps, int kVectors, class Vector, bool kUnitStep>
void sum_tile(const RowSum& sum, int x, const float* start, float* output, std::ptrdiff_t output_map_step) {
    constexpr int kWidth = sizeof(Vector) / sizeof(float);
    const std::ptrdiff_t x_step = kUnitStep ? 1 : sum.x_step;
    Vector total[kMaps][kVectors];
    for (int map = 0; map < kMaps; ++map)
        for (int v = 0; v < kVectors; ++v) total[map][v] = broadcast<Vector>(start ? start[map] : 0.0f);
    for (int channel = 0; channel < sum.channels; ++channel) {
        for (int tap = 0; tap < sum.taps; ++tap) {
            const float* source =
                sum.source + channel * sum.source_channel_step + tap * sum.source_tap_step + x * x_step;
            const float* weight = sum.weight + channel * sum.weight_channel_step + tap * sum.weight_tap_step;
            for (int column = 0; column < sum.columns; ++column, source += sum.column_step, ++weight) {
                Vector values[kVectors];
                for (int v = 0; v < kVectors; ++v)
                    values[v] = read<Vector>(source + v * kWidth * x_step, x_step);
                for (int map = 0; map < kMaps; ++map) {
                    const Vector factor = broadcast<Vector>(weight[map * sum.weight_map_step]);
                    for (int v = 0; v < kVectors; ++v) total[map][v] += factor * values[v];
                }
            }
        }
    }
    for (int map = 0; map < kMaps; ++map)
        for (int v = 0; v < kVectors; ++v)
            write(output + map * output_map_step + x + v * kWidth, total[map][v]);
}

/// A row of `width` outputs of kMaps maps. Tiles that would run over the end are moved back and overlap their
/// neighbour: the same values are then computed twice, which is cheaper than one by one.
template <int kMaps, bool kUnitStep>
void sum_row(const RowSum& sum, int width, const float* start, float* output,
             std::ptrdiff_t output_map_step) {
    constexpr int kVectors = kMaps >= 4 ? 2 : 4;
    constexpr int kTile = 4 * kVectors;
    if (width < 4) {
        for (int x = 0; x < width; ++x)
            sum_tile<kMaps, 1, float, kUnitStep>(sum, x, start, output, output_map_step);
        return;
    }
    int x = 0;
    for (; x + kTile <= width; x += kTile)
        sum_tile<kMaps, kVectors, Float4, kUnitStep>(sum, x, start, output, output_map_step);
    for (; x < width; x += 4)
        sum_tile<kMaps, 1, Float4, kUnitStep>(sum, std::min(x, width - 4), start, output, output_map_step);
}

/// The same for `maps` maps, in blocks of four, two and one.
template <bool kUnitStep>
void sum_row_of_maps(RowSum sum, int maps, int width, const float* start, float* output,
                     std::ptrdiff_t output_map_step) {
    const auto advance = [&](int count) {
        maps -= count;
        sum.weight += count * sum.weight_map_step;
        output += count * output_map_step;
        if (start) start += count;
    };
    while (maps >= 4) {
        sum_row<4, kUnitStep>(sum, width, start, output, output_map_step);
        advance(4);
    }
    if (maps >= 2) {
        sum_row<2, kUnitStep>(sum, width, start, output, output_map_step);
        advance(2);
    }
    if (maps == 1) sum_row<1, kUnitStep>(sum, width, start, output, output_map_step);
}

/// Copies rows of `width` values to rows of `row_size` floats, value x to position left + x * step, the rest
/// zero.
void spread_rows(std::size_t rows, int width, int row_size, int left, int step, const float* from,
                 float* to) {
    for (std::size_t row = 0; row < rows; ++row, from += width, to += row_size) {
        std::fill(to, to + row_size, 0.0f);
        for (int x = 0; x < width; ++x) to[left + x * step] = from[x];
    }
}

/// Kernel rows [first, last] that meet the input when the window stands at output row `row`.
struct KernelRows {
    int first = 0;
    int last = 0;
};

KernelRows kernel_rows(const Window& window, int row) {
    const int top = row * window.stride - window.padding;
    return {std::max(0, -top), std::min(window.kernel_height, window.input.height - top) - 1};
}

int rounded_up_to_4(int count) { return (count + 3) / 4 * 4; }

/// Rows of the padded input, wide enough that whole groups of four outputs can be read.
int weight_gradient_row(const Window& window) {
    return std::max(window.stride * (rounded_up_to_4(window.output.width) - 1) + window.kernel_width,
                    window.input.width + 2 * window.padding);
}

int input_gradient_row(const Window& window) { return window.input.width + window.kernel_width - 1; }

/// Sums over all output positions of kMaps maps' gradients with the input under kernel column
/// `column`..+kColumns-1.
template <int kMaps, int kColumns>
struct WeightTile {
    Float4 total[kMaps][kColumns] = {};

    void add_row(const float* gradient, std::ptrdiff_t gradient_map_step, const float* input, int width,
                 int stride) {
        for (int x = 0; x < width; x += 4) {
            Float4 values[kColumns];
            for (int column = 0; column < kColumns; ++column)
                values[column] = read<Float4>(input + x * stride + column, stride);
            for (int map = 0; map < kMaps; ++map) {
                const Float4 factor = load4(gradient + map * gradient_map_step + x);
                for (int column = 0; column < kColumns; ++column)
                    total[map][column] += factor * values[column];
            }
        }
    }
};

/// What conv_weight_gradient works on, in scratch.
struct WeightGradientTask {
    const Window& window;
    const float* input;     // rows of input_row floats, padded left and right
    const float* gradient;  // rows of gradient_row floats, zeros at the end
    int input_row;
    int gradient_row;
    float* weight_gradient;
};

template <int kMaps, int kColumns, bool kUnitStep>
void add_weight_tile(const WeightGradientTask& task, int map, int channel, int kernel_row, int column) {
    const Window& window = task.window;
    const std::ptrdiff_t gradient_map_step =
        static_cast<std::ptrdiff_t>(window.output.height) * task.gradient_row;
    const float* input =
        task.input + static_cast<std::ptrdiff_t>(channel) * window.input.height * task.input_row + column;
    const float* gradient = task.gradient + map * gradient_map_step;
    WeightTile<kMaps, kColumns> tile;
    for (int row = 0; row < window.output.height; ++row) {
        const int input_row = row * window.stride - window.padding + kernel_row;
        if (input_row < 0 || input_row >= window.input.height) continue;
        tile.add_row(gradient + static_cast<std::ptrdiff_t>(row) * task.gradient_row, gradient_map_step,
                     input + static_cast<std::ptrdiff_t>(input_row) * task.input_row, task.gradient_row,
                     kUnitStep ? 1 : window.stride);
    }
    for (int block_map = 0; block_map < kMaps; ++block_map) {
        const std::size_t kernel =
            static_cast<std::size_t>(map + block_map) * window.input.channels + channel;
        if (window.connections && window.connections[kernel] == 0) continue;
        float* to = task.weight_gradient +
                    (kernel * window.kernel_height + kernel_row) * window.kernel_width + column;
        for (int c = 0; c < kColumns; ++c) to[c] += sum4(tile.total[block_map][c]);
    }
}

template <int kMaps, bool kUnitStep>
void add_weight_gradient(const WeightGradientTask& task, int map) {
    const Window& window = task.window;
    for (int channel = 0; channel < window.input.channels; ++channel)
        for (int kernel_row = 0; kernel_row < window.kernel_height; ++kernel_row) {
            int column = 0;
            for (; column + 2 <= window.kernel_width; column += 2)
                add_weight_tile<kMaps, 2, kUnitStep>(task, map, channel, kernel_row, column);
            if (column < window.kernel_width)
                add_weight_tile<kMaps, 1, kUnitStep>(task, map, channel, kernel_row, column);
        }
}

template <bool kUnitStep>
void add_weight_gradient_of_maps(const WeightGradientTask& task) {
    const int maps = task.window.output.channels;
    int map = 0;
    for (; map + 4 <= maps; map += 4) add_weight_gradient<4, kUnitStep>(task, map);
    for (; map + 2 <= maps; map += 2) add_weight_gradient<2, kUnitStep>(task, map);
    if (map < maps) add_weight_gradient<1, kUnitStep>(task, map);
}

}  // namespace

Window window_of(const Node& node, const Shape& input) {
    return {input,
            node.output,
            node.kernel_height,
            node.kernel_width,
            node.stride,
            node.padding,
            node.connections.empty() ? nullptr : node.connections.data()};
}

std::size_t conv_forward_scratch(const Window& window) {
    if (window.padding == 0) return 0;
    return product(window.input.channels, window.input.height, window.input.width + 2 * window.padding);
}

void conv_forward(const Window& window, const float* input, const float* weight, const float* bias,
                  float* scratch, float* output) {
    const Shape& in = window.input;
    const Shape& out = window.output;
    const int row_size = in.width + 2 * window.padding;
    if (window.padding > 0) {
        spread_rows(product(in.channels, in.height, 1), in.width, row_size, window.padding, 1, input,
                    scratch);
        input = scratch;
    }
    RowSum sum;
    sum.channels = in.channels;
    sum.columns = window.kernel_width;
    sum.source_channel_step = static_cast<std::ptrdiff_t>(in.height) * row_size;
    sum.source_tap_step = row_size;
    sum.x_step = window.stride;
    sum.weight_channel_step = static_cast<std::ptrdiff_t>(window.kernel_height) * window.kernel_width;
    sum.weight_map_step = in.channels * sum.weight_channel_step;
    sum.weight_tap_step = window.kernel_width;
    for (int row = 0; row < out.height; ++row) {
        const KernelRows rows = kernel_rows(window, row);
        sum.taps = rows.last - rows.first + 1;
        sum.weight = weight + static_cast<std::ptrdiff_t>(rows.first) * window.kernel_width;
        sum.source =
            input + static_cast<std::ptrdiff_t>(row * window.stride - window.padding + rows.first) * row_size;
        float* to = output + static_cast<std::ptrdiff_t>(row) * out.width;
        const std::ptrdiff_t map_step = static_cast<std::ptrdiff_t>(out.height) * out.width;
        if (window.stride == 1)
            sum_row_of_maps<true>(sum, out.channels, out.width, bias, to, map_step);
        else
            sum_row_of_maps<false>(sum, out.channels, out.width, bias, to, map_step);
    }
}

std::size_t conv_backward_scratch(const Window& window) {
    const std::size_t for_weights =
        product(window.output.channels, window.output.height, rounded_up_to_4(window.output.width)) +
        product(window.input.channels, window.input.height, weight_gradient_row(window));
    const std::size_t for_input =
        product(window.output.channels, window.output.height, input_gradient_row(window));
    return std::max(for_weights, for_input);
}

void conv_weight_gradient(const Window& window, const float* input, const float* output_gradient,
                          float* scratch, float* weight_gradient, float* bias_gradient) {
    const Shape& in = window.input;
    const Shape& out = window.output;
    const int gradient_row = rounded_up_to_4(out.width);
    const int input_row = weight_gradient_row(window);
    float* padded = scratch + product(out.channels, out.height, gradient_row);
    spread_rows(product(out.channels, out.height, 1), out.width, gradient_row, 0, 1, output_gradient,
                scratch);
    spread_rows(product(in.channels, in.height, 1), in.width, input_row, window.padding, 1, input, padded);
    const WeightGradientTask task{window, padded, scratch, input_row, gradient_row, weight_gradient};
    if (window.stride == 1)
        add_weight_gradient_of_maps<true>(task);
    else
        add_weight_gradient_of_maps<false>(task);
    const std::size_t map_size = product(1, out.height, gradient_row);
    for (int map = 0; map < out.channels; ++map) {
        Float4 total = {};
        for (std::size_t index = 0; index < map_size; index += 4)
            total += load4(scratch + static_cast<std::size_t>(map) * map_size + index);
        bias_gradient[map] += sum4(total);
    }
}

// Output row y saw input row r through kernel row k where y * stride - padding + k = r: of each input row,
// the kernel rows that leave no remainder. Along a row the stride is dealt with by zeros between the
// gradients, and the sum runs over the kernel's columns from right to left in the source.
void conv_input_gradient(const Window& window, const float* weight, const float* output_gradient,
                         float* scratch, float* input_gradient) {
    const Shape& in = window.input;
    const Shape& out = window.output;
    assert(window.padding < window.kernel_width && window.padding < window.kernel_height);
    const int row_size = input_gradient_row(window);
    spread_rows(product(out.channels, out.height, 1), out.width, row_size,
                window.kernel_width - 1 - window.padding, window.stride, output_gradient, scratch);
    RowSum sum;
    sum.channels = out.channels;
    sum.columns = window.kernel_width;
    sum.source_channel_step = static_cast<std::ptrdiff_t>(out.height) * row_size;
    sum.source_tap_step = -row_size;
    sum.column_step = -1;
    sum.weight_map_step = static_cast<std::ptrdiff_t>(window.kernel_height) * window.kernel_width;
    sum.weight_channel_step = in.channels * sum.weight_map_step;
    sum.weight_tap_step = static_cast<std::ptrdiff_t>(window.stride) * window.kernel_width;
    for (int row = 0; row < in.height; ++row) {
        const int reach = row + window.padding;  // = y * stride + k
        const int last_y = std::min(out.height - 1, reach / window.stride);
        const int first_y = std::max(0, (reach - window.kernel_height + window.stride) / window.stride);
        // Going up in k goes down in y: the first tap is the last output row.
        const int first_k = reach - last_y * window.stride;
        sum.taps = std::max(0, last_y - first_y + 1);
        sum.weight = weight + static_cast<std::ptrdiff_t>(first_k) * window.kernel_width;
        sum.source = scratch + static_cast<std::ptrdiff_t>(last_y) * row_size + window.kernel_width - 1;
        sum_row_of_maps<true>(sum, in.channels, in.width, nullptr,
                              input_gradient + static_cast<std::ptrdiff_t>(row) * in.width,
                              static_cast<std::ptrdiff_t>(in.height) * in.width);
    }
}

}  // namespace convoscope::nn::kernels
