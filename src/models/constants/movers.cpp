// What moves numbers, and changes none.
#include <algorithm>
#include <limits>
#include <numeric>

#include "models/constants/operands.h"

namespace convoscope::models::constants {
namespace {

Result reshaped(const GraphTensor& data, Shape shape) {
    if (volume(shape) != data.size()) return std::nullopt;
    GraphTensor result = data;
    result.shape = std::move(shape);
    return result;
}

Result reshape(const Operands& operands, const GraphTensor& data) {
    std::optional<Shape> wanted = operands.list("shape", 1);
    if (!wanted) return std::nullopt;
    std::int64_t known = 1;
    std::int64_t* unknown = nullptr;
    for (std::size_t axis = 0; axis < wanted->size(); ++axis) {
        std::int64_t& extent = (*wanted)[axis];
        if (extent == 0 && operands.integer("allowzero", 0) == 0) {
            if (axis >= data.shape.size()) return std::nullopt;
            extent = data.shape[axis];
        }
        if (extent == -1 && !unknown) {
            unknown = &extent;
            continue;
        }
        if (extent < 0 || extent > std::numeric_limits<std::int32_t>::max()) return std::nullopt;
        known *= extent;
        if (known > std::numeric_limits<std::int32_t>::max()) return std::nullopt;
    }
    if (unknown) *unknown = known == 0 ? 0 : static_cast<std::int64_t>(data.size()) / known;
    return reshaped(data, std::move(*wanted));
}

Result flatten(const Operands& operands, const GraphTensor& data) {
    const std::int64_t axis = operands.integer("axis", 1);
    const auto rank = static_cast<std::int64_t>(data.shape.size());
    if (axis < -rank || axis > rank) return std::nullopt;  // the rank itself is allowed here
    const auto middle = data.shape.begin() + (axis < 0 ? axis + rank : axis);
    const auto before = volume(Shape(data.shape.begin(), middle));
    const auto behind = volume(Shape(middle, data.shape.end()));
    if (!before || !behind) return std::nullopt;
    return reshaped(data, {static_cast<std::int64_t>(*before), static_cast<std::int64_t>(*behind)});
}

/// `axes` as numbers from 0 to rank - 1, sorted; nothing when one is there twice.
std::optional<std::vector<std::size_t>> places(const Shape& axes, std::size_t rank) {
    std::vector<std::size_t> found;
    for (const std::int64_t axis : axes) {
        const auto place = axis_of(axis, rank);
        if (!place) return std::nullopt;
        found.push_back(*place);
    }
    std::ranges::sort(found);
    if (std::ranges::adjacent_find(found) != found.end()) return std::nullopt;
    return found;
}

Result squeeze(const Operands& operands, const GraphTensor& data) {
    const std::optional<Shape> axes = operands.list("axes", 1);
    Shape shape;
    if (!axes) {
        if (operands.input(1)) return std::nullopt;
        std::ranges::copy_if(data.shape, std::back_inserter(shape), [](auto extent) { return extent != 1; });
        return reshaped(data, std::move(shape));
    }
    const auto gone = places(*axes, data.shape.size());
    if (!gone) return std::nullopt;
    for (std::size_t axis = 0; axis < data.shape.size(); ++axis)
        if (!std::ranges::binary_search(*gone, axis)) shape.push_back(data.shape[axis]);
    return reshaped(data, std::move(shape));  // an axis that is gone and has more than one does not fit
}

Result unsqueeze(const Operands& operands, const GraphTensor& data) {
    const std::optional<Shape> axes = operands.list("axes", 1);
    const auto added = axes ? places(*axes, data.shape.size() + axes->size()) : std::nullopt;
    if (!added) return std::nullopt;
    Shape shape = data.shape;
    for (const std::size_t axis : *added) shape.insert(shape.begin() + static_cast<std::ptrdiff_t>(axis), 1);
    return reshaped(data, std::move(shape));
}

Result transpose(const Operands& operands, const GraphTensor& data) {
    const std::size_t rank = data.shape.size();
    Shape order(rank);
    std::iota(order.rbegin(), order.rend(), 0);
    if (const auto* given = operands.attribute<Shape>("perm")) order = *given;
    const auto sorted = places(order, rank);
    if (!sorted || order.size() != rank) return std::nullopt;
    const std::vector<std::size_t> own = strides_of(data.shape);
    Shape shape;
    std::vector<std::size_t> strides;
    for (const std::int64_t from : order) {
        const std::size_t axis = *axis_of(from, rank);
        shape.push_back(data.shape[axis]);
        strides.push_back(own[axis]);
    }
    return picked(data, std::move(shape), strides);
}

Result expand(const Operands& operands, const GraphTensor& data) {
    const std::optional<Shape> wanted = operands.list("shape", 1);
    const auto shape = wanted ? broadcast(data.shape, *wanted) : std::nullopt;
    const auto count = shape ? volume(*shape) : std::nullopt;
    if (!count || !operands.may_have(*count)) return std::nullopt;
    return picked(data, *shape, strides_within(data.shape, *shape));
}

Result gather(const Operands& operands, const GraphTensor& data) {
    const GraphTensor* indices = operands.input(1);
    const auto axis = axis_of(operands.integer("axis", 0), data.shape.size());
    if (!indices || !indices->values.empty() || !axis) return std::nullopt;
    Shape shape(data.shape.begin(), data.shape.begin() + static_cast<std::ptrdiff_t>(*axis));
    const std::size_t before = *volume(shape);
    shape.insert(shape.end(), indices->shape.begin(), indices->shape.end());
    shape.insert(shape.end(), data.shape.begin() + static_cast<std::ptrdiff_t>(*axis) + 1, data.shape.end());
    const auto count = volume(shape);
    if (!count || !operands.may_have(*count)) return std::nullopt;

    const std::int64_t extent = data.shape[*axis];
    const std::size_t block = strides_of(data.shape)[*axis];  // numbers of one index
    GraphTensor result;
    result.shape = std::move(shape);
    if (*count == 0) return result;
    for (std::size_t outer = 0; outer < before; ++outer)
        for (std::int64_t index : indices->integers) {
            if (index < -extent || index >= extent) return std::nullopt;
            if (index < 0) index += extent;
            const std::size_t start =
                (outer * static_cast<std::size_t>(extent) + static_cast<std::size_t>(index)) * block;
            const auto copy = [&](const auto& from, auto& to) {
                if (!from.empty())
                    to.insert(to.end(), from.begin() + static_cast<std::ptrdiff_t>(start),
                              from.begin() + static_cast<std::ptrdiff_t>(start + block));
            };
            copy(data.values, result.values);
            copy(data.integers, result.integers);
        }
    return result;
}

Result concat(const Operands& operands, const GraphTensor& first) {
    const auto axis = axis_of(operands.integer("axis", 1), first.shape.size());
    if (!axis) return std::nullopt;
    GraphTensor result;
    result.shape = first.shape;
    result.shape[*axis] = 0;
    for (const GraphTensor* one : operands.inputs) {
        if (!one || one->shape.size() != first.shape.size()) return std::nullopt;
        for (std::size_t i = 0; i < one->shape.size(); ++i)
            if (i != *axis && one->shape[i] != first.shape[i]) return std::nullopt;
        result.shape[*axis] += one->shape[*axis];
    }
    const auto count = volume(result.shape);
    if (!count) return std::nullopt;
    if (*count == 0) return result;
    const std::size_t before =
        *volume(Shape(first.shape.begin(), first.shape.begin() + static_cast<std::ptrdiff_t>(*axis)));
    for (std::size_t outer = 0; outer < before; ++outer)
        for (const GraphTensor* one : operands.inputs) {
            const auto block = static_cast<std::ptrdiff_t>(one->size() / before);
            const auto copy = [&](const auto& from, auto& to) {
                if (from.empty()) return;
                const auto start = from.begin() + static_cast<std::ptrdiff_t>(outer) * block;
                to.insert(to.end(), start, start + block);
            };
            copy(one->values, result.values);
            copy(one->integers, result.integers);
        }
    if (!is_filled(result)) return std::nullopt;  // whole numbers and others
    return result;
}

/// One axis of a Slice.
struct Cut {
    std::int64_t start;
    std::int64_t step;
    std::int64_t count;
};

/// ONNX's rule for Slice: negative places count from the end, and what lies outside is cut off.
std::optional<Cut> cut(std::int64_t start, std::int64_t end, std::int64_t step, std::int64_t extent) {
    constexpr std::int64_t longest = std::numeric_limits<std::int32_t>::max();
    if (step == 0 || extent > longest) return std::nullopt;
    step = std::clamp(step, -longest, longest);
    const auto within = [&](std::int64_t place) {
        if (place < 0) place = std::max(place, -extent - 1) + extent;
        return step > 0 ? std::clamp<std::int64_t>(place, 0, extent)
                        : std::clamp<std::int64_t>(place, -1, extent - 1);
    };
    // Of a start before the first, going backwards, nothing is left but ONNX's clamp to the first one.
    const std::int64_t from = step > 0 ? within(start) : std::max<std::int64_t>(within(start), 0);
    const std::int64_t to = within(end);
    const std::int64_t reach = step > 0 ? to - from : from - to;
    const std::int64_t size = step > 0 ? step : -step;
    if (reach <= 0 || extent == 0) return Cut{0, 1, 0};
    return Cut{from, step, (reach + size - 1) / size};
}

Result slice(const Operands& operands, const GraphTensor& data) {
    const std::optional<Shape> starts = operands.list("starts", 1);
    const std::optional<Shape> ends = operands.list("ends", 2);
    if (!starts || !ends || starts->size() != ends->size()) return std::nullopt;
    const std::size_t rank = data.shape.size();
    const std::size_t count = starts->size();
    Shape axes(count);
    std::iota(axes.begin(), axes.end(), 0);
    Shape steps(count, 1);
    if (const auto given = operands.list("axes", 3)) axes = *given;
    if (const auto given = operands.list("steps", 4)) steps = *given;
    if (axes.size() != count || steps.size() != count || !places(axes, rank)) return std::nullopt;

    Shape shape = data.shape;
    std::vector<std::size_t> strides = strides_of(data.shape);
    std::size_t first = 0;
    for (std::size_t i = 0; i < count; ++i) {
        const std::size_t axis = *axis_of(axes[i], rank);
        const auto kept = cut((*starts)[i], (*ends)[i], steps[i], shape[axis]);
        if (!kept) return std::nullopt;
        first += static_cast<std::size_t>(kept->start) * strides[axis];
        strides[axis] *= static_cast<std::size_t>(kept->step);  // backwards by wrapping around
        shape[axis] = kept->count;
    }
    return picked(data, std::move(shape), strides, first);
}

}  // namespace

Result evaluate_mover(const Operands& operands) {
    using Evaluate = Result (*)(const Operands&, const GraphTensor&);
    static constexpr struct {
        const char* op;
        Evaluate evaluate;
    } kMovers[] = {{"Reshape", reshape},     {"Flatten", flatten},     {"Squeeze", squeeze},
                   {"Unsqueeze", unsqueeze}, {"Transpose", transpose}, {"Expand", expand},
                   {"Gather", gather},       {"Concat", concat},       {"Slice", slice}};
    const GraphTensor* data = operands.input(0);
    if (!data) return std::nullopt;
    if (operands.node.op == "Identity") return *data;
    for (const auto& [op, evaluate] : kMovers)
        if (operands.node.op == op) return evaluate(operands, *data);
    return std::nullopt;
}

}  // namespace convoscope::models::constants
