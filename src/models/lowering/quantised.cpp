// QuantizeLinear, DequantizeLinear and Round: activations that are whole numbers of steps.

#include <algorithm>
#include <cmath>
#include <limits>

#include "models/lowering/step.h"
#include "nn/ops/operator.h"

namespace convoscope::models::lowering {
namespace {

constexpr float kNoLimit = std::numeric_limits<float>::max();

void round_to(Step& step, std::array<float, 3> numbers) {
    const Value value = step.value(0);
    nn::Node node;
    node.op = &nn::ops::quantise;
    node.numbers = numbers;
    Value result = step.add(std::move(node), value, {}, value.dims);
    result.order = value.order;
    step.give(std::move(result));
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

/// Rounded, and left as the number that it stands for: what takes it back (dequantise()) does nothing more.
/// A step for each map is left out.
void quantise(Step& step) {
    const std::vector<float> scale = step.is_constant(1) ? step.floats(1) : std::vector<float>();
    const std::vector<float> zero = step.has(2) ? step.floats(2) : std::vector<float>{0};
    if (scale.size() != 1 || zero.size() != 1 || !(scale[0] > 0)) {
        step.builder.note(texts.not_quantised);
        return step.give(step.value(0));
    }
    const Limits limits = limits_of(step.number("output_dtype", 2));
    round_to(step, {scale[0], limits.low - zero[0], limits.high - zero[0]});
}

void dequantise(Step& step) { step.give(step.value(0)); }

void round(Step& step) { round_to(step, {1, -kNoLimit, kNoLimit}); }

}  // namespace

const std::map<std::string, Handler>& quantised_handlers() {
    static const std::map<std::string, Handler> handlers{
        {"QuantizeLinear", quantise}, {"DequantizeLinear", dequantise}, {"Round", round}};
    return handlers;
}

}  // namespace convoscope::models::lowering
