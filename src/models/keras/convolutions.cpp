#include "base/error.h"
#include "models/keras/activations.h"
#include "models/keras/layers.h"
#include "models/keras/texts.h"

namespace convoscope::models::keras {
namespace {

void expect_shape(const LayerContext& context, std::size_t index, const char* role, bool fits) {
    if (!fits)
        throw Error(texts.wrong_weights, context.words(), role, words_of(context.weights[index].shape),
                    words_of(context.input().shape));
}

/// How many channels go into a kernel (h, w, in, out) of that rank.
const Shape& kernel_shape(const LayerContext& context, std::size_t index) {
    const Shape& shape = context.weights[index].shape;
    expect_shape(context, index, "kernel",
                 shape.size() == 4 && shape[0] > 0 && shape[1] > 0 && shape[2] > 0 && shape[3] > 0);
    return shape;
}

Windows windows_of(const LayerContext& context, const Shape& kernel) {
    const std::string padding = context.word("padding", "valid");
    if (padding != "same" && padding != "valid") context.refuse_setting("padding");
    return {{kernel[0], kernel[1]},
            context.pair("strides", {1, 1}),
            context.pair("dilation_rate", {1, 1}),
            padding == "same"};
}

/// What all convolutions end with: the operation, its bias, the non-linearity.
/// @param inputs  picture and kernel
Value convolution(const LayerContext& context, const Picture& picture, const Windows& windows,
                  std::vector<std::string> inputs, std::int64_t channels, std::int64_t groups,
                  std::size_t bias) {
    if (context.flag("use_bias", true)) {
        expect_shape(context, bias, "bias", context.weights[bias].shape == Shape{channels});
        inputs.push_back(context.weight(bias, "bias"));
    }
    auto attributes = windows.attributes(true);
    if (groups != 1) attributes["group"] = groups;
    const std::string name = context.builder.node("Conv", context.name, std::move(inputs), attributes);
    return activated(context, picture.with(name, channels, windows.extent_after(context, picture)));
}

/// (h, w, in, multiplier) -> (in * multiplier, 1, h, w): a kernel of its own for each channel.
GraphTensor one_for_each(const GraphTensor& kernel) {
    GraphTensor turned = transposed(kernel, {2, 3, 0, 1});
    turned.shape = {turned.shape[0] * turned.shape[1], 1, turned.shape[2], turned.shape[3]};
    return turned;
}

GraphTensor outputs_first(const GraphTensor& kernel) { return transposed(kernel, {3, 2, 0, 1}); }

}  // namespace

/// kernel (h, w, in / groups, out), bias (out)
Value conv2d(const LayerContext& context) {
    context.expect_weights(context.flag("use_bias", true) ? 2 : 1);
    const Picture picture = picture_of(context);
    const Shape& kernel = kernel_shape(context, 0);
    const std::int64_t groups = context.whole("groups", 1);
    if (groups < 1 || kernel[3] % groups != 0) context.refuse_setting("groups");
    expect_shape(context, 0, "kernel", may_be_same(kernel[2] * groups, picture.channels));
    const std::string weight = context.weight(0, "kernel", outputs_first);
    return convolution(context, picture, windows_of(context, kernel), {picture.value.name, weight}, kernel[3],
                       groups, 1);
}

/// kernel (h, w, in, multiplier), bias (in * multiplier)
Value depthwise_conv2d(const LayerContext& context) {
    context.expect_weights(context.flag("use_bias", true) ? 2 : 1);
    const Picture picture = picture_of(context);
    const Shape& kernel = kernel_shape(context, 0);
    expect_shape(context, 0, "kernel", may_be_same(kernel[2], picture.channels));
    const std::string weight = context.weight(0, "kernel", one_for_each);
    return convolution(context, picture, windows_of(context, kernel), {picture.value.name, weight},
                       kernel[2] * kernel[3], kernel[2], 1);
}

/// depthwise (h, w, in, multiplier), pointwise (1, 1, in * multiplier, out), bias (out)
Value separable_conv2d(const LayerContext& context) {
    context.expect_weights(context.flag("use_bias", true) ? 3 : 2);
    const Picture picture = picture_of(context);
    const Shape& depthwise = kernel_shape(context, 0);
    const Shape& pointwise = kernel_shape(context, 1);
    const std::int64_t between = depthwise[2] * depthwise[3];
    expect_shape(context, 0, "depthwise_kernel", may_be_same(depthwise[2], picture.channels));
    expect_shape(context, 1, "pointwise_kernel",
                 pointwise[0] == 1 && pointwise[1] == 1 && pointwise[2] == between);
    const Windows windows = windows_of(context, depthwise);
    auto attributes = windows.attributes(true);
    attributes["group"] = depthwise[2];
    const std::string name = context.builder.node(
        "Conv", context.part("depthwise"),
        {picture.value.name, context.weight(0, "depthwise_kernel", one_for_each)}, attributes);
    Picture middle = picture;
    middle.value = picture.with(name, between, windows.extent_after(context, picture));
    middle.channels = between;
    middle.extent = windows.extent_after(context, picture);
    return convolution(context, middle, {{1, 1}, {1, 1}, {1, 1}, false},
                       {name, context.weight(1, "pointwise_kernel", outputs_first)}, pointwise[3], 1, 2);
}

}  // namespace convoscope::models::keras
