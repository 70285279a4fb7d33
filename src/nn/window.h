#pragma once

#include "nn/architecture.h"
#include "nn/kernels/table.h"

namespace convoscope::nn {

/// The geometry of a convolution or a pooling, as the kernels want it. Points into `node`.
/// @param node   with a window that general::is_usual
/// @param input  shape of the layer before it
kernels::Window window_of(const Node& node, const Shape& input);

/// Any convolution's.
kernels::Convolution convolution_of(const Node& node, const Shape& input);

}  // namespace convoscope::nn
