#include "nn/class_mean.h"

#include <algorithm>
#include <cassert>
#include <cmath>

#include "nn/ops/operator.h"

namespace convoscope::nn {
namespace {

/// A part of the largest weight: an offset below it shows in no number of the inspector.
constexpr float kNegligible = 1e-3f;

bool is_linear_before_softmax(const Node& node) {
    return node.op == &ops::linear && node.activation == Activation::Softmax;
}

/// The mean of `rows` rows of equal length.
std::vector<float> mean_row(const std::vector<float>& values, std::size_t rows) {
    const std::size_t length = values.size() / rows;
    std::vector<double> sum(length);
    for (std::size_t i = 0; i < values.size(); ++i) sum[i % length] += static_cast<double>(values[i]);
    std::vector<float> mean(length);
    std::ranges::transform(sum, mean.begin(), [&](double total) {
        return static_cast<float>(total / static_cast<double>(rows));
    });
    return mean;
}

/// Whether the offset is small beside what is left of the values.
bool is_small(const std::vector<float>& values, const std::vector<float>& mean) {
    float offset = 0;
    float left = 0;
    for (const float value : mean) offset = std::max(offset, std::abs(value));
    for (std::size_t i = 0; i < values.size(); ++i)
        left = std::max(left, std::abs(values[i] - mean[i % mean.size()]));
    return offset <= kNegligible * left;
}

void subtract(std::vector<float>& values, const std::vector<float>& mean) {
    for (std::size_t i = 0; i < values.size(); ++i) values[i] -= mean[i % mean.size()];
}

}  // namespace

std::optional<ClassMean> class_mean(const Model& model) {
    if (!is_linear_before_softmax(model.architecture.output())) return std::nullopt;
    const Parameters& last = model.parameters().back();
    const std::vector<float> bias = mean_row(last.bias, last.bias.size());
    ClassMean mean{mean_row(last.weight, last.bias.size()), bias[0], true};
    mean.negligible = is_small(last.weight, mean.weight) && is_small(last.bias, bias);
    return mean;
}

void centre_classes(Model& model) {
    const std::optional<ClassMean> mean = class_mean(model);
    if (!mean) return;
    model.edit([&mean](std::vector<Parameters>& all) {
        subtract(all.back().weight, mean->weight);
        subtract(all.back().bias, {mean->bias});
    });
}

Calculation against_mean(Calculation calculation, const ClassMean& mean) {
    assert(calculation.terms.size() == mean.weight.size());
    double total = 0;
    double mean_logit = static_cast<double>(mean.bias);
    for (std::size_t i = 0; i < mean.weight.size(); ++i) {
        LinearTerm& term = calculation.terms[i];
        mean_logit += static_cast<double>(term.activation * mean.weight[i]);
        term.weight -= mean.weight[i];
        term.contribution = term.activation * term.weight;
        total += static_cast<double>(term.contribution);
    }
    calculation.weighted_sum = static_cast<float>(total);
    calculation.bias -= mean.bias;
    calculation.pre_activation -= static_cast<float>(mean_logit);
    for (float& logit : calculation.softmax.logits) logit -= static_cast<float>(mean_logit);
    return calculation;
}

}  // namespace convoscope::nn
