// What computes number by number.
#include <algorithm>
#include <cmath>
#include <limits>

#include "models/constants/operands.h"

namespace convoscope::models::constants {
namespace {

using Whole = std::int64_t;
using Bits = std::uint64_t;

/// What wraps around, as processors have it, and is not undefined in C++.
Whole wrapped(Bits bits) { return static_cast<Whole>(bits); }
Whole sum(Whole a, Whole b) { return wrapped(static_cast<Bits>(a) + static_cast<Bits>(b)); }
Whole difference(Whole a, Whole b) { return wrapped(static_cast<Bits>(a) - static_cast<Bits>(b)); }
Whole product(Whole a, Whole b) { return wrapped(static_cast<Bits>(a) * static_cast<Bits>(b)); }
Whole quotient(Whole a, Whole b) { return b == -1 ? difference(0, a) : a / b; }
/// With the divisor's sign, as ONNX's Mod for whole numbers.
Whole modulo(Whole a, Whole b) {
    if (b == -1) return 0;
    const Whole rest = a % b;
    return rest != 0 && (rest < 0) != (b < 0) ? rest + b : rest;
}
Whole power(Whole base, Whole exponent) {
    Whole result = 1;
    for (; exponent > 0; exponent >>= 1, base = product(base, base))
        if (exponent & 1) result = product(result, base);
    return result;
}

/// An operator of two numbers; those for the other kind may be missing.
struct Binary {
    const char* op;
    float (*of_floats)(float, float);
    Whole (*of_wholes)(Whole, Whole);
    bool is_question = false;    ///< the answer is 0 or 1, a whole number
    bool needs_divisor = false;  ///< a whole 0 on the right does not fit
};

constexpr Binary kBinaries[] = {
    {"Add", [](float a, float b) { return a + b; }, sum},
    {"Sub", [](float a, float b) { return a - b; }, difference},
    {"Mul", [](float a, float b) { return a * b; }, product},
    {"Div", [](float a, float b) { return a / b; }, quotient, false, true},
    {"Mod", [](float a, float b) { return std::fmod(a, b); }, modulo, false, true},
    {"Min", [](float a, float b) { return std::min(a, b); }, [](Whole a, Whole b) { return std::min(a, b); }},
    {"Max", [](float a, float b) { return std::max(a, b); }, [](Whole a, Whole b) { return std::max(a, b); }},
    {"Equal", [](float a, float b) { return a == b ? 1.0f : 0.0f; },
     [](Whole a, Whole b) { return Whole{a == b}; }, true},
    {"Less", [](float a, float b) { return a < b ? 1.0f : 0.0f; },
     [](Whole a, Whole b) { return Whole{a < b}; }, true},
    {"Greater", [](float a, float b) { return a > b ? 1.0f : 0.0f; },
     [](Whole a, Whole b) { return Whole{a > b}; }, true},
};

struct Pair {
    GraphTensor a, b;  ///< of one shape
};

std::optional<Pair> matched(const Operands& operands, const GraphTensor* a, const GraphTensor* b) {
    if (!a || !b) return std::nullopt;
    if (operands.opset < 7 && a->shape != b->shape) return std::nullopt;  // other rules for broadcasting
    const auto shape = broadcast(a->shape, b->shape);
    const auto count = shape ? volume(*shape) : std::nullopt;
    if (!count || !operands.may_have(*count)) return std::nullopt;
    return Pair{picked(*a, *shape, strides_within(a->shape, *shape)),
                picked(*b, *shape, strides_within(b->shape, *shape))};
}

Result combine(const Operands& operands, const Binary& binary, const GraphTensor* left,
               const GraphTensor* right) {
    auto pair = matched(operands, left, right);
    if (!pair || pair->a.is_whole() != pair->b.is_whole()) return std::nullopt;
    auto& [a, b] = *pair;
    if (a.is_whole()) {
        if (binary.needs_divisor && std::ranges::count(b.integers, 0) > 0) return std::nullopt;
        std::ranges::transform(a.integers, b.integers, a.integers.begin(), binary.of_wholes);
        return std::move(a);
    }
    std::ranges::transform(a.values, b.values, a.values.begin(), binary.of_floats);
    if (binary.is_question) {
        a.integers.assign(a.values.begin(), a.values.end());
        a.values.clear();
    }
    return std::move(a);
}

/// The exponent may be of another kind than the base, whose kind the result has.
Result power_of(const Operands& operands) {
    auto pair = matched(operands, operands.input(0), operands.input(1));
    if (!pair) return std::nullopt;
    auto& [base, exponent] = *pair;
    for (std::size_t i = 0; i < base.size(); ++i) {
        if (!base.is_whole()) {
            const double by = exponent.is_whole() ? static_cast<double>(exponent.integers[i])
                                                  : static_cast<double>(exponent.values[i]);
            base.values[i] = static_cast<float>(std::pow(static_cast<double>(base.values[i]), by));
        } else if (exponent.is_whole() && exponent.integers[i] >= 0) {
            base.integers[i] = power(base.integers[i], exponent.integers[i]);
        } else {
            return std::nullopt;
        }
    }
    return std::move(base);
}

Result where(const Operands& operands) {
    const GraphTensor* condition = operands.input(0);
    const auto pair = matched(operands, operands.input(1), operands.input(2));
    if (!condition || !condition->values.empty() || !pair) return std::nullopt;
    const auto shape = broadcast(condition->shape, pair->a.shape);
    const auto count = shape ? volume(*shape) : std::nullopt;
    if (!count || !operands.may_have(*count) || pair->a.is_whole() != pair->b.is_whole()) return std::nullopt;
    const GraphTensor chosen = picked(*condition, *shape, strides_within(condition->shape, *shape));
    GraphTensor result = picked(pair->a, *shape, strides_within(pair->a.shape, *shape));
    const GraphTensor other = picked(pair->b, *shape, strides_within(pair->b.shape, *shape));
    for (std::size_t i = 0; i < result.size(); ++i) {
        if (chosen.integers[i] != 0) continue;
        if (result.is_whole())
            result.integers[i] = other.integers[i];
        else
            result.values[i] = other.values[i];
    }
    return result;
}

struct Unary {
    const char* op;
    float (*of_float)(float);
    Whole (*of_whole)(Whole);
};

constexpr Unary kUnaries[] = {
    {"Neg", [](float v) { return -v; }, [](Whole v) { return difference(0, v); }},
    {"Abs", [](float v) { return std::abs(v); }, [](Whole v) { return v < 0 ? difference(0, v) : v; }},
    {"Floor", [](float v) { return std::floor(v); }, nullptr},
    {"Ceil", [](float v) { return std::ceil(v); }, nullptr},
    {"Sqrt", [](float v) { return std::sqrt(v); }, nullptr},
    {"Reciprocal", [](float v) { return 1 / v; }, nullptr},
    {"Exp", [](float v) { return std::exp(v); }, nullptr},
    {"Log", [](float v) { return std::log(v); }, nullptr},
    {"Not", nullptr, [](Whole v) { return Whole{v == 0}; }},
};

Result change(const Unary& unary, GraphTensor tensor) {
    if (tensor.is_whole() ? !unary.of_whole : !unary.of_float) return std::nullopt;
    if (tensor.is_whole())
        std::ranges::transform(tensor.integers, tensor.integers.begin(), unary.of_whole);
    else
        std::ranges::transform(tensor.values, tensor.values.begin(), unary.of_float);
    return tensor;
}

/// ONNX's numbers for types (TensorProto.DataType).
enum Type : std::int64_t {
    kFloat = 1,
    kUint8,
    kInt8,
    kUint16,
    kInt16,
    kInt32,
    kInt64,
    kString,
    kBool,
    kFloat16,
    kDouble,
    kUint32,
    kUint64,
    kComplex64,
    kComplex128,
    kBfloat16
};

Whole narrowed(Whole value, std::int64_t type) {
    switch (type) {
        case kUint8:
            return static_cast<std::uint8_t>(value);
        case kInt8:
            return static_cast<std::int8_t>(value);
        case kUint16:
            return static_cast<std::uint16_t>(value);
        case kInt16:
            return static_cast<std::int16_t>(value);
        case kInt32:
            return static_cast<std::int32_t>(value);
        case kUint32:
            return static_cast<std::uint32_t>(value);
        case kBool:
            return value != 0;
        default:
            return value;
    }
}

/// Towards zero. Nothing for what no whole number of 64 bits is near.
std::optional<Whole> whole_of(float value, std::int64_t type) {
    if (type == kBool) return value != 0;
    constexpr float limit = 9223372036854775808.0f;  // 2^63
    if (!(value >= -limit && value < limit)) return std::nullopt;
    return static_cast<Whole>(value);
}

Result cast(const Operands& operands) {
    const GraphTensor* data = operands.input(0);
    const std::int64_t to = operands.integer("to", 0);
    const bool to_floats = to == kFloat || to == kFloat16 || to == kDouble || to == kBfloat16;
    if (!data || to < kFloat || to > kBfloat16 || to == kString || to == kComplex64 || to == kComplex128)
        return std::nullopt;
    GraphTensor result;
    result.shape = data->shape;
    if (to_floats) {
        if (!data->is_whole()) return *data;
        for (const Whole value : data->integers) result.values.push_back(static_cast<float>(value));
        return result;
    }
    result.integers = data->integers;
    for (const float value : data->values) {
        const auto whole = whole_of(value, to);
        if (!whole) return std::nullopt;
        result.integers.push_back(*whole);
    }
    for (Whole& value : result.integers) value = narrowed(value, to);
    return result;
}

}  // namespace

Result evaluate_arithmetic(const Operands& operands) {
    const std::string& op = operands.node.op;
    const GraphTensor* first = operands.input(0);
    if (!first) return std::nullopt;
    if (op == "Pow") return power_of(operands);
    if (op == "Where") return where(operands);
    if (op == "Cast") return cast(operands);
    // Of whole numbers only the remainder with the divisor's sign, of others only that with the dividend's.
    if (op == "Mod" && first->is_whole() != (operands.integer("fmod", 0) == 0)) return std::nullopt;
    for (const Unary& unary : kUnaries)
        if (op == unary.op) return change(unary, *first);
    for (const Binary& binary : kBinaries) {
        if (op != binary.op) continue;
        if ((op == "Min" || op == "Max") && operands.inputs.size() == 1) return *first;
        Result result = combine(operands, binary, first, operands.input(1));
        for (std::size_t i = 2; result && i < operands.inputs.size(); ++i)
            result = combine(operands, binary, &*result, operands.input(i));
        return result;
    }
    return std::nullopt;
}

}  // namespace convoscope::models::constants
