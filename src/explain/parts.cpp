#include "explain/parts.h"

#include <algorithm>
#include <array>
#include <cassert>
#include <cmath>

#include "nn/calculation.h"
#include "nn/ops/operator.h"

namespace convoscope::explain {
namespace {

namespace ops = nn::ops;

constexpr std::array kSums{&ops::conv,    &ops::linear, &ops::max_pool, &ops::average_pool, &ops::batch_norm,
                           &ops::scale,   &ops::prelu,  &ops::add,      &ops::subtract,     &ops::concat,
                           &ops::reorder, &ops::pad,    &ops::bend};

float value_at(const nn::Model& model, const nn::Workspace& workspace, const nn::Unit& unit) {
    return workspace.activations(unit.node)[static_cast<std::size_t>(nn::index_of(model.architecture, unit))];
}

/// The first of the largest alone.
void keep_winner(const nn::Model& model, const nn::Workspace& workspace, std::vector<nn::Connection>& parts) {
    const auto winner = std::ranges::max_element(
        parts, {}, [&](const nn::Connection& part) { return value_at(model, workspace, part.source); });
    parts = {*winner};
}

}  // namespace

bool adds_up(const nn::Node& node) { return std::ranges::find(kSums, node.op) != kSums.end(); }

void parts_of(const nn::Model& model, const nn::Workspace& workspace, const nn::Unit& unit,
              std::vector<nn::Connection>& parts) {
    const nn::Node& node = model.architecture.nodes[static_cast<std::size_t>(unit.node)];
    assert(adds_up(node));
    parts.clear();
    node.op->incoming(nn::layer_at(model.architecture, unit.node),
                      model.parameters()[static_cast<std::size_t>(unit.node)], unit, parts);
    if (node.op == &ops::max_pool) keep_winner(model, workspace, parts);
    if (node.op == &ops::prelu) parts[0].weight = nn::calculate(model, workspace, unit).norm->factor;
}

float bias_of(const nn::Model& model, const nn::Workspace& workspace, const nn::Unit& unit) {
    const nn::Node& node = model.architecture.nodes[static_cast<std::size_t>(unit.node)];
    const nn::Calculation calculation = nn::calculate(model, workspace, unit);
    if (node.op == &ops::pad && calculation.parts.empty()) return node.numbers[0];
    if (!calculation.norm) return calculation.bias;
    const nn::NormTerms& norm = *calculation.norm;
    return norm.shift - norm.mean / std::sqrt(norm.variance + norm.epsilon) * norm.factor;
}

double passed_part(const nn::Architecture& architecture, const nn::Workspace& workspace,
                   const nn::Unit& unit) {
    const auto at = static_cast<std::size_t>(nn::index_of(architecture, unit));
    const float before = workspace.pre_activations(unit.node)[at];
    if (before == 0.0f) return 0;
    return static_cast<double>(workspace.activations(unit.node)[at]) / static_cast<double>(before);
}

}  // namespace convoscope::explain
