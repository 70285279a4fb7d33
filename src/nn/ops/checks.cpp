#include "nn/ops/checks.h"

#include "base/error.h"
#include "nn/texts.h"

namespace convoscope::nn::ops {
namespace {

/// Along one axis. @param before, after  the padding
int positions(const Node& node, int extent, int kernel, int stride, int dilation, int before, int after) {
    const int padded = extent + before + after;
    const int reach = (kernel - 1) * dilation + 1;
    if (reach > padded) refuse(node, {texts.window_too_large, reach, padded});
    const int count = (padded - reach) / stride + 1;
    const bool first_is_outside = reach <= before;
    const bool last_is_outside = (count - 1) * stride - before >= extent;
    if (first_is_outside || last_is_outside) refuse(node, texts.in_padding);
    return count;
}

void check_steps(const Node& node, const Text& what, const Steps& steps) {
    check_number(node, what, steps.rows, 1, kMaximumExtent);
    check_number(node, what, steps.columns, 1, kMaximumExtent);
}

}  // namespace

void refuse(const Node& node, const Message& why) { throw Error(texts.in_layer, node.name, why); }

void check_number(const Node& node, const Text& what, int value, int low, int high) {
    if (value < low || value > high) refuse(node, {texts.wrong_number, what, value, low, high});
}

void check_window(const Node& node) {
    check_number(node, texts.kernel_height, node.kernel_height, 1, kMaximumExtent);
    check_number(node, texts.kernel_width, node.kernel_width, 1, kMaximumExtent);
    check_steps(node, texts.stride, node.stride);
    check_steps(node, texts.dilation, node.dilation);
    check_number(node, texts.kernel_height, (node.kernel_height - 1) * node.dilation.rows + 1, 1,
                 kMaximumExtent);
    check_number(node, texts.kernel_width, (node.kernel_width - 1) * node.dilation.columns + 1, 1,
                 kMaximumExtent);
    for (const int padding : {node.padding.top, node.padding.left, node.padding.bottom, node.padding.right})
        check_number(node, texts.padding, padding, 0, kMaximumExtent);
}

Shape window_output(const Layer& layer, int channels) {
    const Node& node = layer.node;
    return {channels,
            positions(node, layer.below.height, node.kernel_height, node.stride.rows, node.dilation.rows,
                      node.padding.top, node.padding.bottom),
            positions(node, layer.below.width, node.kernel_width, node.stride.columns, node.dilation.columns,
                      node.padding.left, node.padding.right)};
}

}  // namespace convoscope::nn::ops
