#include "nn/ops/checks.h"

#include "base/error.h"
#include "nn/texts.h"

namespace convoscope::nn::ops {
namespace {

int positions(const Node& node, int extent, int kernel) {
    const int padded = extent + 2 * node.padding;
    if (kernel > padded) refuse(node, {texts.window_too_large, kernel, padded});
    return (padded - kernel) / node.stride + 1;
}

}  // namespace

void refuse(const Node& node, const Message& why) { throw Error(texts.in_layer, node.name, why); }

void check_number(const Node& node, const Text& what, int value, int low, int high) {
    if (value < low || value > high) refuse(node, {texts.wrong_number, what, value, low, high});
}

void check_window(const Node& node, int most_padding) {
    check_number(node, texts.kernel_height, node.kernel_height, 1, kMaximumExtent);
    check_number(node, texts.kernel_width, node.kernel_width, 1, kMaximumExtent);
    check_number(node, texts.stride, node.stride, 1, kMaximumExtent);
    check_number(node, texts.padding, node.padding, 0, most_padding);
}

Shape window_output(const Layer& layer, int channels) {
    return {channels, positions(layer.node, layer.below.height, layer.node.kernel_height),
            positions(layer.node, layer.below.width, layer.node.kernel_width)};
}

}  // namespace convoscope::nn::ops
