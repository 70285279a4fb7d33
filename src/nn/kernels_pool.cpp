#include <algorithm>

#include "nn/kernels.h"

namespace convoscope::nn::kernels {
namespace {

/// The part of the input that a window at one output position covers: rows [top, bottom), columns [left,
/// right).
struct Extent {
    int top = 0;
    int bottom = 0;
    int left = 0;
    int right = 0;
};

Extent extent_at(const Window& window, int row, int column) {
    const int top = row * window.stride - window.padding;
    const int left = column * window.stride - window.padding;
    return {std::max(0, top), std::min(window.input.height, top + window.kernel_height), std::max(0, left),
            std::min(window.input.width, left + window.kernel_width)};
}

/// Calls visit(input map, extent, output index) for every output, in storage order.
template <class Visit>
void each_output(const Window& window, Visit visit) {
    const std::ptrdiff_t map_size = static_cast<std::ptrdiff_t>(window.input.height) * window.input.width;
    std::size_t index = 0;
    for (int channel = 0; channel < window.output.channels; ++channel)
        for (int row = 0; row < window.output.height; ++row)
            for (int column = 0; column < window.output.width; ++column)
                visit(channel * map_size, extent_at(window, row, column), index++);
}

/// The common case: windows of 2x2 side by side.
bool is_two_by_two(const Window& window) {
    return window.kernel_height == 2 && window.kernel_width == 2 && window.stride == 2 && window.padding == 0;
}

/// output = combine(the four values of each window)
template <class Combine>
void two_by_two(const Window& window, const float* input, float* output, Combine combine) {
    const std::ptrdiff_t width = window.input.width;
    for (int channel = 0; channel < window.output.channels; ++channel, input += window.input.height * width)
        for (int row = 0; row < window.output.height; ++row) {
            const float* upper = input + 2 * row * width;
            const float* lower = upper + width;
            for (int column = 0; column < window.output.width; ++column)
                *output++ = combine(upper[2 * column], upper[2 * column + 1], lower[2 * column],
                                    lower[2 * column + 1]);
        }
}

}  // namespace

void max_pool_forward(const Window& window, const float* input, float* output) {
    if (is_two_by_two(window)) {
        two_by_two(window, input, output, [](float a, float b, float c, float d) {
            const float upper = a < b ? b : a;
            const float lower = c < d ? d : c;
            return upper < lower ? lower : upper;
        });
        return;
    }
    each_output(window, [&](std::ptrdiff_t map, const Extent& extent, std::size_t to) {
        float largest =
            input[map + static_cast<std::ptrdiff_t>(extent.top) * window.input.width + extent.left];
        for (int row = extent.top; row < extent.bottom; ++row) {
            const float* values = input + map + static_cast<std::ptrdiff_t>(row) * window.input.width;
            for (int column = extent.left; column < extent.right; ++column)
                largest = std::max(largest, values[column]);
        }
        output[to] = largest;
    });
}

void max_pool_backward(const Window& window, const float* input, const float* output_gradient,
                       float* input_gradient) {
    std::fill(input_gradient, input_gradient + window.input.size(), 0.0f);
    each_output(window, [&](std::ptrdiff_t map, const Extent& extent, std::size_t from) {
        std::ptrdiff_t best =
            map + static_cast<std::ptrdiff_t>(extent.top) * window.input.width + extent.left;
        for (int row = extent.top; row < extent.bottom; ++row) {
            const std::ptrdiff_t start = map + static_cast<std::ptrdiff_t>(row) * window.input.width;
            for (int column = extent.left; column < extent.right; ++column)
                if (input[start + column] > input[best]) best = start + column;
        }
        input_gradient[best] += output_gradient[from];
    });
}

void average_pool_forward(const Window& window, const float* input, float* output) {
    const float share = 1.0f / static_cast<float>(window.kernel_height * window.kernel_width);
    if (is_two_by_two(window)) {
        two_by_two(window, input, output,
                   [share](float a, float b, float c, float d) { return ((a + b) + (c + d)) * share; });
        return;
    }
    each_output(window, [&](std::ptrdiff_t map, const Extent& extent, std::size_t to) {
        float sum = 0.0f;
        for (int row = extent.top; row < extent.bottom; ++row) {
            const float* values = input + map + static_cast<std::ptrdiff_t>(row) * window.input.width;
            for (int column = extent.left; column < extent.right; ++column) sum += values[column];
        }
        output[to] = sum * share;
    });
}

void average_pool_backward(const Window& window, const float* output_gradient, float* input_gradient) {
    const float share = 1.0f / static_cast<float>(window.kernel_height * window.kernel_width);
    std::fill(input_gradient, input_gradient + window.input.size(), 0.0f);
    each_output(window, [&](std::ptrdiff_t map, const Extent& extent, std::size_t from) {
        const float gradient = output_gradient[from] * share;
        for (int row = extent.top; row < extent.bottom; ++row) {
            float* values = input_gradient + map + static_cast<std::ptrdiff_t>(row) * window.input.width;
            for (int column = extent.left; column < extent.right; ++column) values[column] += gradient;
        }
    });
}

}  // namespace convoscope::nn::kernels
