#include <algorithm>

#include "nn/float4.h"
#include "nn/kernels.h"

namespace convoscope::nn::kernels {
namespace {

/// kRows dot products of consecutive rows of `weight` with `input`.
template <int kRows>
void dot_rows(int inputs, const float* input, const float* weight, const float* bias, float* output) {
    Float4 total[kRows][2] = {};
    const std::ptrdiff_t step = inputs;
    int index = 0;
    for (; index + 8 <= inputs; index += 8) {
        const Float4 low = load4(input + index);
        const Float4 high = load4(input + index + 4);
        for (int row = 0; row < kRows; ++row) {
            total[row][0] += low * load4(weight + row * step + index);
            total[row][1] += high * load4(weight + row * step + index + 4);
        }
    }
    for (int row = 0; row < kRows; ++row) {
        float sum = sum4(total[row][0] + total[row][1]);
        for (int rest = index; rest < inputs; ++rest) sum += input[rest] * weight[row * step + rest];
        output[row] = bias[row] + sum;
    }
}

/// to += factors[0] * rows[0] + ... + factors[kRows - 1] * rows[kRows - 1]
template <int kRows>
void add_rows(int count, const float* const* rows, const float* factors, float* to) {
    int index = 0;
    for (; index + 4 <= count; index += 4) {
        Float4 sum = load4(to + index);
        for (int row = 0; row < kRows; ++row) sum += all4(factors[row]) * load4(rows[row] + index);
        store4(to + index, sum);
    }
    for (; index < count; ++index)
        for (int row = 0; row < kRows; ++row) to[index] += factors[row] * rows[row][index];
}

}  // namespace

void linear_forward(int inputs, int outputs, const float* input, const float* weight, const float* bias,
                    float* output) {
    const std::ptrdiff_t step = inputs;
    int row = 0;
    for (; row + 4 <= outputs; row += 4)
        dot_rows<4>(inputs, input, weight + row * step, bias + row, output + row);
    for (; row < outputs; ++row) dot_rows<1>(inputs, input, weight + row * step, bias + row, output + row);
}

void linear_weight_gradient(int inputs, int outputs, const float* input, const float* output_gradient,
                            float* weight_gradient, float* bias_gradient) {
    const std::ptrdiff_t step = inputs;
    for (int row = 0; row < outputs; ++row) {
        const float factor = output_gradient[row];
        if (factor == 0.0f) continue;  // about half of them behind a ReLU
        bias_gradient[row] += factor;
        add_rows<1>(inputs, &input, &factor, weight_gradient + row * step);
    }
}

void linear_input_gradient(int inputs, int outputs, const float* weight, const float* output_gradient,
                           float* input_gradient) {
    std::fill(input_gradient, input_gradient + inputs, 0.0f);
    const float* rows[4];
    float factors[4];
    int gathered = 0;
    for (int row = 0; row < outputs; ++row) {
        if (output_gradient[row] == 0.0f) continue;
        rows[gathered] = weight + static_cast<std::ptrdiff_t>(row) * inputs;
        factors[gathered] = output_gradient[row];
        if (++gathered < 4) continue;
        add_rows<4>(inputs, rows, factors, input_gradient);
        gathered = 0;
    }
    for (int row = 0; row < gathered; ++row) add_rows<1>(inputs, rows + row, factors + row, input_gradient);
}

}  // namespace convoscope::nn::kernels
