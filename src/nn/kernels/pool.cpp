#include "nn/kernels/functions.h"
#include "nn/kernels/vector.h"

namespace convoscope::nn::kernels::CONVOSCOPE_ISA {
namespace {

/// The part of the input that a window at one output position covers: rows [top, bottom), columns [left,
/// right).
struct Part {
    int top = 0;
    int bottom = 0;
    int left = 0;
    int right = 0;
};

Part part_at(const Window& window, int row, int column) {
    const int top = row * window.stride - window.padding;
    const int left = column * window.stride - window.padding;
    return {larger_of(0, top), smaller_of(window.input.height, top + window.kernel_height),
            larger_of(0, left), smaller_of(window.input.width, left + window.kernel_width)};
}

/// Calls visit(input map, part, output index) for every output, in storage order.
template <class Visit>
void each_output(const Window& window, Visit visit) {
    const std::ptrdiff_t map_size = static_cast<std::ptrdiff_t>(window.input.height) * window.input.width;
    std::size_t index = 0;
    for (int channel = 0; channel < window.output.channels; ++channel)
        for (int row = 0; row < window.output.height; ++row)
            for (int column = 0; column < window.output.width; ++column)
                visit(channel * map_size, part_at(window, row, column), index++);
}

/// The common case: windows of 2x2 side by side.
bool is_two_by_two(const Window& window) {
    return window.kernel_height == 2 && window.kernel_width == 2 && window.stride == 2 && window.padding == 0;
}

/// Combines two rows to one, two columns to one: both rows into each other, then the even columns and the
/// odd ones.
template <class Combine>
inline void halve_row(const float* upper, const float* lower, int width, float* output, Combine combine) {
    const auto both = [&](int at, int count) {
        if (count >= kWidth) return combine(load(upper + at), load(lower + at));
        return combine(load_first(upper + at, count), load_first(lower + at, count));
    };
    if (width >= kWidth) {
        for (int begin = 0; begin < width; begin += kWidth) {
            const int x = smaller_of(begin, width - kWidth);  // the last overlaps its neighbour
            const Vector low = both(2 * x, kWidth);
            const Vector high = both(2 * x + kWidth, kWidth);
            store(output + x, combine(evens(low, high), odds(low, high)));
        }
        return;
    }
    const Vector low = both(0, 2 * width);
    const Vector high = 2 * width > kWidth ? both(kWidth, 2 * width - kWidth) : Vector{};
    store_first(output, combine(evens(low, high), odds(low, high)), width);
}

/// The gradients of two rows from those of the one that they were combined to. spread(upper_even, upper_odd,
/// lower_even, lower_odd, gradient) turns the four values of each window into their gradients.
template <class Spread>
inline void double_row(const float* upper, const float* lower, const float* gradient, int width,
                       float* upper_gradient, float* lower_gradient, Spread spread) {
    for (int begin = 0; begin < width; begin += kWidth) {
        const int x =
            width < kWidth ? 0 : smaller_of(begin, width - kWidth);  // the last overlaps its neighbour
        const int low =
            smaller_of(kWidth, 2 * width);  // of the columns under the vector; more only in short rows
        const int high = smaller_of(kWidth, 2 * width - low);
        const auto read = [&](const float* row, int at, int count) {
            return load_first(row + 2 * x + at, count);
        };
        const Vector upper_low = read(upper, 0, low);
        const Vector upper_high = read(upper, low, high);
        const Vector lower_low = read(lower, 0, low);
        const Vector lower_high = read(lower, low, high);
        Vector values[4] = {evens(upper_low, upper_high), odds(upper_low, upper_high),
                            evens(lower_low, lower_high), odds(lower_low, lower_high)};
        spread(values, load_first(gradient + x, smaller_of(kWidth, width)));
        store_first(upper_gradient + 2 * x, interleave_low(values[0], values[1]), low);
        store_first(upper_gradient + 2 * x + low, interleave_high(values[0], values[1]), high);
        store_first(lower_gradient + 2 * x, interleave_low(values[2], values[3]), low);
        store_first(lower_gradient + 2 * x + low, interleave_high(values[2], values[3]), high);
    }
}

/// input_gradient = spread(the four values of each window, the window's gradient)
template <class Spread>
void two_by_two_backward(const Window& window, const float* input, const float* output_gradient,
                         float* input_gradient, Spread spread) {
    const std::ptrdiff_t width = window.input.width;
    const std::ptrdiff_t map_size = window.input.height * width;
    for (int channel = 0; channel < window.output.channels; ++channel)
        for (int row = 0; row < window.output.height; ++row, output_gradient += window.output.width) {
            const std::ptrdiff_t upper = channel * map_size + 2 * row * width;
            double_row(input + upper, input + upper + width, output_gradient, window.output.width,
                       input_gradient + upper, input_gradient + upper + width, spread);
        }
}

/// The first of the largest in storage order takes the gradient.
void to_largest(Vector (&values)[4], Vector gradient) {
    const Vector upper = larger(values[0], values[1]);
    const Vector lower = larger(values[2], values[3]);
    const Vector zero{};
    const Vector to_upper = upper >= lower ? gradient : zero;
    const Vector to_lower = upper >= lower ? zero : gradient;
    const auto upper_first = values[0] >= values[1];
    const auto lower_first = values[2] >= values[3];
    values[0] = upper_first ? to_upper : zero;
    values[1] = upper_first ? zero : to_upper;
    values[2] = lower_first ? to_lower : zero;
    values[3] = lower_first ? zero : to_lower;
}

/// output = combine(the four values of each window)
template <class Combine>
void two_by_two(const Window& window, const float* input, float* output, Combine combine) {
    const std::ptrdiff_t width = window.input.width;
    for (int channel = 0; channel < window.output.channels; ++channel, input += window.input.height * width)
        for (int row = 0; row < window.output.height; ++row, output += window.output.width)
            halve_row(input + 2 * row * width, input + (2 * row + 1) * width, window.output.width, output,
                      combine);
}

}  // namespace

void max_pool_forward(const Window& window, const float* input, float* output) {
    if (is_two_by_two(window)) {
        two_by_two(window, input, output, [](Vector a, Vector b) { return larger(a, b); });
        return;
    }
    each_output(window, [&](std::ptrdiff_t map, const Part& part, std::size_t to) {
        float largest = input[map + static_cast<std::ptrdiff_t>(part.top) * window.input.width + part.left];
        for (int row = part.top; row < part.bottom; ++row) {
            const float* values = input + map + static_cast<std::ptrdiff_t>(row) * window.input.width;
            for (int column = part.left; column < part.right; ++column)
                largest = largest < values[column] ? values[column] : largest;
        }
        output[to] = largest;
    });
}

void max_pool_backward(const Window& window, const float* input, const float* output_gradient,
                       float* input_gradient) {
    const std::size_t size =
        static_cast<std::size_t>(window.input.channels) * window.input.height * window.input.width;
    std::memset(input_gradient, 0, size * sizeof(float));
    if (is_two_by_two(window)) {
        two_by_two_backward(window, input, output_gradient, input_gradient,
                            [](Vector(&values)[4], Vector gradient) { to_largest(values, gradient); });
        return;
    }
    each_output(window, [&](std::ptrdiff_t map, const Part& part, std::size_t from) {
        std::ptrdiff_t best = map + static_cast<std::ptrdiff_t>(part.top) * window.input.width + part.left;
        for (int row = part.top; row < part.bottom; ++row) {
            const std::ptrdiff_t start = map + static_cast<std::ptrdiff_t>(row) * window.input.width;
            for (int column = part.left; column < part.right; ++column)
                best = input[start + column] > input[best] ? start + column : best;
        }
        input_gradient[best] += output_gradient[from];
    });
}

void average_pool_forward(const Window& window, const float* input, float* output) {
    const float share = 1.0f / static_cast<float>(window.kernel_height * window.kernel_width);
    if (is_two_by_two(window)) {
        const Vector half = all(0.5f);
        two_by_two(window, input, output, [half](Vector a, Vector b) { return (a + b) * half; });
        return;
    }
    each_output(window, [&](std::ptrdiff_t map, const Part& part, std::size_t to) {
        float total = 0.0f;
        for (int row = part.top; row < part.bottom; ++row) {
            const float* values = input + map + static_cast<std::ptrdiff_t>(row) * window.input.width;
            for (int column = part.left; column < part.right; ++column) total += values[column];
        }
        output[to] = total * share;
    });
}

void average_pool_backward(const Window& window, const float* output_gradient, float* input_gradient) {
    const float share = 1.0f / static_cast<float>(window.kernel_height * window.kernel_width);
    const std::size_t size =
        static_cast<std::size_t>(window.input.channels) * window.input.height * window.input.width;
    std::memset(input_gradient, 0, size * sizeof(float));
    each_output(window, [&](std::ptrdiff_t map, const Part& part, std::size_t from) {
        const float gradient = output_gradient[from] * share;
        for (int row = part.top; row < part.bottom; ++row) {
            float* values = input_gradient + map + static_cast<std::ptrdiff_t>(row) * window.input.width;
            for (int column = part.left; column < part.right; ++column) values[column] += gradient;
        }
    });
}

}  // namespace convoscope::nn::kernels::CONVOSCOPE_ISA
