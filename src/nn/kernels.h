#pragma once

#include <cstddef>
#include <cstdint>

#include "nn/architecture.h"

/// The arithmetic of every operation, on raw arrays: the boundary behind which faster versions can be put.
/// They know shapes and pointers, nothing of models and workspaces. None allocates; each is checked against
/// nn/reference.h.
///
/// Arrays are [channels][height][width], contiguous. "adds" means += to what is there; all else is
/// overwritten. No two arrays overlap unless said so.
namespace convoscope::nn::kernels {

/// A convolution's or a pooling's geometry.
struct Window {
    Shape input;
    Shape output;
    int kernel_height = 0;
    int kernel_width = 0;
    int stride = 1;
    int padding = 0;
    const std::uint8_t* connections =
        nullptr;  ///< [output channels][input channels], 1 where a kernel exists
};

Window window_of(const Node& node, const Shape& input);

/// Floats of scratch that conv_forward needs.
std::size_t conv_forward_scratch(const Window& window);
/// weight [out][in][kernel height][kernel width], with zeros for kernels that do not exist; bias [out].
void conv_forward(const Window& window, const float* input, const float* weight, const float* bias,
                  float* scratch, float* output);

/// Floats of scratch that conv_weight_gradient and conv_input_gradient need.
std::size_t conv_backward_scratch(const Window& window);
/// Adds d(loss)/d(weight) and d(loss)/d(bias). Kernels that do not exist get nothing.
void conv_weight_gradient(const Window& window, const float* input, const float* output_gradient,
                          float* scratch, float* weight_gradient, float* bias_gradient);
void conv_input_gradient(const Window& window, const float* weight, const float* output_gradient,
                         float* scratch, float* input_gradient);

void max_pool_forward(const Window& window, const float* input, float* output);
void max_pool_backward(const Window& window, const float* input, const float* output_gradient,
                       float* input_gradient);
void average_pool_forward(const Window& window, const float* input, float* output);
void average_pool_backward(const Window& window, const float* output_gradient, float* input_gradient);

/// weight [outputs][inputs], bias [outputs].
void linear_forward(int inputs, int outputs, const float* input, const float* weight, const float* bias,
                    float* output);
/// Adds d(loss)/d(weight) and d(loss)/d(bias).
void linear_weight_gradient(int inputs, int outputs, const float* input, const float* output_gradient,
                            float* weight_gradient, float* bias_gradient);
void linear_input_gradient(int inputs, int outputs, const float* weight, const float* output_gradient,
                           float* input_gradient);

/// output = f(input), both of `count` values.
void activate(Activation activation, float temperature, std::size_t count, const float* input, float* output);
/// Turns `gradient` from d(loss)/d(activations) into d(loss)/d(pre-activations), in place. All that it needs
/// to know of the pre-activations is in `output`, the activations.
void activate_backward(Activation activation, float temperature, std::size_t count, const float* output,
                       float* gradient);

/// log(sum_k exp(logits_k / temperature)), which is never infinite where the logits are finite.
float log_sum_exp(std::size_t count, const float* logits, float temperature);

}  // namespace convoscope::nn::kernels
