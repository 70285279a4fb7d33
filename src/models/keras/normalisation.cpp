#include <algorithm>
#include <cmath>
#include <optional>

#include "base/error.h"
#include "models/keras/layers.h"
#include "models/keras/texts.h"

namespace convoscope::models::keras {
namespace {

/// As the value is held: numbers along one axis of Keras's, the same along all others.
GraphTensor along(const Value& value, std::int64_t axis, std::vector<float> values) {
    std::vector<std::int64_t> shape(value.rank(), 1);
    shape[static_cast<std::size_t>(axis_as_held(value, axis))] = static_cast<std::int64_t>(values.size());
    return numbers(std::move(shape), std::move(values));
}

/// Where the file has the four numbers of each channel.
struct Moments {
    std::optional<std::size_t> gamma, beta;
    std::size_t mean = 0;
    double epsilon = 1e-3;
};

Moments moments_of(const LayerContext& context) {
    Moments moments;
    if (context.flag("scale", true)) moments.gamma = moments.mean++;
    if (context.flag("center", true)) moments.beta = moments.mean++;
    moments.epsilon = context.number("epsilon", moments.epsilon);
    return moments;
}

std::vector<float> weight_or(const LayerContext& context, std::optional<std::size_t> index, float otherwise) {
    if (index) return context.weights[*index].read().values;
    return std::vector<float>(static_cast<std::size_t>(context.weights.back().shape[0]), otherwise);
}

std::string batch_norm_node(const LayerContext& context, const Value& value, const Moments& moments) {
    const auto constant = [&](const char* role, std::optional<std::size_t> index, float otherwise) {
        return context.builder.constant(&context.layer, context.part(role), [&] {
            std::vector<float> values = weight_or(context, index, otherwise);
            return numbers({static_cast<std::int64_t>(values.size())}, std::move(values));
        });
    };
    return context.builder.node(
        "BatchNormalization", context.name,
        {value.name, constant("gamma", moments.gamma, 1), constant("beta", moments.beta, 0),
         constant("moving_mean", moments.mean, 0), constant("moving_variance", moments.mean + 1, 1)},
        {{"epsilon", moments.epsilon}});
}

/// ONNX has the channels at axis 1 alone: elsewhere it is a product and a sum.
std::string as_arithmetic(const LayerContext& context, const Value& value, const Moments& moments,
                          std::int64_t axis) {
    const auto factors = [&] {
        std::vector<float> scale = weight_or(context, moments.gamma, 1);
        const std::vector<float> variance = weight_or(context, moments.mean + 1, 1);
        for (std::size_t i = 0; i < scale.size(); ++i)
            scale[i] = static_cast<float>(scale[i] / std::sqrt(variance[i] + moments.epsilon));
        return scale;
    };
    const auto offsets = [&] {
        std::vector<float> offset = weight_or(context, moments.beta, 0);
        const std::vector<float> mean = weight_or(context, moments.mean, 0);
        const std::vector<float> scale = factors();
        for (std::size_t i = 0; i < offset.size(); ++i) offset[i] -= mean[i] * scale[i];
        return offset;
    };
    const std::string scale = context.shared("scale", value, [&] { return along(value, axis, factors()); });
    const std::string offset = context.shared("offset", value, [&] { return along(value, axis, offsets()); });
    const std::string scaled = context.builder.node("Mul", context.part("scaled"), {value.name, scale});
    return context.builder.node("Add", context.name, {scaled, offset});
}

/// All numbers of a setting, whatever lists they stand in.
void gather_numbers(const Json& value, std::vector<float>& to) {
    if (value.is_array()) {
        for (const Json& one : value) gather_numbers(one, to);
    } else if (const auto number = number_in(value)) {
        to.push_back(static_cast<float>(*number));
    }
}

/// One number, or one for each channel, which are last in Keras.
GraphTensor for_channels(const LayerContext& context, const Value& value, const char* key) {
    std::vector<float> values;
    gather_numbers(context.layer.config[key], values);
    if (values.size() == 1) return numbers({}, values);
    const std::int64_t last = static_cast<std::int64_t>(value.rank()) - 1;
    const std::int64_t channels = value.rank() == 0 ? 0 : value.shape.back();
    if (values.empty() || !may_be_same(channels, static_cast<std::int64_t>(values.size())))
        context.refuse_setting(key);
    return along(value, last, std::move(values));
}

/// The axes that have a mean of their own.
std::vector<std::int64_t> axes_of(const LayerContext& context, std::size_t rank) {
    if (!context.layer.config.contains("axis")) return {static_cast<std::int64_t>(rank) - 1};
    const Json& axis = context.layer.config["axis"];
    std::vector<std::int64_t> axes;
    if (axis.is_array()) {
        for (const Json& one : axis) axes.push_back(context.axis(one, rank));
    } else if (!axis.is_null()) {
        axes.push_back(context.axis(axis, rank));
    }
    std::ranges::sort(axes);
    if (std::ranges::adjacent_find(axes) != axes.end()) context.refuse_setting("axis");
    return axes;
}

/// `values` of these axes in the shape of the whole value, as it is held.
GraphTensor spread(const LayerContext& context, const Value& value, const std::vector<std::int64_t>& axes,
                   std::vector<float> values, const char* key) {
    if (values.size() == 1) return numbers({}, std::move(values));
    Shape shape(value.rank(), 1);
    std::size_t count = 1;
    for (const std::int64_t axis : axes) {
        const std::int64_t extent = axes.size() == 1 ? static_cast<std::int64_t>(values.size())
                                                     : value.shape[static_cast<std::size_t>(axis)];
        if (extent < 1 || static_cast<std::size_t>(extent) > values.size() ||
            !may_be_same(extent, value.shape[static_cast<std::size_t>(axis)]))
            context.refuse_setting(key);
        shape[static_cast<std::size_t>(axis)] = extent;
        count *= static_cast<std::size_t>(extent);
        if (count > values.size()) context.refuse_setting(key);
    }
    if (count != values.size()) context.refuse_setting(key);
    GraphTensor tensor = numbers(shape, std::move(values));
    return value.channels_moved ? transposed(tensor, {0, 3, 1, 2}) : tensor;
}

/// From the setting of this name, where it was given, else from the file's weights.
std::vector<float> given_or_weight(const LayerContext& context, const char* key, std::size_t index) {
    std::vector<float> values;
    if (context.has(key)) {
        gather_numbers(context.layer.config[key], values);
    } else {
        if (context.weights.size() < 2)
            throw Error(texts.weights_missing, context.words(), context.weights.size(), 2);
        values = context.weights[index].read().values;
    }
    if (values.empty()) context.refuse_setting(key);
    return values;
}

}  // namespace

Value batch_normalization(const LayerContext& context) {
    const Value& value = context.input();
    context.expect_weights(2u + context.flag("scale", true) + context.flag("center", true));
    const std::int64_t axis =
        context.axis(context.has("axis") ? context.layer.config["axis"] : Json(-1), value.rank());
    const std::int64_t channels = value.shape[static_cast<std::size_t>(axis)];
    for (const Weight& weight : context.weights)
        if (weight.shape.size() != 1 || !may_be_same(weight.shape[0], channels) ||
            weight.shape[0] != context.weights.back().shape[0])
            throw Error(texts.wrong_weights, context.words(), "moving_mean", words_of(weight.shape),
                        words_of(value.shape));
    const Moments moments = moments_of(context);
    const std::string name = axis_as_held(value, axis) == 1 ? batch_norm_node(context, value, moments)
                                                            : as_arithmetic(context, value, moments, axis);
    return {name, value.shape, value.channels_moved};
}

/// x * scale + offset
Value rescaling(const LayerContext& context) {
    const Value& value = context.input();
    if (!context.has("scale")) context.refuse_setting("scale");
    const bool moved = context.has("offset") && number_in(context.layer.config["offset"]) != 0.0;
    std::string name = context.builder.node(
        "Mul", moved ? context.part("scaled") : context.name,
        {value.name, context.shared("scale", value, [&] { return for_channels(context, value, "scale"); })});
    if (moved)
        name = context.builder.node(
            "Add", context.name,
            {name, context.shared("offset", value, [&] { return for_channels(context, value, "offset"); })});
    return {name, value.shape, value.channels_moved};
}

/// (x - mean) / deviation; weights: mean, variance, and how many values they were made of
Value normalization(const LayerContext& context) {
    if (context.flag("invert", false)) throw Error(texts.unread_setting, context.words(), "invert", "true");
    const Value& value = context.input();
    const std::vector<std::int64_t> axes = axes_of(context, value.rank());
    const auto mean = [&] {
        return spread(context, value, axes, given_or_weight(context, "mean", 0), "mean");
    };
    const auto deviation = [&] {
        constexpr float epsilon = 1e-7f;  // Keras's backend.epsilon()
        std::vector<float> values = given_or_weight(context, "variance", 1);
        for (float& one : values) one = std::max(std::sqrt(std::max(one, 0.0f)), epsilon);
        return spread(context, value, axes, std::move(values), "variance");
    };
    const std::string centred = context.builder.node("Sub", context.part("centred"),
                                                     {value.name, context.shared("mean", value, mean)});
    const std::string name =
        context.builder.node("Div", context.name, {centred, context.shared("deviation", value, deviation)});
    return {name, value.shape, value.channels_moved};
}

}  // namespace convoscope::models::keras
