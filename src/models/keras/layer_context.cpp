#include "models/keras/layer_context.h"

#include <cmath>

#include "base/error.h"
#include "models/keras/texts.h"

namespace convoscope::models::keras {
namespace {

constexpr double kMostWhole = 1u << 30;

}  // namespace

std::optional<double> number_in(const Json& value) {
    if (value.is_number()) return value.get<double>();
    if (value.is_array() && value.size() == 1 && value[0].is_number()) return value[0].get<double>();
    if (!value.is_object()) return std::nullopt;
    // {"class_name": "__numpy__", "config": {"value": 0.3}}, or {"type": "ndarray", "value": 0.3}
    const Json& holder = value.contains("config") && value["config"].is_object() ? value["config"] : value;
    const auto found = holder.find("value");
    if (found == holder.end() || found->is_object()) return std::nullopt;
    return number_in(*found);
}

const Value& LayerContext::input() const {
    if (operands.size() != 1 || !std::holds_alternative<Value>(operands.front()))
        throw Error(texts.wrong_inputs, words(), operands.size(), 1);
    return std::get<Value>(operands.front());
}

const Value& LayerContext::input(std::size_t rank) const {
    const Value& value = input();
    if (value.rank() != rank) throw Error(texts.wrong_rank, words(), words_of(value.shape), rank);
    return value;
}

void LayerContext::expect_weights(std::size_t count) const {
    if (weights.size() != count) throw Error(texts.weights_missing, words(), weights.size(), count);
}

std::string LayerContext::weight(std::size_t index, const std::string& role,
                                 const std::function<GraphTensor(GraphTensor)>& change) const {
    return builder.constant(&layer, part(role), [&] {
        GraphTensor tensor = weights[index].read();
        return change ? change(std::move(tensor)) : tensor;
    });
}

std::string LayerContext::shared(const std::string& role, const Value& as_held,
                                 const std::function<GraphTensor()>& make) const {
    return builder.constant(&layer, part(as_held.channels_moved ? role : role + "_last"), make);
}

std::string LayerContext::constant(const std::string& role, GraphTensor tensor) const {
    return builder.constant(part(role), std::move(tensor));
}

bool LayerContext::has(const char* key) const {
    const auto found = layer.config.find(key);
    return found != layer.config.end() && !found->is_null();
}

double LayerContext::number(const char* key, double otherwise) const {
    if (!has(key)) return otherwise;
    const std::optional<double> found = number_in(layer.config[key]);
    if (!found || !std::isfinite(*found)) refuse_setting(key);
    return *found;
}

std::int64_t LayerContext::whole(const char* key, std::int64_t otherwise) const {
    const double value = number(key, static_cast<double>(otherwise));
    if (value != std::floor(value) || std::abs(value) > kMostWhole) refuse_setting(key);
    return static_cast<std::int64_t>(value);
}

bool LayerContext::flag(const char* key, bool otherwise) const {
    if (!has(key)) return otherwise;
    if (!layer.config[key].is_boolean()) refuse_setting(key);
    return layer.config[key].get<bool>();
}

std::string LayerContext::word(const char* key, const std::string& otherwise) const {
    if (!has(key)) return otherwise;
    if (!layer.config[key].is_string()) refuse_setting(key);
    return one_line(layer.config[key].get<std::string>());
}

std::array<std::int64_t, 2> LayerContext::pair(const char* key, std::array<std::int64_t, 2> otherwise) const {
    if (!has(key)) return otherwise;
    const Json& value = layer.config[key];
    std::array<std::int64_t, 2> result{};
    for (std::size_t i = 0; i < 2; ++i) {
        const bool is_list = value.is_array() && value.size() == 2;
        const std::optional<double> one = is_list ? number_in(value[i]) : number_in(value);
        if (!one || *one < 1 || *one > kMostWhole || *one != std::floor(*one)) refuse_setting(key);
        result[i] = static_cast<std::int64_t>(*one);
    }
    return result;
}

std::int64_t LayerContext::axis(const Json& value, std::size_t rank) const {
    const std::optional<double> found = number_in(value);
    const double dimensions = static_cast<double>(rank);
    if (!found || *found != std::floor(*found) || *found < -dimensions || *found >= dimensions)
        refuse_setting("axis");
    return static_cast<std::int64_t>(*found < 0 ? *found + dimensions : *found);
}

void LayerContext::refuse_setting(const char* key) const { throw Error(texts.wrong_setting, words(), key); }

Picture picture_of(const LayerContext& context) {
    const Value& input = context.input(4);
    const bool first = context.word("data_format", "channels_last") == "channels_first";
    const Shape& shape = input.shape;
    if (first) return {context.builder.in_keras_order(input), true, shape[1], {shape[2], shape[3]}};
    return {context.builder.with_channels_moved(input), false, shape[3], {shape[1], shape[2]}};
}

Value Picture::with(const std::string& name, std::int64_t channels_now,
                    const std::array<std::int64_t, 2>& extent_now) const {
    const std::int64_t batch = value.shape[0];
    if (channels_first) return {name, {batch, channels_now, extent_now[0], extent_now[1]}, false};
    return {name, {batch, extent_now[0], extent_now[1], channels_now}, true};
}

std::array<std::int64_t, 2> Windows::extent_after(const LayerContext& context, const Picture& picture) const {
    std::array<std::int64_t, 2> after{-1, -1};
    for (std::size_t i = 0; i < 2; ++i) {
        const std::int64_t before = picture.extent[i];
        if (before < 0) continue;
        const std::int64_t reach = (size[i] - 1) * dilations[i] + 1;
        if (before < 1 || (!same && before < reach))
            throw Error(texts.too_small, context.words(), words_of(picture.value.shape));
        after[i] = same ? (before + strides[i] - 1) / strides[i] : (before - reach) / strides[i] + 1;
    }
    return after;
}

std::map<std::string, Attribute> Windows::attributes(bool with_dilations) const {
    const auto list = [](const std::array<std::int64_t, 2>& of) {
        return std::vector<std::int64_t>(of.begin(), of.end());
    };
    std::map<std::string, Attribute> all{{"kernel_shape", list(size)}, {"strides", list(strides)}};
    if (with_dilations && dilations != std::array<std::int64_t, 2>{1, 1}) all["dilations"] = list(dilations);
    if (same) all["auto_pad"] = std::string("SAME_UPPER");  // as TensorFlow shares out what is odd
    return all;
}

}  // namespace convoscope::models::keras
