// QuantizeLinear, DequantizeLinear and Round: activations that are whole numbers of steps. Operators on
// quantised values are written as these before (unquantised.h).

#include <algorithm>
#include <cmath>
#include <limits>

#include "models/lowering/spread.h"
#include "models/lowering/step.h"
#include "nn/ops/operator.h"

namespace convoscope::models::lowering {
namespace {

constexpr float kNoLimit = std::numeric_limits<float>::max();

Value rounded(const Step& step, const Value& value, std::array<float, 3> numbers) {
    nn::Node node;
    node.op = &nn::ops::quantise;
    node.numbers = numbers;
    Value result = step.add(std::move(node), value, {}, value.dims);
    result.order = value.order;
    return result;
}

/// What a number type of ONNX's (TensorProto) holds: 8 and 16 bits; else nothing is cut off.
struct Limits {
    float low = -kNoLimit;
    float high = kNoLimit;
};
Limits limits_of(std::int64_t type) {
    switch (type) {
        case 2:
            return {0, 255};
        case 3:
            return {-128, 127};
        case 4:
            return {0, 65535};
        case 5:
            return {-32768, 32767};
        default:
            return {};
    }
}

/// A value q stands for scale (q - zero): each one number, or one for each of the value's.
struct Meaning {
    std::vector<float> scale;
    std::vector<float> zero;

    bool is_plain() const { return scale == std::vector{1.0f} && zero == std::vector{0.0f}; }
};

/// A constant of one number, or of one for each place on the node's axis.
std::vector<float> along_axis(const Step& step, std::size_t index, const Value& value) {
    const std::vector<float> numbers = step.floats(index);
    if (numbers.size() == 1) return numbers;
    const std::size_t axis = axis_of(step, step.number("axis", 1), value.dims.size());
    if (static_cast<std::int64_t>(numbers.size()) != value.dims[axis])
        step.refuse({texts.not_broadcast, words_of(step.constant(index).shape), words_of(value.dims)});
    Dims from(value.dims.size(), 1);
    from[axis] = value.dims[axis];
    std::vector<float> spread;
    for (const int place : broadcast(from, value.dims))
        spread.push_back(numbers[static_cast<std::size_t>(place)]);
    return spread;
}

Meaning meaning_of(const Step& step, const Value& value) {
    Meaning meaning{along_axis(step, 1, value), {0}};
    if (step.has(2)) meaning.zero = along_axis(step, 2, value);
    return meaning;
}

/// Each number of `a` with that of `b`, where either may be one for all.
template <class Combine>
std::vector<float> combined(const std::vector<float>& a, const std::vector<float>& b, Combine combine) {
    std::vector<float> result(std::max(a.size(), b.size()));
    for (std::size_t i = 0; i < result.size(); ++i)
        result[i] = combine(a[a.size() == 1 ? 0 : i], b[b.size() == 1 ? 0 : i]);
    return result;
}

Value taken_back(const Step& step, const Value& value, const Meaning& meaning) {
    const std::vector<float> shift =
        combined(meaning.scale, meaning.zero, [](float scale, float zero) { return -scale * zero; });
    return scaled(step, value, meaning.scale, shift);
}

std::vector<float> inverse_of(std::vector<float> numbers) {
    for (float& number : numbers) number = 1 / number;
    return numbers;
}

/// Of several scales: counted in steps, rounded, cut off, and taken back.
Value rounded_along(const Step& step, const Value& value, const Meaning& meaning, Limits limits, bool back) {
    Value steps = scaled(step, value, inverse_of(meaning.scale), {0});
    steps = scaled(step, rounded(step, steps, {1, -kNoLimit, kNoLimit}), {1}, meaning.zero);
    nn::Node& last = step.builder.node(steps);
    last.activation = nn::Activation::Clip;
    last.alpha = limits.low;
    last.beta = limits.high;
    return back ? taken_back(step, steps, meaning) : steps;
}

/// What is not rounded after all; a layer of its own where it is the picture, which dequantise() takes for
/// whole numbers.
void leave(Step& step) {
    const Value value = step.value(0);
    step.builder.note(texts.not_quantised);
    if (value.node != 0) return step.give(value);
    nn::Node node;
    node.op = &nn::ops::bend;
    Value result = step.add(std::move(node), value, {}, value.dims);
    result.order = value.order;
    step.give(std::move(result));
}

/// Rounded, and left as the number that it stands for: what takes it back (dequantise()) does nothing more.
/// At the end of the file it is the whole number.
void quantise(Step& step) {
    const Value value = step.value(0);
    if (!step.is_constant(1) || (step.has(2) && !step.is_constant(2))) return leave(step);
    const Meaning meaning = meaning_of(step, value);
    if (std::ranges::any_of(meaning.scale, [](float scale) { return !(scale > 0); })) return leave(step);
    const Limits limits = limits_of(step.number("output_dtype", 2));
    const bool ends = step.builder.is_output(step.node.outputs.at(0));
    if (meaning.scale.size() > 1 || meaning.zero.size() > 1)
        return step.give(rounded_along(step, value, meaning, limits, !ends));
    const float zero = meaning.zero[0];
    Value result = rounded(step, value, {meaning.scale[0], limits.low - zero, limits.high - zero});
    if (ends) result = scaled(step, result, inverse_of(meaning.scale), {zero});
    step.give(std::move(result));
}

/// The picture alone comes as whole numbers: all others were left as what they stand for.
void dequantise(Step& step) {
    const Value value = step.value(0);
    if (value.node != 0) return step.give(value);
    const Meaning meaning = meaning_of(step, value);
    step.give(meaning.is_plain() ? value : taken_back(step, value, meaning));
}

/// Its scale depends on the picture: the value is given as it is, of scale 1.
void quantise_dynamically(Step& step) {
    const Value value = step.value(0);
    if (step.node.outputs.size() != 3) step.refuse(texts.whole_numbers);
    step.builder.note(texts.not_quantised);
    step.builder.set_constant(step.node.outputs[1], {{}, {1}, {}});
    step.builder.set_constant(step.node.outputs[2], {{}, {}, {0}});
    step.give(value);
}

void refuse_whole_numbers(Step& step) { step.refuse(texts.whole_numbers); }

void round(Step& step) { step.give(rounded(step, step.value(0), {1, -kNoLimit, kNoLimit})); }

}  // namespace

const std::map<std::string, Handler>& quantised_handlers() {
    static const std::map<std::string, Handler> handlers{{"QuantizeLinear", quantise},
                                                         {"DequantizeLinear", dequantise},
                                                         {"DynamicQuantizeLinear", quantise_dynamically},
                                                         {"Round", round},
                                                         {"QLinearConv", refuse_whole_numbers},
                                                         {"QLinearMatMul", refuse_whole_numbers},
                                                         {"ConvInteger", refuse_whole_numbers},
                                                         {"MatMulInteger", refuse_whole_numbers}};
    return handlers;
}

}  // namespace convoscope::models::lowering
