#include <algorithm>
#include <cmath>

#include "nn/kernels.h"

namespace convoscope::nn::kernels {
namespace {

// LeCun et al. 1998, "Gradient-based learning applied to document recognition", appendix A: f(a) = A tanh(S
// a).
constexpr float kGain = 1.7159f;
constexpr float kSlope = 2.0f / 3.0f;

template <class Function>
void each(std::size_t count, const float* input, float* output, Function function) {
    for (std::size_t index = 0; index < count; ++index) output[index] = function(input[index]);
}

/// gradient *= derivative(output)
template <class Derivative>
void scale(std::size_t count, const float* output, float* gradient, Derivative derivative) {
    for (std::size_t index = 0; index < count; ++index) gradient[index] *= derivative(output[index]);
}

/// Exponentials of the distances to the largest logit, so that none overflows.
void softmax(float temperature, std::size_t count, const float* logits, float* output) {
    const float largest = *std::max_element(logits, logits + count);
    float sum = 0.0f;
    for (std::size_t index = 0; index < count; ++index) {
        output[index] = std::exp((logits[index] - largest) / temperature);
        sum += output[index];
    }
    for (std::size_t index = 0; index < count; ++index) output[index] /= sum;
}

/// d p_i / d z_j = p_i ([i = j] - p_j) / T
void softmax_backward(float temperature, std::size_t count, const float* output, float* gradient) {
    float expected = 0.0f;
    for (std::size_t index = 0; index < count; ++index) expected += output[index] * gradient[index];
    for (std::size_t index = 0; index < count; ++index)
        gradient[index] = output[index] * (gradient[index] - expected) / temperature;
}

}  // namespace

void activate(Activation activation, float temperature, std::size_t count, const float* input,
              float* output) {
    switch (activation) {
        case Activation::Identity:
            std::copy(input, input + count, output);
            break;
        case Activation::Relu:
            each(count, input, output, [](float x) { return x <= 0.0f ? 0.0f : x; });
            break;
        case Activation::Tanh:
            each(count, input, output, [](float x) { return std::tanh(x); });
            break;
        case Activation::ScaledTanh:
            each(count, input, output, [](float x) { return kGain * std::tanh(kSlope * x); });
            break;
        case Activation::Sigmoid:
            each(count, input, output, [](float x) { return 1.0f / (1.0f + std::exp(-x)); });
            break;
        case Activation::Softmax:
            softmax(temperature, count, input, output);
            break;
    }
}

void activate_backward(Activation activation, float temperature, std::size_t count, const float* output,
                       float* gradient) {
    switch (activation) {
        case Activation::Identity:
            break;
        case Activation::Relu:
            // Chosen, not multiplied: a blocked gradient is exactly 0 whatever came.
            for (std::size_t index = 0; index < count; ++index)
                gradient[index] = output[index] > 0.0f ? gradient[index] : 0.0f;
            break;
        case Activation::Tanh:
            scale(count, output, gradient, [](float y) { return 1.0f - y * y; });
            break;
        case Activation::ScaledTanh:
            scale(count, output, gradient, [](float y) { return kSlope * (kGain - y * y / kGain); });
            break;
        case Activation::Sigmoid:
            scale(count, output, gradient, [](float y) { return y * (1.0f - y); });
            break;
        case Activation::Softmax:
            softmax_backward(temperature, count, output, gradient);
            break;
    }
}

float log_sum_exp(std::size_t count, const float* logits, float temperature) {
    const float largest = *std::max_element(logits, logits + count);
    float sum = 0.0f;
    for (std::size_t index = 0; index < count; ++index)
        sum += std::exp((logits[index] - largest) / temperature);
    return largest / temperature + std::log(sum);
}

}  // namespace convoscope::nn::kernels
