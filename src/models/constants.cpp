#include "models/constants.h"

#include <algorithm>

#include "models/constants/operands.h"

namespace convoscope::models {
namespace constants {

std::optional<Shape> Operands::list(const std::string& name, std::size_t index) const {
    if (const auto* found = attribute<Shape>(name)) return *found;
    const GraphTensor* given = input(index);
    if (!given || !given->values.empty() || given->shape.size() > 1) return std::nullopt;
    if (given->integers.size() > kMostAxes) return std::nullopt;
    return given->integers;
}

std::size_t Operands::numbers() const {
    std::size_t count = 0;
    for (const GraphTensor* tensor : inputs) count += tensor ? tensor->size() : 0;
    return count;
}

bool Operands::may_have(std::size_t count) const { return count <= std::max(kMostNewNumbers, numbers()); }

std::optional<std::size_t> volume(const Shape& shape) {
    constexpr std::uint64_t most = std::uint64_t{1} << 31;
    std::uint64_t count = 1;
    for (const std::int64_t extent : shape) {
        if (extent < 0 || static_cast<std::uint64_t>(extent) > most) return std::nullopt;
        count *= static_cast<std::uint64_t>(extent);
        if (count > most) return std::nullopt;
    }
    return count;
}

bool is_filled(const GraphTensor& tensor) {
    return tensor.shape.size() <= kMostAxes && volume(tensor.shape) == tensor.size() &&
           (tensor.values.empty() || tensor.integers.empty());
}

std::optional<std::size_t> axis_of(std::int64_t axis, std::size_t rank) {
    const auto count = static_cast<std::int64_t>(rank);
    if (axis < -count || axis >= count) return std::nullopt;
    return static_cast<std::size_t>(axis < 0 ? axis + count : axis);
}

std::vector<std::size_t> strides_of(const Shape& shape) {
    std::vector<std::size_t> strides(shape.size(), 1);
    for (std::size_t axis = shape.size(); axis-- > 1;)
        strides[axis - 1] = strides[axis] * static_cast<std::size_t>(shape[axis]);
    return strides;
}

std::optional<Shape> broadcast(const Shape& a, const Shape& b) {
    Shape shape(std::max(a.size(), b.size()), 1);
    for (std::size_t i = 1; i <= shape.size(); ++i) {  // from the last axis on
        const std::int64_t one = i <= a.size() ? a[a.size() - i] : 1;
        const std::int64_t other = i <= b.size() ? b[b.size() - i] : 1;
        if (one != other && one != 1 && other != 1) return std::nullopt;
        shape[shape.size() - i] = one == 1 ? other : one;
    }
    return shape;
}

std::vector<std::size_t> strides_within(const Shape& shape, const Shape& as) {
    const std::vector<std::size_t> own = strides_of(shape);
    std::vector<std::size_t> strides(as.size(), 0);
    for (std::size_t i = 1; i <= shape.size(); ++i)
        if (shape[shape.size() - i] != 1) strides[as.size() - i] = own[shape.size() - i];
    return strides;
}

GraphTensor picked(const GraphTensor& from, Shape shape, const std::vector<std::size_t>& strides,
                   std::size_t start) {
    GraphTensor result;
    const auto pick = [&](const auto& source, auto& target) {
        target.reserve(volume(shape).value_or(0));
        walk(shape, strides, [&](std::size_t offset) { target.push_back(source[start + offset]); });
    };
    if (from.is_whole())
        pick(from.integers, result.integers);
    else
        pick(from.values, result.values);
    result.shape = std::move(shape);
    return result;
}

}  // namespace constants

std::optional<GraphTensor> evaluate_constant(const GraphNode& node,
                                             std::span<const GraphTensor* const> inputs, int opset) {
    const constants::Operands operands{node, inputs, opset};
    if (node.op == "Shape" || node.op == "Size") return constants::evaluate_maker(operands);
    for (const GraphTensor* tensor : inputs)
        if (tensor && !constants::is_filled(*tensor)) return std::nullopt;
    for (const auto evaluate :
         {constants::evaluate_mover, constants::evaluate_maker, constants::evaluate_arithmetic,
          constants::evaluate_reduction, constants::evaluate_quantisation})
        if (auto result = evaluate(operands)) return result;
    return std::nullopt;
}

}  // namespace convoscope::models
