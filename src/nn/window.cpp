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

}  // namespace convoscope::nn
