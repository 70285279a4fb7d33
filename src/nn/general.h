#pragma once

#include "nn/model.h"
#include "nn/ops/operator.h"
#include "nn/span.h"

/// Pools, and the gradients of convolutions, of every geometry: strides that differ, padding on one side,
/// dilation, groups. In plain loops along the rows; nn/kernels has the usual ones, which are several times as
/// fast, and the convolutions themselves.
namespace convoscope::nn::general {

/// Whether nn/kernels computes this window: one stride, one padding, neighbouring places, one group.
bool is_usual(const Node& node);

/// Adds to `gradients`.
void conv_weight_gradient(const Layer& layer, const float* input, const float* output_gradient,
                          Parameters& gradients);
void conv_input_gradient(const Layer& layer, const Parameters& parameters, const float* output_gradient,
                         float* input_gradient);

/// @param maps  to be computed
void max_pool_forward(const Layer& layer, const Span& maps, const float* input, float* output);
void max_pool_backward(const Layer& layer, const float* input, const float* output_gradient,
                       float* input_gradient);
void average_pool_forward(const Layer& layer, const Span& maps, const float* input, float* output);
void average_pool_backward(const Layer& layer, const float* output_gradient, float* input_gradient);

/// How many values an average pool's unit takes the mean of: the window's, or those of them that are there.
int values_in_mean(const Layer& layer, int row, int column);

}  // namespace convoscope::nn::general
