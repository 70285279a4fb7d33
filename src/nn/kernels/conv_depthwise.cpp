#include "nn/kernels/functions.h"
#include "nn/kernels/vector.h"

// A convolution each of whose maps hears one map alone. There is nothing to be gathered for many maps, as a
// matrix product does: sums of neighbouring outputs go on in a vector, from tap to tap.

namespace convoscope::nn::kernels::CONVOSCOPE_ISA {
namespace {

/// One row of outputs.
struct Row {
    const float* source;  ///< where the window of the first output begins; may lie before the row below
    const float* kernel;
    int first_tap_row;  ///< of the kernel's rows, those that lie in the map below
    int last_tap_row;
    float bias;
};

/// The outputs whose windows' columns all lie in the row below: [first, last).
struct Inside {
    int first;
    int last;
};

Inside find_inside(const Convolution& conv) {
    const int width = conv.output.width;
    const int reach = (conv.kernel_width - 1) * conv.column_dilation + 1;
    const int room = conv.input.width + conv.left - reach;
    const int first = smaller_of(width, ceil_divide(conv.left, conv.column_stride));
    const int last = room < 0 ? 0 : smaller_of(width, room / conv.column_stride + 1);
    return {first, larger_of(first, last)};
}

/// Neighbouring values, or every second one. The latter reads one value more than it returns.
template <int kStep>
Vector load_step(const float* from) {
    if constexpr (kStep == 1)
        return load(from);
    else
        return evens(load(from), load(from + kWidth));
}

/// kWidth outputs from column x on.
template <int kStep>
Vector sum_vector(const Convolution& conv, const Row& row, int x) {
    Vector total = all(row.bias);
    for (int i = row.first_tap_row; i < row.last_tap_row; ++i) {
        const float* source = row.source +
                              static_cast<std::ptrdiff_t>(i) * conv.row_dilation * conv.input.width +
                              static_cast<std::ptrdiff_t>(x) * kStep;
        const float* kernel = row.kernel + i * conv.kernel_width;
        for (int k = 0; k < conv.kernel_width; ++k)
            total += all(kernel[k]) * load_step<kStep>(source + k * conv.column_dilation);
    }
    return total;
}

/// One output, at the border, say.
float sum_one(const Convolution& conv, const Row& row, int x) {
    float total = row.bias;
    const int left = x * conv.column_stride - conv.left;
    for (int i = row.first_tap_row; i < row.last_tap_row; ++i) {
        const float* source = row.source +
                              static_cast<std::ptrdiff_t>(i) * conv.row_dilation * conv.input.width +
                              static_cast<std::ptrdiff_t>(x) * conv.column_stride;
        const float* kernel = row.kernel + i * conv.kernel_width;
        for (int k = 0; k < conv.kernel_width; ++k) {
            const int column = left + k * conv.column_dilation;
            if (column >= 0 && column < conv.input.width)
                total += kernel[k] * source[k * conv.column_dilation];
        }
    }
    return total;
}

/// The outputs from `first` on, in whole vectors, of which the last may overlap its neighbour.
/// @return the first that is left
template <int kStep>
int sum_vectors(const Convolution& conv, const Row& row, int first, int last, float* output) {
    if (kStep > 1) --last;  // see load_step
    if (last - first < kWidth) return first;
    for (int x = first; x < last; x += kWidth) {
        const int at = smaller_of(x, last - kWidth);
        store(output + at, sum_vector<kStep>(conv, row, at));
    }
    return last;
}

void sum_row(const Convolution& conv, const Row& row, const Inside& inside, float* output) {
    for (int x = 0; x < inside.first; ++x) output[x] = sum_one(conv, row, x);
    int x = inside.first;
    if (conv.column_stride == 1) x = sum_vectors<1>(conv, row, x, inside.last, output);
    if (conv.column_stride == 2) x = sum_vectors<2>(conv, row, x, inside.last, output);
    for (; x < conv.output.width; ++x) output[x] = sum_one(conv, row, x);
}

}  // namespace

void conv_depthwise(const Convolution& conv, int first_map, int last_map, const float* input,
                    const float* weight, const float* bias, float* output) {
    const std::ptrdiff_t area = static_cast<std::ptrdiff_t>(conv.output.height) * conv.output.width;
    const std::ptrdiff_t area_below = static_cast<std::ptrdiff_t>(conv.input.height) * conv.input.width;
    const int maps_each = conv.output.channels / conv.groups;
    const Inside inside = find_inside(conv);
    for (int map = first_map; map < last_map; ++map) {
        const float* below = input + map / maps_each * area_below;
        for (int y = 0; y < conv.output.height; ++y) {
            const int top = y * conv.row_stride - conv.top;
            Row row;
            row.source = below + static_cast<std::ptrdiff_t>(top) * conv.input.width - conv.left;
            row.kernel = weight + static_cast<std::ptrdiff_t>(map) * conv.kernel_height * conv.kernel_width;
            row.first_tap_row = top >= 0 ? 0 : ceil_divide(-top, conv.row_dilation);
            row.last_tap_row =
                smaller_of(conv.kernel_height, ceil_divide(conv.input.height - top, conv.row_dilation));
            row.bias = bias[map];
            sum_row(conv, row, inside,
                    output + map * area + static_cast<std::ptrdiff_t>(y) * conv.output.width);
        }
    }
}

}  // namespace convoscope::nn::kernels::CONVOSCOPE_ISA
