#include "cli/model_summary.h"

#include <algorithm>
#include <cmath>

#include "cli/texts.h"
#include "models/architecture_json.h"
#include "nn/ops/operator.h"

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
    const bool weighted = architecture.nodes[static_cast<std::size_t>(index)].op->is_weighted();
    return weighted ? nn::multiply_adds(architecture, index) : 0;
}

std::string shape_text(const nn::Shape& shape) {
    if (shape.is_flat()) return std::to_string(shape.channels);
    return std::to_string(shape.channels) + " x " + std::to_string(shape.height) + " x " +
           std::to_string(shape.width);
}

std::string words_of(const nn::Operator& op, Language language) {
    if (language != Language::English) return op.words.in(language);
    std::string name = op.name;
    std::ranges::replace(name, '_', ' ');
    return name;
}

Message words_of(nn::Activation activation) {
    if (activation == nn::Activation::Identity) return {};
    if (activation == nn::Activation::ScaledTanh) return texts.scaled_tanh;
    return Message::verbatim(models::name_of(activation));
}

}  // namespace convoscope::cli
