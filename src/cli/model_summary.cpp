#include "cli/model_summary.h"

#include <algorithm>
#include <cmath>

#include "cli/texts.h"
#include "nn/architecture_json.h"

namespace convoscope::cli {

Statistics statistics_of(std::span<const float> values) {
    Statistics result;
    result.count = values.size();
    if (values.empty()) return result;
    const double count = static_cast<double>(values.size());
    const auto [smallest, largest] = std::ranges::minmax(values);
    result.minimum = smallest;
    result.maximum = largest;
    double sum = 0;
    for (const float value : values) sum += value;
    result.mean = sum / count;
    double squares = 0;
    for (const float value : values) squares += (value - result.mean) * (value - result.mean);
    result.deviation = std::sqrt(squares / count);
    result.zeros = static_cast<double>(std::ranges::count(values, 0.0f)) / count;
    return result;
}

std::int64_t multiplications(const nn::Architecture& architecture, int index) {
    const nn::Node& node = architecture.nodes[index];
    if (node.inputs.empty()) return 0;
    const nn::Shape& input = architecture.nodes[node.inputs.front()].output;
    if (node.op == nn::Op::Linear) return std::int64_t{input.size()} * node.output.size();
    if (node.op != nn::Op::Conv) return 0;
    const std::int64_t kernels =
        node.connections.empty()
            ? std::int64_t{node.channels} * input.channels
            : std::ranges::count_if(node.connections, [](auto there) { return there != 0; });
    return kernels * node.kernel_height * node.kernel_width * node.output.height * node.output.width;
}

std::string shape_text(const nn::Shape& shape) {
    if (shape.is_flat()) return std::to_string(shape.channels);
    return std::to_string(shape.channels) + " x " + std::to_string(shape.height) + " x " +
           std::to_string(shape.width);
}

Message words_of(nn::Op op) {
    switch (op) {
        case nn::Op::Input:
            return texts.op_input;
        case nn::Op::Conv:
            return texts.op_conv;
        case nn::Op::MaxPool:
            return texts.op_max_pool;
        case nn::Op::AveragePool:
            return texts.op_average_pool;
        case nn::Op::Linear:
            return texts.op_linear;
    }
    return {};
}

Message words_of(nn::Activation activation) {
    if (activation == nn::Activation::Identity) return {};
    if (activation == nn::Activation::ScaledTanh) return texts.scaled_tanh;
    return Message::verbatim(nn::name_of(activation));
}

}  // namespace convoscope::cli
