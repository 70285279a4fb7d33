// What makes new numbers of shapes and bounds.
#include <algorithm>
#include <cmath>

#include "models/constants/operands.h"

namespace convoscope::models::constants {
namespace {

GraphTensor list_of(Shape numbers) {
    GraphTensor list;
    list.shape = {static_cast<std::int64_t>(numbers.size())};
    list.integers = std::move(numbers);
    return list;
}

Result shape_of(const Operands& operands) {
    const GraphTensor* data = operands.input(0);
    if (!data) return std::nullopt;
    const auto rank = static_cast<std::int64_t>(data->shape.size());
    const auto bound = [&](const char* name, std::int64_t otherwise) {
        const std::int64_t place = operands.integer(name, otherwise);
        return std::clamp<std::int64_t>(place < 0 ? std::max(place, -rank) + rank : place, 0, rank);
    };
    const std::int64_t start = bound("start", 0);
    const std::int64_t end = std::max(start, bound("end", rank));
    return list_of(Shape(data->shape.begin() + start, data->shape.begin() + end));
}

Result size_of(const Operands& operands) {
    const GraphTensor* data = operands.input(0);
    const auto count = data ? volume(data->shape) : std::nullopt;
    if (!count) return std::nullopt;
    return GraphTensor{{}, {}, {static_cast<std::int64_t>(*count)}};
}

Result constant_of_shape(const Operands& operands) {
    const std::optional<Shape> shape = operands.list("shape", 0);
    const auto count = shape ? volume(*shape) : std::nullopt;
    if (!count || !operands.may_have(*count)) return std::nullopt;
    const auto* value = operands.attribute<GraphTensor>("value");
    if (value && value->size() != 1) return std::nullopt;
    GraphTensor result;
    result.shape = *shape;
    if (value && value->is_whole())
        result.integers.assign(*count, value->integers[0]);
    else
        result.values.assign(*count, value ? value->values[0] : 0);
    return result;
}

/// How many steps lead from `start` to before `end`; nothing when there are more than a result may have.
std::optional<std::size_t> steps(double start, double end, double step, const Operands& operands) {
    if (step == 0) return std::nullopt;
    const double count = std::max(0.0, std::ceil((end - start) / step));
    if (!(count < 1e9) || !operands.may_have(static_cast<std::size_t>(count))) return std::nullopt;
    return static_cast<std::size_t>(count);
}

Result range(const Operands& operands) {
    const GraphTensor* bounds[] = {operands.input(0), operands.input(1), operands.input(2)};
    for (const GraphTensor* bound : bounds)
        if (!bound || bound->size() != 1 || bound->is_whole() != bounds[0]->is_whole()) return std::nullopt;
    if (!bounds[0]->is_whole()) {
        const double start = bounds[0]->values[0];
        const double step = bounds[2]->values[0];
        const auto count = steps(start, bounds[1]->values[0], step, operands);
        if (!count) return std::nullopt;
        GraphTensor result;
        result.shape = {static_cast<std::int64_t>(*count)};
        for (std::size_t i = 0; i < *count; ++i)
            result.values.push_back(static_cast<float>(start + static_cast<double>(i) * step));
        return result;
    }
    // Beyond this a double no longer has every whole number, and none is used so in a network.
    constexpr std::int64_t most = std::int64_t{1} << 52;
    for (const GraphTensor* bound : bounds)
        if (bound->integers[0] > most || bound->integers[0] < -most) return std::nullopt;
    const std::int64_t start = bounds[0]->integers[0];
    const std::int64_t step = bounds[2]->integers[0];
    const auto count = steps(static_cast<double>(start), static_cast<double>(bounds[1]->integers[0]),
                             static_cast<double>(step), operands);
    if (!count) return std::nullopt;
    Shape numbers;
    for (std::size_t i = 0; i < *count; ++i) numbers.push_back(start + static_cast<std::int64_t>(i) * step);
    return list_of(std::move(numbers));
}

}  // namespace

Result evaluate_maker(const Operands& operands) {
    const std::string& op = operands.node.op;
    if (op == "Shape") return shape_of(operands);
    if (op == "Size") return size_of(operands);
    if (op == "ConstantOfShape") return constant_of_shape(operands);
    if (op == "Range") return range(operands);
    return std::nullopt;
}

}  // namespace convoscope::models::constants
