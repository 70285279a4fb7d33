// Numbers as 8-bit whole ones, and back (https://onnx.ai/onnx/operators/onnx__QuantizeLinear.html).
#include <algorithm>
#include <cmath>

#include "models/constants/operands.h"

namespace convoscope::models::constants {
namespace {

/// Scales and zero points: one, or one for each place on an axis.
struct Scales {
    const std::vector<float>& scales;
    const std::vector<std::int64_t>* zeros;  ///< null: 0
    std::size_t extent = 1;                  ///< of the axis that they belong to
    std::size_t block = 1;                   ///< numbers of one place on it

    std::size_t of(std::size_t number) const { return scales.size() == 1 ? 0 : number / block % extent; }
    float scale(std::size_t number) const { return scales[of(number)]; }
    std::int64_t zero(std::size_t number) const { return zeros ? (*zeros)[of(number)] : 0; }
};

std::optional<Scales> scales_of(const Operands& operands, const GraphTensor& data) {
    const GraphTensor* scales = operands.input(1);
    const GraphTensor* zeros = operands.input(2);
    if (!scales || scales->values.empty() || scales->shape.size() > 1) return std::nullopt;
    if (zeros && (!zeros->is_whole() || zeros->size() != scales->size())) return std::nullopt;
    if (operands.integer("block_size", 0) != 0) return std::nullopt;
    Scales found{scales->values, zeros ? &zeros->integers : nullptr};
    if (scales->size() == 1) return found;
    const auto axis = axis_of(operands.integer("axis", 1), data.shape.size());
    if (!axis || data.shape[*axis] != static_cast<std::int64_t>(scales->size())) return std::nullopt;
    found.extent = scales->size();
    found.block = strides_of(data.shape)[*axis];
    return found;
}

Result dequantise(const Operands& operands, const GraphTensor& data) {
    const auto scales = scales_of(operands, data);
    if (!scales || !data.values.empty()) return std::nullopt;
    GraphTensor result;
    result.shape = data.shape;
    result.values.reserve(data.integers.size());
    for (std::size_t i = 0; i < data.integers.size(); ++i)
        // Whole numbers of at most 32 bits: a double has their difference.
        result.values.push_back(static_cast<float>(
            (static_cast<double>(data.integers[i]) - static_cast<double>(scales->zero(i))) *
            static_cast<double>(scales->scale(i))));
    return result;
}

struct Limits {
    std::int64_t least, most;
};

/// Those of ONNX's type of that number; 0, none: unsigned bytes.
std::optional<Limits> limits_of(std::int64_t type) {
    switch (type) {
        case 0:
        case 2:
            return Limits{0, 255};
        case 3:
            return Limits{-128, 127};
        case 4:
            return Limits{0, 65535};
        case 5:
            return Limits{-32768, 32767};
        default:
            return std::nullopt;
    }
}

Result quantise(const Operands& operands, const GraphTensor& data) {
    const auto scales = scales_of(operands, data);
    const auto limits = limits_of(operands.integer("output_dtype", 0));
    if (!scales || !limits || data.is_whole()) return std::nullopt;
    // A zero point has a type, which a GraphTensor does not tell; readers write it down as output_dtype.
    if (operands.input(2) && operands.integer("output_dtype", 0) == 0) return std::nullopt;
    GraphTensor result;
    result.shape = data.shape;
    for (std::size_t i = 0; i < data.values.size(); ++i) {
        const double steps = std::nearbyint(data.values[i] / scales->scale(i));  // halves to even ones
        const double shifted = steps + static_cast<double>(scales->zero(i));
        if (std::isnan(shifted)) return std::nullopt;
        result.integers.push_back(static_cast<std::int64_t>(
            std::clamp(shifted, static_cast<double>(limits->least), static_cast<double>(limits->most))));
    }
    return result;
}

}  // namespace

Result evaluate_quantisation(const Operands& operands) {
    const GraphTensor* data = operands.input(0);
    if (!data) return std::nullopt;
    if (operands.node.op == "DequantizeLinear") return dequantise(operands, *data);
    if (operands.node.op == "QuantizeLinear") return quantise(operands, *data);
    return std::nullopt;
}

}  // namespace convoscope::models::constants
