#include "nn/window.h"

namespace convoscope::nn {
namespace {

kernels::Extent extent_of(const Shape& shape) { return {shape.channels, shape.height, shape.width}; }

}  // namespace

kernels::Window window_of(const Node& node, const Shape& input) {
    kernels::Window window;
    window.input = extent_of(input);
    window.output = extent_of(node.output);
    window.kernel_height = node.kernel_height;
    window.kernel_width = node.kernel_width;
    window.stride = node.stride.rows;
    window.padding = node.padding.top;
    window.connections = node.connections.empty() ? nullptr : node.connections.data();
    return window;
}

kernels::Convolution convolution_of(const Node& node, const Shape& input) {
    kernels::Convolution convolution;
    convolution.input = extent_of(input);
    convolution.output = extent_of(node.output);
    convolution.kernel_height = node.kernel_height;
    convolution.kernel_width = node.kernel_width;
    convolution.row_stride = node.stride.rows;
    convolution.column_stride = node.stride.columns;
    convolution.row_dilation = node.dilation.rows;
    convolution.column_dilation = node.dilation.columns;
    convolution.top = node.padding.top;
    convolution.left = node.padding.left;
    convolution.groups = node.groups;
    return convolution;
}

}  // namespace convoscope::nn
