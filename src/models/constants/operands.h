#pragma once

#include <optional>
#include <span>
#include <string>
#include <vector>

#include "models/constants.h"

/// What the evaluators of constants share.
namespace convoscope::models::constants {

using Shape = std::vector<std::int64_t>;
inline constexpr std::size_t kMostAxes = 64;

/// A node and its inputs, asked for in the ways that operators need.
struct Operands {
    const GraphNode& node;
    std::span<const GraphTensor* const> inputs;
    int opset;

    /// Null where there is none.
    const GraphTensor* input(std::size_t index) const {
        return index < inputs.size() ? inputs[index] : nullptr;
    }
    template <class T>
    const T* attribute(const std::string& name) const {
        const auto found = node.attributes.find(name);
        return found == node.attributes.end() ? nullptr : std::get_if<T>(&found->second);
    }
    std::int64_t integer(const std::string& name, std::int64_t otherwise) const {
        const auto* found = attribute<std::int64_t>(name);
        return found ? *found : otherwise;
    }
    /// A list that is an attribute in older versions of an operator and an input in newer ones.
    std::optional<Shape> list(const std::string& name, std::size_t index) const;
    /// Numbers of all inputs.
    std::size_t numbers() const;
    /// Whether a result may have so many numbers.
    bool may_have(std::size_t count) const;
};

using Result = std::optional<GraphTensor>;

/// The product of extents; nothing when one is negative, or it is larger than any tensor here may be.
std::optional<std::size_t> volume(const Shape& shape);
/// Whether it has as many numbers as its shape says, and not too many axes.
bool is_filled(const GraphTensor& tensor);
/// 0 to rank - 1, counted from the end when negative; nothing when it is neither.
std::optional<std::size_t> axis_of(std::int64_t axis, std::size_t rank);
/// For each axis the step between neighbours in C order.
std::vector<std::size_t> strides_of(const Shape& shape);
/// The shape that both are broadcast to, as NumPy does.
std::optional<Shape> broadcast(const Shape& a, const Shape& b);
/// The strides of `shape` when it is read as if it had the larger shape `as`: 0 along repeated axes.
std::vector<std::size_t> strides_within(const Shape& shape, const Shape& as);

/// Goes through all places of `shape` in C order, and calls with the offset at `strides`.
template <class Visit>
void walk(const Shape& shape, const std::vector<std::size_t>& strides, Visit visit) {
    std::vector<std::int64_t> place(shape.size(), 0);
    const std::size_t count = volume(shape).value_or(0);
    std::size_t offset = 0;
    for (std::size_t done = 0; done < count; ++done) {
        visit(offset);
        for (std::size_t axis = shape.size(); axis-- > 0;) {
            offset += strides[axis];
            if (++place[axis] < shape[axis]) break;
            offset -= strides[axis] * static_cast<std::size_t>(shape[axis]);
            place[axis] = 0;
        }
    }
}

/// A tensor of `shape` whose numbers, in C order, lie at `strides` from `start` in `from`.
GraphTensor picked(const GraphTensor& from, Shape shape, const std::vector<std::size_t>& strides,
                   std::size_t start = 0);

Result evaluate_mover(const Operands& operands);
Result evaluate_maker(const Operands& operands);
Result evaluate_arithmetic(const Operands& operands);
Result evaluate_reduction(const Operands& operands);
Result evaluate_quantisation(const Operands& operands);

}  // namespace convoscope::models::constants
