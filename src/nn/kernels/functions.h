#pragma once

#include "nn/kernels/table.h"

/// The functions of one instruction set, which table.cpp collects; documented there and in kernels/table.h.
namespace convoscope::nn::kernels::CONVOSCOPE_ISA {

void pack(int rows, int columns, const float* from, float* to, int to_step);

std::size_t conv_forward_scratch(const Window& window);
void conv_forward(const Window& window, const float* input, const float* packed_weight,
                  const float* packed_bias, float* scratch, float* output);
void conv_product(const Convolution& conv, const Block& block, const float* input, const float* weight,
                  const float* bias, float* output);
void conv_depthwise(const Convolution& conv, int first_map, int last_map, const float* input,
                    const float* weight, const float* bias, float* output);
std::size_t conv_backward_scratch(const Window& window);
void conv_weight_gradient(const Window& window, const float* input, const float* output_gradient,
                          float* scratch, float* weight_gradient, float* bias_gradient);
void conv_input_gradient(const Window& window, const float* weight, const float* output_gradient,
                         float* scratch, float* input_gradient);

void max_pool_forward(const Window& window, const float* input, float* output);
void max_pool_backward(const Window& window, const float* input, const float* output_gradient,
                       float* input_gradient);
void average_pool_forward(const Window& window, const float* input, float* output);
void average_pool_backward(const Window& window, const float* output_gradient, float* input_gradient);

std::size_t linear_scratch(int inputs, int outputs);
void linear_forward(int inputs, int outputs, const float* input, const float* packed_weight,
                    const float* packed_bias, float* scratch, float* output);
void linear_forward_unpacked(int inputs, int outputs, const float* input, const float* weight,
                             const float* bias, float* output);
void linear_weight_gradient(int inputs, int outputs, const float* input, const float* output_gradient,
                            float* weight_gradient, float* bias_gradient);
void linear_input_gradient(int inputs, int outputs, const float* weight, const float* output_gradient,
                           float* scratch, float* input_gradient);

void relu(std::size_t count, const float* input, float* output);
void tanh(std::size_t count, const float* input, float* output);
void scaled_tanh(std::size_t count, const float* input, float* output);
void sigmoid(std::size_t count, const float* input, float* output);
void softmax(float temperature, std::size_t count, const float* input, float* output);
void relu_backward(std::size_t count, const float* output, float* gradient);
void tanh_backward(std::size_t count, const float* output, float* gradient);
void scaled_tanh_backward(std::size_t count, const float* output, float* gradient);
void sigmoid_backward(std::size_t count, const float* output, float* gradient);
void softmax_backward(float temperature, std::size_t count, const float* output, float* gradient);

float multiply_add_loop(long rounds);

}  // namespace convoscope::nn::kernels::CONVOSCOPE_ISA
