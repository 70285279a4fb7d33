#include "nn/calculation.h"

#include <algorithm>
#include <cassert>
#include <cmath>

#include "nn/ops/operator.h"

namespace convoscope::nn {
namespace {

SoftmaxTerms softmax_terms(float temperature, std::span<const float> logits,
                           std::span<const float> probabilities) {
    SoftmaxTerms terms;
    terms.temperature = temperature;
    terms.logits.assign(logits.begin(), logits.end());
    terms.probabilities.assign(probabilities.begin(), probabilities.end());
    const float largest = *std::max_element(logits.begin(), logits.end());
    double sum = 0;
    for (const float logit : logits) {
        terms.exponentials.push_back(std::exp((logit - largest) / temperature));
        sum += terms.exponentials.back();
    }
    terms.sum = static_cast<float>(sum);
    return terms;
}

}  // namespace

Calculation calculate(const Model& model, const Workspace& workspace, const Unit& unit) {
    const Node& node = model.architecture.nodes[static_cast<std::size_t>(unit.node)];
    const std::size_t index = static_cast<std::size_t>(index_of(model.architecture, unit));
    const std::span<const float> before = workspace.pre_activations(unit.node);
    const std::span<const float> after = workspace.activations(unit.node);
    assert(before.size() == static_cast<std::size_t>(node.output.size()));
    Calculation result;
    result.unit = unit;
    if (!node.inputs.empty()) {
        result.source = node.inputs[0];
        node.op->calculate(layer_at(model.architecture, unit.node),
                           {unit, model.parameters()[static_cast<std::size_t>(unit.node)],
                            workspace.activations(result.source)},
                           result);
    }
    result.pre_activation = before[index];
    result.activation = after[index];
    if (node.activation == Activation::Softmax)
        result.softmax = softmax_terms(model.architecture.temperature, before, after);
    return result;
}

std::optional<Unit> unit_in_window(const Architecture& architecture, const Calculation& calculation, int map,
                                   int place) {
    const Node& node = architecture.nodes[static_cast<std::size_t>(calculation.unit.node)];
    const Shape& below = architecture.nodes[static_cast<std::size_t>(calculation.source)].output;
    const Unit unit{calculation.source, map, calculation.window_row + place / node.kernel_width,
                    calculation.window_column + place % node.kernel_width};
    const bool inside =
        unit.row >= 0 && unit.row < below.height && unit.column >= 0 && unit.column < below.width;
    return inside ? std::optional(unit) : std::nullopt;
}

float apply(Activation activation, float pre_activation) {
    switch (activation) {
        case Activation::Identity:
            return pre_activation;
        case Activation::Relu:
            return std::max(pre_activation, 0.0f);
        case Activation::Tanh:
            return std::tanh(pre_activation);
        case Activation::ScaledTanh:  // LeCun et al. 1998, appendix A
            return 1.7159f * std::tanh(2.0f / 3.0f * pre_activation);
        case Activation::Sigmoid:
            return 1.0f / (1.0f + std::exp(-pre_activation));
        case Activation::Softmax:
            assert(false);
            break;
    }
    return pre_activation;
}

}  // namespace convoscope::nn
