#include "base/error.h"
#include "models/keras/layers.h"
#include "models/keras/texts.h"

namespace convoscope::models::keras {
namespace {

Value pool(const LayerContext& context, const char* op) {
    const Picture picture = picture_of(context);
    const std::string padding = context.word("padding", "valid");
    if (padding != "same" && padding != "valid") context.refuse_setting("padding");
    const auto size = context.pair("pool_size", {2, 2});
    const Windows windows{size, context.pair("strides", size), {1, 1}, padding == "same"};
    auto attributes = windows.attributes(false);
    if (std::string(op) == "AveragePool") attributes["count_include_pad"] = std::int64_t{0};
    const std::string name = context.builder.node(op, context.name, {picture.value.name}, attributes);
    return picture.with(name, picture.channels, windows.extent_after(context, picture));
}

Value global_pool(const LayerContext& context, const char* op) {
    const Picture picture = picture_of(context);
    const std::string name = context.builder.node(op, context.name, {picture.value.name});
    if (context.flag("keepdims", false)) return picture.with(name, picture.channels, {1, 1});
    const std::string flat =
        context.builder.node("Flatten", context.part("flatten"), {name}, {{"axis", std::int64_t{1}}});
    return {flat, {picture.value.shape[0], picture.channels}, false};
}

}  // namespace

Value max_pooling2d(const LayerContext& context) { return pool(context, "MaxPool"); }
Value average_pooling2d(const LayerContext& context) { return pool(context, "AveragePool"); }
Value global_max_pooling2d(const LayerContext& context) { return global_pool(context, "GlobalMaxPool"); }
Value global_average_pooling2d(const LayerContext& context) {
    return global_pool(context, "GlobalAveragePool");
}

}  // namespace convoscope::models::keras
