#include <algorithm>
#include <limits>

#include "base/error.h"
#include "models/keras/layers.h"
#include "models/keras/texts.h"

namespace convoscope::models::keras {
namespace {

constexpr std::int64_t kMostValues = std::int64_t{1} << 40;

/// How many values a picture has without the batch; -1: not known.
std::int64_t values_of(const Shape& shape) {
    std::int64_t product = 1;
    for (std::size_t i = 1; i < shape.size(); ++i) {
        if (shape[i] < 0) return -1;
        if (shape[i] != 0 && product > kMostValues / shape[i]) throw Error(texts.too_large, kMostValues);
        product *= shape[i];
    }
    return product;
}

/// Top, bottom, left, right, from one number, two, or two pairs.
std::array<std::int64_t, 4> borders_of(const LayerContext& context, const char* key) {
    std::array<std::int64_t, 4> borders{};
    if (!context.has(key)) context.refuse_setting(key);
    const Json& value = context.layer.config[key];
    const bool is_pair = value.is_array() && value.size() == 2;
    for (std::size_t i = 0; i < 4; ++i) {
        const Json& side = is_pair ? value[i / 2] : value;
        const bool is_pair_again = is_pair && side.is_array() && side.size() == 2;
        const std::optional<double> one = number_in(is_pair_again ? side[i % 2] : side);
        if (!one || *one < 0 || *one > 10000 || *one != static_cast<double>(static_cast<int>(*one)))
            context.refuse_setting(key);
        borders[i] = static_cast<std::int64_t>(*one);
    }
    return borders;
}

}  // namespace

/// Keras flattens a picture pixel by pixel, all channels of each; with channels_first, too.
Value flatten(const LayerContext& context) {
    Value value = context.input();
    const Shape shape{value.rank() < 1 ? -1 : value.shape[0], values_of(value.shape)};
    if (value.rank() == 2) return value;
    if (value.rank() == 4 && context.word("data_format", "channels_last") == "channels_first") {
        value = context.builder.in_keras_order(value);
        value.name = context.builder.node("Transpose", context.part("channels_last"), {value.name},
                                          {{"perm", std::vector<std::int64_t>{0, 2, 3, 1}}});
    }
    value = context.builder.in_keras_order(value);
    return {context.builder.node("Flatten", context.name, {value.name}, {{"axis", std::int64_t{1}}}), shape,
            false};
}

Value reshape(const LayerContext& context) {
    const Value value = context.builder.in_keras_order(context.input());
    const auto target =
        context.has("target_shape") ? shape_of(context.layer.config["target_shape"]) : std::optional<Shape>();
    if (!target || std::ranges::count(*target, -1) > 1 || std::ranges::count(*target, 0) > 0)
        context.refuse_setting("target_shape");
    Shape shape{value.rank() < 1 ? -1 : value.shape[0]};
    shape.insert(shape.end(), target->begin(), target->end());
    const std::int64_t before = values_of(value.shape);
    Shape known = shape;
    std::ranges::replace(known.begin() + 1, known.end(), -1, 1);
    const std::int64_t after = values_of(known);
    const bool has_free = std::ranges::count(*target, -1) == 1;
    if (before >= 0 && (has_free ? before % after != 0 : before != after))
        throw Error(texts.inputs_differ, context.words(), words_of(value.shape), words_of(shape));
    if (before >= 0) std::ranges::replace(shape.begin() + 1, shape.end(), -1, before / after);
    Shape given{0};  // the batch stays as it is
    given.insert(given.end(), target->begin(), target->end());
    const std::string name = context.builder.node(
        "Reshape", context.name, {value.name, context.constant("shape", whole_numbers(given))});
    return {name, shape, false};
}

/// dims counts from 1; the batch, 0, stays first.
Value permute(const LayerContext& context) {
    const Value value = context.builder.in_keras_order(context.input());
    const auto dims = context.has("dims") ? shape_of(context.layer.config["dims"]) : std::optional<Shape>();
    if (!dims || dims->size() + 1 != value.rank()) context.refuse_setting("dims");
    Shape order{0};
    Shape shape{value.shape[0]};
    for (const std::int64_t axis : *dims) {
        if (axis < 1 || std::ranges::count(order, axis) > 0 ||
            axis >= static_cast<std::int64_t>(value.rank()))
            context.refuse_setting("dims");
        order.push_back(axis);
        shape.push_back(value.shape[static_cast<std::size_t>(axis)]);
    }
    return {context.builder.node("Transpose", context.name, {value.name}, {{"perm", order}}), shape, false};
}

Value zero_padding2d(const LayerContext& context) {
    const Picture picture = picture_of(context);
    const auto [top, bottom, left, right] = borders_of(context, "padding");
    std::array<std::int64_t, 2> extent = picture.extent;
    if (extent[0] >= 0) extent[0] += top + bottom;
    if (extent[1] >= 0) extent[1] += left + right;
    const std::string pads =
        context.constant("padding", whole_numbers({0, 0, top, left, 0, 0, bottom, right}));
    const std::string name = context.builder.node("Pad", context.name, {picture.value.name, pads},
                                                  {{"mode", std::string("constant")}});
    return picture.with(name, picture.channels, extent);
}

Value cropping2d(const LayerContext& context) {
    const Picture picture = picture_of(context);
    const auto [top, bottom, left, right] = borders_of(context, "cropping");
    std::array<std::int64_t, 2> extent = picture.extent;
    if (extent[0] >= 0) extent[0] -= top + bottom;
    if (extent[1] >= 0) extent[1] -= left + right;
    if ((picture.extent[0] >= 0 && extent[0] < 1) || (picture.extent[1] >= 0 && extent[1] < 1))
        throw Error(texts.too_small, context.words(), words_of(picture.value.shape));
    constexpr std::int64_t end = std::numeric_limits<std::int64_t>::max();
    const std::string name = context.builder.node(
        "Slice", context.name,
        {picture.value.name, context.constant("starts", whole_numbers({top, left})),
         context.constant("ends", whole_numbers({bottom ? -bottom : end, right ? -right : end})),
         context.constant("axes", whole_numbers({2, 3}))});
    return picture.with(name, picture.channels, extent);
}

Value identity(const LayerContext& context) { return context.input(); }

Value of_same_size(const LayerContext& context) {
    const Picture picture = picture_of(context);
    const std::array<std::int64_t, 2> extent{context.whole("height", -1), context.whole("width", -1)};
    if (extent != picture.extent || extent[0] < 1) throw Error(texts.unread_layer, context.words());
    return context.input();
}

}  // namespace convoscope::models::keras
