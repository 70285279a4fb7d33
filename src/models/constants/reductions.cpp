// What makes one number of many: ReduceSum and its like.
#include <algorithm>

#include "models/constants/operands.h"

namespace convoscope::models::constants {
namespace {

enum class Kind { Sum, Mean, Product, Least, Greatest };

template <class Number>
Number joined(Kind kind, Number a, Number b) {
    switch (kind) {
        case Kind::Product:
            return a * b;
        case Kind::Least:
            return std::min(a, b);
        case Kind::Greatest:
            return std::max(a, b);
        default:
            return a + b;
    }
}

/// @param strides  where in the result the data's places lie: 0 along the axes that go
template <class Number, class Value>
std::vector<Number> reduced(Kind kind, const std::vector<Value>& data, const Shape& shape,
                            const std::vector<std::size_t>& strides, std::size_t count) {
    std::vector<Number> result(count, kind == Kind::Product ? Number{1} : Number{0});
    std::vector<bool> begun(count, kind != Kind::Least && kind != Kind::Greatest);
    std::size_t next = 0;
    walk(shape, strides, [&](std::size_t place) {
        const auto value = static_cast<Number>(data[next++]);
        result[place] = begun[place] ? joined(kind, result[place], value) : value;
        begun[place] = true;
    });
    return result;
}

/// Which axes go; nothing when the node names one that is not there.
std::optional<std::vector<bool>> gone_axes(const Operands& operands, std::size_t rank) {
    const std::optional<Shape> axes = operands.list("axes", 1);
    if (!axes && operands.input(1)) return std::nullopt;
    const bool none_named = !axes || axes->empty();
    std::vector<bool> gone(rank, none_named && operands.integer("noop_with_empty_axes", 0) == 0);
    for (const std::int64_t named : axes.value_or(Shape{})) {
        const auto axis = axis_of(named, rank);
        if (!axis) return std::nullopt;
        gone[*axis] = true;
    }
    return gone;
}

Result reduce(const Operands& operands, const GraphTensor& data, Kind kind) {
    const auto gone = gone_axes(operands, data.shape.size());
    if (!gone) return std::nullopt;
    Shape kept = data.shape;
    for (std::size_t axis = 0; axis < kept.size(); ++axis)
        if ((*gone)[axis]) kept[axis] = 1;
    const auto count = volume(kept);
    if (!count || !operands.may_have(*count) || *count == 0) return std::nullopt;
    const std::size_t joins = data.size() / *count;
    if (joins == 0 && kind != Kind::Sum && kind != Kind::Product) return std::nullopt;
    if (data.is_whole() && kind == Kind::Mean) return std::nullopt;  // rounded differently by everyone

    GraphTensor result;
    std::vector<std::size_t> strides = strides_within(kept, kept);
    if (data.is_whole()) {
        // Sums and products wrap around, which only numbers without a sign may.
        const bool wraps = kind == Kind::Sum || kind == Kind::Product;
        if (wraps) {
            const auto bits = reduced<std::uint64_t>(kind, data.integers, data.shape, strides, *count);
            for (const std::uint64_t number : bits)
                result.integers.push_back(static_cast<std::int64_t>(number));
        } else {
            result.integers = reduced<std::int64_t>(kind, data.integers, data.shape, strides, *count);
        }
    } else {
        for (const double number : reduced<double>(kind, data.values, data.shape, strides, *count))
            result.values.push_back(
                static_cast<float>(kind == Kind::Mean ? number / static_cast<double>(joins) : number));
    }
    for (std::size_t axis = 0; axis < kept.size(); ++axis)
        if (!(*gone)[axis] || operands.integer("keepdims", 1) != 0) result.shape.push_back(kept[axis]);
    return result;
}

}  // namespace

Result evaluate_reduction(const Operands& operands) {
    static constexpr struct {
        const char* op;
        Kind kind;
    } kReductions[] = {{"ReduceSum", Kind::Sum},
                       {"ReduceMean", Kind::Mean},
                       {"ReduceProd", Kind::Product},
                       {"ReduceMin", Kind::Least},
                       {"ReduceMax", Kind::Greatest}};
    for (const auto& [op, kind] : kReductions)
        if (operands.node.op == op && operands.input(0)) return reduce(operands, *operands.input(0), kind);
    return std::nullopt;
}

}  // namespace convoscope::models::constants
