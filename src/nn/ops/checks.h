#pragma once

#include "base/message.h"
#include "nn/ops/operator.h"

/// What operators check of their nodes' settings.
namespace convoscope::nn::ops {

/// @throws Error naming the node
[[noreturn]] void refuse(const Node& node, const Message& why);
/// @throws Error unless low <= value <= high
void check_number(const Node& node, const Text& what, int value, int low, int high);
/// Kernel, stride, dilation and padding.
void check_window(const Node& node);
/// The output of a window that slides over `below`, with so many maps. Rows and columns by PyTorch's rule
/// (torch.nn.Conv2d, "Shape"): floor((extent + padding - dilation (kernel - 1) - 1) / stride) + 1.
/// @throws Error where the window is larger than the padded input, or lies in the padding alone
Shape window_output(const Layer& layer, int channels);

}  // namespace convoscope::nn::ops
