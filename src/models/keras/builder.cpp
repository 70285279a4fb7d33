#include "models/keras/builder.h"

#include <cassert>

#include "base/error.h"
#include "models/keras/config.h"
#include "models/keras/texts.h"

namespace convoscope::models::keras {

std::string words_of(const Shape& shape) {
    std::string words = "[";
    for (const std::int64_t extent : shape)
        words += (words.size() > 1 ? ", " : "") + (extent < 0 ? "?" : std::to_string(extent));
    return words + "]";
}

std::string Builder::unique(const std::string& name) {
    std::string free = name;
    for (int count = 2; !names_.insert(free).second; ++count) free = name + "." + std::to_string(count);
    return free;
}

Value Builder::input(const std::string& name, const Shape& shape) {
    const std::string free = unique(name);
    graph_.inputs.push_back({free, shape});
    return {free, shape, false};
}

void Builder::output(const Value& value) { graph_.outputs.push_back(in_keras_order(value).name); }

std::string Builder::node(const std::string& op, const std::string& name, std::vector<std::string> inputs,
                          std::map<std::string, Attribute> attributes) {
    if (graph_.nodes.size() >= kMostLayers) throw Error(texts.too_large, kMostLayers);
    const std::string free = unique(name);
    graph_.nodes.push_back({op, free, std::move(inputs), {free}, std::move(attributes)});
    return free;
}

std::string Builder::constant(const void* owner, const std::string& name,
                              const std::function<GraphTensor()>& make) {
    std::string& known = shared_constants_[{owner, name}];
    if (known.empty()) known = constant(name, make());
    return known;
}

std::string Builder::constant(const std::string& name, GraphTensor tensor) {
    const std::string free = unique(name);
    graph_.constants.emplace(free, std::move(tensor));
    return free;
}

Value Builder::in_keras_order(const Value& value) {
    if (!value.channels_moved) return value;
    std::string& twin = twins_[value.name];
    if (twin.empty()) {
        twin = node("Transpose", value.name + ".channels_last", {value.name},
                    {{"perm", std::vector<std::int64_t>{0, 2, 3, 1}}});
        twins_[twin] = value.name;
    }
    return {twins_[value.name], value.shape, false};
}

Value Builder::with_channels_moved(const Value& value) {
    if (value.channels_moved) return value;
    assert(value.rank() == 4 && "the caller looks at its dimensions");
    std::string& twin = twins_[value.name];
    if (twin.empty()) {
        twin = node("Transpose", value.name + ".channels_first", {value.name},
                    {{"perm", std::vector<std::int64_t>{0, 3, 1, 2}}});
        twins_[twin] = value.name;
    }
    return {twins_[value.name], value.shape, true};
}

std::int64_t axis_as_held(const Value& value, std::int64_t axis) {
    constexpr std::int64_t held[] = {0, 2, 3, 1};
    return value.channels_moved ? held[axis] : axis;
}

GraphTensor transposed(const GraphTensor& tensor, const std::vector<std::size_t>& axes) {
    const std::size_t rank = tensor.shape.size();
    assert(axes.size() == rank && "one axis for each");
    std::vector<std::size_t> strides(rank, 1);
    for (std::size_t i = rank; i-- > 1;)
        strides[i - 1] = strides[i] * static_cast<std::size_t>(tensor.shape[i]);
    GraphTensor result;
    result.values.resize(tensor.values.size());
    for (const std::size_t axis : axes) result.shape.push_back(tensor.shape[axis]);
    std::vector<std::int64_t> at(rank, 0);
    for (float& value : result.values) {
        std::size_t from = 0;
        for (std::size_t i = 0; i < rank; ++i) from += static_cast<std::size_t>(at[i]) * strides[axes[i]];
        value = tensor.values[from];
        for (std::size_t i = rank; i-- > 0;) {
            if (++at[i] < result.shape[i]) break;
            at[i] = 0;
        }
    }
    return result;
}

GraphTensor numbers(std::vector<std::int64_t> shape, std::vector<float> values) {
    GraphTensor tensor;
    tensor.shape = std::move(shape);
    tensor.values = std::move(values);
    return tensor;
}

GraphTensor whole_numbers(std::vector<std::int64_t> values) {
    GraphTensor tensor;
    tensor.shape = {static_cast<std::int64_t>(values.size())};
    tensor.integers = std::move(values);
    return tensor;
}

}  // namespace convoscope::models::keras
