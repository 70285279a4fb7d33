#include "models/lowering/step.h"

#include <algorithm>

#include "models/json_reader.h"
#include "nn/ops/operator.h"

namespace convoscope::models::lowering {

const std::string& Step::input(std::size_t index) const {
    static const std::string none;
    return index < node.inputs.size() ? node.inputs[index] : none;
}

std::string Step::called(std::size_t index) const { return one_line(input(index)); }

const Value& Step::value(std::size_t index) const {
    const Value* found = builder.computed(input(index));
    if (!found) refuse(texts.needs_value);
    return *found;
}

const GraphTensor& Step::constant(std::size_t index) const {
    const GraphTensor* found = builder.constant(input(index));
    if (!found) refuse({texts.needs_constant, called(index)});
    return *found;
}

std::vector<float> Step::floats(std::size_t index) const {
    const GraphTensor& tensor = constant(index);
    if (!tensor.is_whole()) return tensor.values;
    std::vector<float> values;
    for (const std::int64_t value : tensor.integers) values.push_back(static_cast<float>(value));
    return values;
}

Dims Step::whole_numbers(std::size_t index) const {
    const GraphTensor& tensor = constant(index);
    if (tensor.is_whole() || tensor.values.empty()) return tensor.integers;
    refuse({texts.needs_constant, called(index)});
}

std::int64_t Step::number(const std::string& name, std::int64_t otherwise) const {
    const auto found = node.attributes.find(name);
    if (found == node.attributes.end()) return otherwise;
    if (const auto* value = std::get_if<std::int64_t>(&found->second)) return *value;
    refuse({texts.wrong_attribute, name});
}

float Step::real(const std::string& name, float otherwise) const {
    const auto found = node.attributes.find(name);
    if (found == node.attributes.end()) return otherwise;
    if (const auto* value = std::get_if<double>(&found->second)) return static_cast<float>(*value);
    if (const auto* whole = std::get_if<std::int64_t>(&found->second)) return static_cast<float>(*whole);
    refuse({texts.wrong_attribute, name});
}

std::string Step::word(const std::string& name, const std::string& otherwise) const {
    const auto found = node.attributes.find(name);
    if (found == node.attributes.end()) return otherwise;
    if (const auto* value = std::get_if<std::string>(&found->second)) return *value;
    refuse({texts.wrong_attribute, name});
}

Dims Step::list(const std::string& name, const Dims& otherwise) const {
    const auto found = node.attributes.find(name);
    if (found == node.attributes.end()) return otherwise;
    if (const auto* value = std::get_if<Dims>(&found->second)) return *value;
    if (const auto* one = std::get_if<std::int64_t>(&found->second)) return {*one};
    refuse({texts.wrong_attribute, name});
}

std::string Step::origin() const {
    if (!node.name.empty()) return node.name;
    for (std::size_t i = 1; i < node.inputs.size(); ++i) {
        const std::string& name = node.inputs[i];
        if (!builder.graph().constants.contains(name)) continue;
        for (const char* ending : {".weight", "/kernel", ".bias"})
            if (name.ends_with(ending)) return name.substr(0, name.size() - std::string_view(ending).size());
    }
    return node.outputs.empty() ? node.op : node.outputs[0];
}

Value Step::add(nn::Node layer, const Value& of, nn::Parameters parameters, Dims dims) const {
    layer.inputs = {of.node};
    return builder.add(std::move(layer), std::move(parameters), std::move(dims), origin());
}

namespace {

bool has(const Dims& axes, std::size_t axis) {
    return std::ranges::find(axes, static_cast<std::int64_t>(axis)) != axes.end();
}

/// In the order that `first` gives, not laid out yet.
Turned turned(Step& step, const Dims& axes, bool first) {
    const Value& value = step.value(0);
    if (has(axes, 0) && (step.builder.batch() > 1 || (value.dims.size() > 1 && value.dims[0] != 1)))
        step.refuse(texts.mixes_batch);
    Turned result;
    for (const bool wanted : {first, !first})
        for (std::size_t axis = 0; axis < value.dims.size(); ++axis)
            if (has(axes, axis) == wanted) result.order.push_back(axis);
    result.value = transposed(value, result.order);
    result.dims = result.value.dims;
    return result;
}

std::int64_t product_of(const Dims& dims, const Dims& axes) {
    std::int64_t all = 1;
    for (const std::int64_t axis : axes) all *= dims[static_cast<std::size_t>(axis)];
    return all;
}

}  // namespace

Turned with_axes_first(Step& step, const Dims& axes) {
    const Dims dims = step.value(0).dims;
    Turned result = turned(step, axes, true);
    const std::int64_t maps = product_of(dims, axes);
    if (dims.size() == 4 && dims[0] == 1 && axes == Dims{1})
        result.value.dims = dims;
    else
        result.value.dims = {1, maps, 1, product(dims) / maps};
    result.value = step.builder.laid_out(result.value, step.origin());
    return result;
}

Turned with_axes_last(Step& step, const Dims& axes) {
    const Dims dims = step.value(0).dims;
    Turned result = turned(step, axes, false);
    const std::int64_t columns = product_of(dims, axes);
    result.value.dims = {1, product(dims) / columns, 1, columns};
    result.value = step.builder.laid_out(result.value, step.origin());
    return result;
}

Value turned_back(Value result, const Turned& turned) {
    result.dims = turned.dims;
    std::vector<std::size_t> back(turned.order.size());
    for (std::size_t i = 0; i < back.size(); ++i) back[turned.order[i]] = i;
    return transposed(result, back);
}

std::size_t axis_of(const Step& step, std::int64_t axis, std::size_t rank) {
    const std::int64_t count = static_cast<std::int64_t>(rank);
    if (axis < -count || axis >= count) step.refuse({texts.wrong_attribute, "axis"});
    return static_cast<std::size_t>(axis < 0 ? axis + count : axis);
}

std::string words_of(const Dims& dims) {
    std::string words = "[";
    for (const std::int64_t extent : dims) words += (words.size() > 1 ? ", " : "") + std::to_string(extent);
    return words + "]";
}

bool shift_bias(Step& step, std::size_t index, const std::vector<float>& shift) {
    const Value& value = step.value(index);
    if (!step.builder.is_free(step.input(index)) ||
        static_cast<std::int64_t>(value.size) != product(value.dims))
        return false;
    const nn::Node& node = step.builder.node(value);
    const bool adds = node.op->is_weighted() || node.op == &nn::ops::prelu;
    if (!adds || node.activation != nn::Activation::Identity) return false;
    std::vector<float>& bias = step.builder.parameters(value).bias;
    const std::size_t run = static_cast<std::size_t>(value.size) / bias.size();
    std::vector<float> of_map(bias.size());
    std::vector<char> known(bias.size());
    const std::vector<int> order = whole_order(value);
    for (std::size_t i = 0; i < order.size(); ++i) {
        const float by = shift.size() == 1 ? shift[0] : shift[i];
        const std::size_t map = static_cast<std::size_t>(order[i]) / run;
        if (known[map] && of_map[map] != by) return false;  // not the same all over a map
        known[map] = 1;
        of_map[map] = by;
    }
    for (std::size_t map = 0; map < bias.size(); ++map) bias[map] += of_map[map];
    return true;
}

}  // namespace convoscope::models::lowering
