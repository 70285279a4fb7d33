#include "nn/kernels/functions.h"
#include "nn/kernels/vector.h"

namespace convoscope::nn::kernels::CONVOSCOPE_ISA {
namespace {

// LeCun et al. 1998, "Gradient-based learning applied to document recognition", appendix A: f(a) = A tanh(S
// a).
constexpr float kGain = 1.7159f;
constexpr float kSlope = 2.0f / 3.0f;

/// e^y = power * rest + power and e^y - 1 = power * rest + (power - 1), where power = 2^n and
/// rest = e^r - 1 with r = y - n ln 2 between -0.35 and 0.35, by Taylor's series. The second is as precise,
/// in proportion, however small y is.
struct Exponential {
    Vector power;
    Vector rest;
};

/// y from -87 to 0 (to all 23 bits of 2^-125), smaller ones are taken for -87.
inline Exponential exponential(Vector y) {
    y = larger(all(-87.0f), y);  // in this order, what is no number stays so
    // Adding 1.5 * 2^23 leaves no bits behind the point: the sum's last bits are n.
    const Vector shift = all(12582912.0f);
    const Vector shifted = y * all(1.44269504f) + shift;
    const Vector n = shifted - shift;
    // ln 2 in two parts, the first of so few bits that n times it is exact.
    const Vector r = (y - n * all(0.693359375f)) + n * all(2.12194440e-4f);
    Vector series = all(1.0f / 5040.0f);
    series = series * r + all(1.0f / 720.0f);
    series = series * r + all(1.0f / 120.0f);
    series = series * r + all(1.0f / 24.0f);
    series = series * r + all(1.0f / 6.0f);
    series = series * r + all(0.5f);
    // 127: the exponent of 1. Added before the shift, where no bits of what is no number overflow.
    return {from_bits((bits_of(shifted) + 127) << 23), (series * r) * r + r};
}

inline Vector exp_of_negative(Vector y) {
    const Exponential e = exponential(y);
    const Vector result = e.power * e.rest + e.power;
    return y < all(-87.0f) ? Vector{} : result;
}

inline Vector negative_magnitude(Vector x) { return from_bits(bits_of(x) | bits_of(all(-0.0f))); }

/// tanh |x| = -(e^(-2|x|) - 1) / ((e^(-2|x|) - 1) + 2)
inline Vector tanh_of(Vector x) {
    const Exponential e = exponential(negative_magnitude(x) * all(2.0f));
    const Vector minus_one = e.power * e.rest + (e.power - all(1.0f));
    const Vector magnitude = Vector{} - minus_one / (minus_one + all(2.0f));
    return from_bits(bits_of(magnitude) | (bits_of(x) & bits_of(all(-0.0f))));
}

/// 1 / (1 + e^-x), written so that the exponential is never large.
inline Vector sigmoid_of(Vector x) {
    const Vector e = exp_of_negative(negative_magnitude(x));
    const Vector one = all(1.0f);
    return (x < Vector{} ? e : one) / (one + e);
}

/// output = function(input)
template <class Function>
inline void each(std::size_t count, const float* input, float* output, Function function) {
    std::size_t index = 0;
    for (; index + kWidth <= count; index += kWidth) store(output + index, function(load(input + index)));
    if (index < count) {
        const int rest = static_cast<int>(count - index);
        store_first(output + index, function(load_first(input + index, rest)), rest);
    }
}

/// gradient = function(gradient, output)
template <class Function>
inline void each_gradient(std::size_t count, const float* output, float* gradient, Function function) {
    std::size_t index = 0;
    for (; index + kWidth <= count; index += kWidth)
        store(gradient + index, function(load(gradient + index), load(output + index)));
    if (index < count) {
        const int rest = static_cast<int>(count - index);
        store_first(gradient + index,
                    function(load_first(gradient + index, rest), load_first(output + index, rest)), rest);
    }
}

}  // namespace

void relu(std::size_t count, const float* input, float* output) {
    each(count, input, output, [](Vector x) { return larger(Vector{}, x); });
}
void tanh(std::size_t count, const float* input, float* output) {
    each(count, input, output, [](Vector x) { return tanh_of(x); });
}
void scaled_tanh(std::size_t count, const float* input, float* output) {
    each(count, input, output, [](Vector x) { return all(kGain) * tanh_of(all(kSlope) * x); });
}
void sigmoid(std::size_t count, const float* input, float* output) {
    each(count, input, output, [](Vector x) { return sigmoid_of(x); });
}

/// Exponentials of the distances to the largest logit, so that none overflows.
void softmax(float temperature, std::size_t count, const float* input, float* output) {
    float largest = input[0];
    for (std::size_t index = 1; index < count; ++index)
        largest = input[index] > largest ? input[index] : largest;
    each(count, input, output,
         [largest, temperature](Vector x) { return exp_of_negative((x - all(largest)) / all(temperature)); });
    float total = 0.0f;
    for (std::size_t index = 0; index < count; ++index) total += output[index];
    each(count, output, output, [total](Vector x) { return x / all(total); });
}

void relu_backward(std::size_t count, const float* output, float* gradient) {
    // Chosen, not multiplied: a blocked gradient is exactly 0 whatever came.
    each_gradient(count, output, gradient, [](Vector g, Vector y) { return y > Vector{} ? g : Vector{}; });
}
void tanh_backward(std::size_t count, const float* output, float* gradient) {
    each_gradient(count, output, gradient, [](Vector g, Vector y) { return g * (all(1.0f) - y * y); });
}
void scaled_tanh_backward(std::size_t count, const float* output, float* gradient) {
    each_gradient(count, output, gradient,
                  [](Vector g, Vector y) { return g * (all(kSlope * kGain) - y * y * all(kSlope / kGain)); });
}
void sigmoid_backward(std::size_t count, const float* output, float* gradient) {
    each_gradient(count, output, gradient, [](Vector g, Vector y) { return g * (y * (all(1.0f) - y)); });
}

/// d p_i / d z_j = p_i ([i = j] - p_j) / T
void softmax_backward(float temperature, std::size_t count, const float* output, float* gradient) {
    float expected = 0.0f;
    for (std::size_t index = 0; index < count; ++index) expected += output[index] * gradient[index];
    each_gradient(count, output, gradient, [expected, temperature](Vector g, Vector p) {
        return p * (g - all(expected)) / all(temperature);
    });
}

}  // namespace convoscope::nn::kernels::CONVOSCOPE_ISA
