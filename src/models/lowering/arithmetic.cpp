// Add, Sub, Mul, Div, Sum: of a value and a constant (into a bias, or a scale) and of two values; Concat.

#include <algorithm>
#include <cmath>

#include "models/lowering/spread.h"
#include "models/lowering/step.h"
#include "nn/ops/operator.h"

namespace convoscope::models::lowering {
namespace {

/// factor x + shift, each one number or one for each of the value's: in the layer below, where that is
/// another such and free.
void stretch(Step& step, std::size_t index, const Spread& factor, const Spread& shift) {
    const Value value = step.value(index);
    const Dims dims = factor.dims.size() > shift.dims.size() ? factor.dims : shift.dims;
    nn::Node& below = step.builder.node(value);
    nn::Parameters& own = step.builder.parameters(value);
    if (!step.builder.is_free(step.input(index)) || below.op != &nn::ops::scale ||
        below.activation != nn::Activation::Identity) {
        Value result = scaled(step, value, factor.numbers, shift.numbers);
        result.dims = dims;
        return step.give(std::move(result));
    }
    const nn::Shape& shape = step.builder.shape(value);
    std::vector<float> factors = for_layer(value, shape, factor.numbers, 1);
    std::vector<float> shifts = for_layer(value, shape, shift.numbers, 0);
    const std::size_t count = std::max({factors.size(), shifts.size(), own.weight.size()});
    factors = widened(factors, count);
    shifts = widened(shifts, count);
    own.weight = widened(own.weight, count);
    own.bias = widened(own.bias, count);
    below.channels = static_cast<int>(count);
    for (std::size_t i = 0; i < count; ++i) {
        own.weight[i] *= factors[i];
        own.bias[i] = own.bias[i] * factors[i] + shifts[i];
    }
    step.give({value.node, value.size, dims, value.order});
}

enum class Kind { Add, Subtract, Multiply, Divide };

/// x + 0, x / 1: as exporters write what has a factor that is nearly always 1.
bool does_nothing(Kind kind, bool constant_is_first, const std::vector<float>& numbers) {
    if (constant_is_first && (kind == Kind::Subtract || kind == Kind::Divide)) return false;
    const float nothing = kind == Kind::Add || kind == Kind::Subtract ? 0.0f : 1.0f;
    return std::ranges::all_of(numbers, [&](float number) { return number == nothing; });
}

void with_constant(Step& step, Kind kind, std::size_t value_at, std::size_t constant_at) {
    const Value value = step.value(value_at);
    const bool first = constant_at == 0;  // constant - x, constant / x
    Spread numbers = spread(step, constant_at, value);
    if (does_nothing(kind, first, numbers.numbers))
        return step.give({value.node, value.size, numbers.dims, value.order});
    const Spread one{numbers.dims, {1}};
    const Spread zero{numbers.dims, {0}};
    if (kind == Kind::Subtract && !first)
        for (float& number : numbers.numbers) number = -number;
    if (kind == Kind::Divide && !first)
        for (float& number : numbers.numbers) number = 1 / number;
    const bool adds = kind == Kind::Add || kind == Kind::Subtract;
    if (adds && !(first && kind == Kind::Subtract)) {
        if (!shift_bias(step, value_at, numbers.numbers)) return stretch(step, value_at, one, numbers);
        return step.give({value.node, value.size, numbers.dims, value.order});
    }
    if (adds) return stretch(step, value_at, {numbers.dims, {-1}}, numbers);
    if (kind == Kind::Divide && first) {
        nn::Node node;
        node.op = &nn::ops::bend;
        node.activation = nn::Activation::Reciprocal;
        Value result = step.add(std::move(node), value, {}, value.dims);
        result.order = value.order;
        if (!does_nothing(Kind::Multiply, false, numbers.numbers))
            result = scaled(step, result, numbers.numbers, {0});
        result.dims = numbers.dims;
        return step.give(std::move(result));
    }
    stretch(step, value_at, numbers, zero);
}

const nn::Operator& operator_of(Kind kind) {
    switch (kind) {
        case Kind::Add:
            return nn::ops::add;
        case Kind::Subtract:
            return nn::ops::subtract;
        case Kind::Multiply:
            return nn::ops::multiply;
        default:
            return nn::ops::divide;
    }
}

/// Several values, put together unit by unit.
void of_values(Step& step, Kind kind) {
    const std::size_t count = step.node.inputs.size();
    Dims dims = step.value(0).dims;
    bool alike = true;  // all are held and counted alike: nothing has to be moved
    for (std::size_t i = 1; i < count; ++i) {
        const Value& value = step.value(i);
        const Dims both = broadcast_dims(dims, value.dims);
        if (both.empty()) step.refuse({texts.not_broadcast, words_of(dims), words_of(value.dims)});
        alike = alike && value.order == step.value(0).order && value.dims == step.value(0).dims &&
                step.builder.shape(value) == step.builder.shape(step.value(0));
        dims = both;
    }
    nn::Node node;
    node.op = &operator_of(kind);
    std::vector<int> order = step.value(0).order;
    if (alike && static_cast<std::int64_t>(step.value(0).size) == product(dims)) {
        for (std::size_t i = 0; i < count; ++i) node.inputs.push_back(step.value(i).node);
    } else {
        order.clear();
        for (std::size_t i = 0; i < count; ++i) {
            Value value = step.value(i);
            while (value.dims.size() < dims.size()) value.dims.insert(value.dims.begin(), 1);
            // A number a unit of a layer of vectors (a gate of each map) is spread over the maps' rows and
            // columns.
            node.inputs.push_back(step.builder.laid_out(value, step.origin()).node);
        }
    }
    Value result = step.builder.add(std::move(node), {}, dims, step.origin());
    result.order = std::move(order);
    step.give(std::move(result));
}

template <Kind Of>
void arithmetic(Step& step) {
    const std::size_t count = step.node.inputs.size();
    if (count == 1) return step.give(step.value(0));
    std::size_t constants = 0;
    for (std::size_t i = 0; i < count; ++i) constants += step.is_constant(i) ? 1 : 0;
    if (constants == 0) return of_values(step, Of);
    if (count != 2 || constants != 1) step.refuse({texts.needs_constant, step.called(0)});
    with_constant(step, Of, step.is_constant(0) ? 1 : 0, step.is_constant(0) ? 0 : 1);
}

void concat(Step& step) {
    const std::size_t rank = step.value(0).dims.size();
    const std::size_t axis = axis_of(step, step.number("axis", 1), rank);
    if (axis == 0 && rank > 1 && step.node.inputs.size() > 1) step.refuse(texts.mixes_batch);
    // The axis becomes the one behind the batch, where maps are.
    std::vector<std::size_t> axes;
    for (std::size_t i = 0; i < rank; ++i)
        if (i != axis) axes.push_back(i);
    axes.insert(axes.begin() + (rank > 1 ? 1 : 0), axis);
    nn::Node node;
    node.op = &nn::ops::concat;
    Dims dims;
    for (std::size_t i = 0; i < step.node.inputs.size(); ++i) {
        Value value = transposed(step.value(i), axes);
        if (dims.empty()) {
            dims = value.dims;
            dims[rank > 1 ? 1 : 0] = 0;
        }
        const std::int64_t extent = value.dims[rank > 1 ? 1 : 0];
        dims[rank > 1 ? 1 : 0] += extent;
        // As maps of one row of all that is behind the axis.
        const std::int64_t behind = product(value.dims) / extent;
        if (rank != 4) value.dims = {1, extent, 1, behind};
        node.inputs.push_back(step.builder.laid_out(value, step.origin()).node);
    }
    Value result = step.builder.add(std::move(node), {}, dims, step.origin());
    std::vector<std::size_t> back(rank);
    for (std::size_t i = 0; i < rank; ++i) back[axes[i]] = i;
    step.give(transposed(result, back));
}

}  // namespace

const std::map<std::string, Handler>& arithmetic_handlers() {
    static const std::map<std::string, Handler> handlers{
        {"Add", arithmetic<Kind::Add>},      {"Sum", arithmetic<Kind::Add>},
        {"Sub", arithmetic<Kind::Subtract>}, {"Mul", arithmetic<Kind::Multiply>},
        {"Div", arithmetic<Kind::Divide>},   {"Concat", concat}};
    return handlers;
}

}  // namespace convoscope::models::lowering
