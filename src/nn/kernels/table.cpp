#include "nn/kernels/functions.h"
#include "nn/kernels/vector.h"

#define CONVOSCOPE_WORDS_OF(name) #name
#define CONVOSCOPE_WORDS(name) CONVOSCOPE_WORDS_OF(name)

namespace convoscope::nn::kernels::CONVOSCOPE_ISA {

void pack(int rows, int columns, const float* from, float* to, int to_step) {
    for (int column = 0; column < columns; column += kWidth) {
        const int width = smaller_of(kWidth, columns - column);
        for (int row = 0; row < to_step; row += kWidth) {
            Vector tile[kWidth] = {};
            const int height = smaller_of(kWidth, rows - row);  // negative when there are only zeros left
            for (int i = 0; i < height; ++i) {
                const float* source = from + static_cast<std::ptrdiff_t>(row + i) * columns + column;
                tile[i] = width == kWidth ? load(source) : load_first(source, width);
            }
            transpose(tile);
            for (int i = 0; i < width; ++i)
                store(to + static_cast<std::ptrdiff_t>(column + i) * to_step + row, tile[i]);
        }
    }
}

float multiply_add_loop(long rounds) {
    Vector total[12];
    for (int i = 0; i < 12; ++i) total[i] = all(static_cast<float>(i));  // or they would all be one
    const Vector factor = all(0.5f);
    const Vector addend = all(1.0f);
    for (long round = 0; round < rounds; ++round) {
        CONVOSCOPE_UNROLL
        for (int i = 0; i < 12; ++i) total[i] = total[i] * factor + addend;
    }
    for (int i = 1; i < 12; ++i) total[0] += total[i];
    return sum(total[0]);
}

extern const Kernels kernels;
const Kernels kernels = {
    .name = CONVOSCOPE_WORDS(CONVOSCOPE_ISA),
    .width = kWidth,
    .pack = pack,
    .conv_forward_scratch = conv_forward_scratch,
    .conv_forward = conv_forward,
    .conv_product = conv_product,
    .conv_depthwise = conv_depthwise,
    .conv_backward_scratch = conv_backward_scratch,
    .conv_weight_gradient = conv_weight_gradient,
    .conv_input_gradient = conv_input_gradient,
    .max_pool_forward = max_pool_forward,
    .max_pool_backward = max_pool_backward,
    .average_pool_forward = average_pool_forward,
    .average_pool_backward = average_pool_backward,
    .linear_scratch = linear_scratch,
    .linear_forward = linear_forward,
    .linear_forward_unpacked = linear_forward_unpacked,
    .linear_weight_gradient = linear_weight_gradient,
    .linear_input_gradient = linear_input_gradient,
    .relu = relu,
    .tanh = tanh,
    .scaled_tanh = scaled_tanh,
    .sigmoid = sigmoid,
    .softmax = softmax,
    .relu_backward = relu_backward,
    .tanh_backward = tanh_backward,
    .scaled_tanh_backward = scaled_tanh_backward,
    .sigmoid_backward = sigmoid_backward,
    .softmax_backward = softmax_backward,
    .multiply_add_loop = multiply_add_loop,
};

}  // namespace convoscope::nn::kernels::CONVOSCOPE_ISA
