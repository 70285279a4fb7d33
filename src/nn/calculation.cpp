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
        std::vector<std::span<const float>> heard;
        for (const int input : node.inputs) heard.push_back(workspace.activations(input));
        node.op->calculate(layer_at(model.architecture, unit.node),
                           {unit, model.parameters()[static_cast<std::size_t>(unit.node)], heard[0], heard},
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
    const Unit unit{calculation.source, map,
                    calculation.window_row + place / node.kernel_width * node.dilation.rows,
                    calculation.window_column + place % node.kernel_width * node.dilation.columns};
    const bool inside =
        unit.row >= 0 && unit.row < below.height && unit.column >= 0 && unit.column < below.width;
    return inside ? std::optional(unit) : std::nullopt;
}

}  // namespace convoscope::nn
