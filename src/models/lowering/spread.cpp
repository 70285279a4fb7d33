#include "models/lowering/spread.h"

#include <algorithm>

#include "nn/ops/operator.h"

namespace convoscope::models::lowering {

Spread spread(const Step& step, std::size_t constant, const Value& value) {
    Dims shape = step.constant(constant).shape;
    if (step.opset() < 7 && step.node.op == "PRelu" && shape.size() == 1)  // one a map
        while (shape.size() + 1 < value.dims.size()) shape.push_back(1);
    if (step.opset() < 7 && step.has_attribute("axis")) {  // the axis at which its own begin
        const std::size_t axis = axis_of(step, step.number("axis", 0), value.dims.size());
        while (axis + shape.size() < value.dims.size()) shape.push_back(1);
    }
    Spread result;
    result.dims = broadcast_dims(shape, value.dims);
    if (result.dims.empty() && !(shape.empty() && value.dims.empty()))
        step.refuse({texts.not_broadcast, words_of(shape), words_of(value.dims)});
    if (product(result.dims) != product(value.dims)) step.refuse(texts.mixes_batch);
    const std::vector<float> numbers = step.floats(constant);
    if (numbers.size() == 1) {
        result.numbers = numbers;
        return result;
    }
    if (static_cast<std::int64_t>(numbers.size()) != product(shape))
        step.refuse({texts.wrong_shape, numbers.size(), words_of(shape)});
    for (const int place : broadcast(shape, result.dims))
        result.numbers.push_back(numbers[static_cast<std::size_t>(place)]);
    return result;
}

std::vector<float> for_layer(const Value& value, const nn::Shape& shape, const std::vector<float>& numbers,
                             float otherwise) {
    if (numbers.size() == 1) return numbers;
    std::vector<float> units(static_cast<std::size_t>(value.size), otherwise);
    const std::vector<int> order = whole_order(value);
    for (std::size_t i = 0; i < order.size(); ++i) units[static_cast<std::size_t>(order[i])] = numbers[i];
    const std::size_t run = static_cast<std::size_t>(shape.height) * static_cast<std::size_t>(shape.width);
    std::vector<float> maps;
    for (std::size_t first = 0; first < units.size(); first += run) {
        for (std::size_t i = first; i < first + run; ++i)
            if (units[i] != units[first]) return units;
        maps.push_back(units[first]);
    }
    return std::ranges::all_of(maps, [&](float one) { return one == maps[0]; }) ? std::vector<float>{maps[0]}
                                                                                : maps;
}

std::vector<float> widened(const std::vector<float>& numbers, std::size_t count) {
    std::vector<float> result(count);
    for (std::size_t i = 0; i < count; ++i) result[i] = numbers[i * numbers.size() / count];
    return result;
}

Value scaled(const Step& step, const Value& value, const std::vector<float>& factors,
             const std::vector<float>& shifts) {
    const nn::Shape& shape = step.builder.shape(value);
    const std::vector<float> weight = for_layer(value, shape, factors, 1);
    const std::vector<float> bias = for_layer(value, shape, shifts, 0);
    const std::size_t count = std::max(weight.size(), bias.size());
    nn::Node node;
    node.op = &nn::ops::scale;
    node.channels = static_cast<int>(count);
    Value result =
        step.add(std::move(node), value, {widened(weight, count), widened(bias, count)}, value.dims);
    result.order = value.order;
    return result;
}

}  // namespace convoscope::models::lowering
