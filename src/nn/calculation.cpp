#include "nn/calculation.h"

#include <algorithm>
#include <cassert>
#include <cmath>

#include "nn/span.h"

namespace convoscope::nn {
namespace {

/// Fills in the parts of one unit's calculation.
class Calculator {
  public:
    Calculator(const Model& model, const Workspace& workspace, const Unit& unit)
        : node_(model.architecture.nodes[static_cast<std::size_t>(unit.node)]),
          below_(model.architecture.nodes[static_cast<std::size_t>(node_.inputs[0])].output),
          parameters_(model.parameters()[static_cast<std::size_t>(unit.node)]),
          values_(workspace.activations(node_.inputs[0])),
          unit_(unit),
          rows_(rows_of(node_, below_)),
          columns_(columns_of(node_, below_)) {}

    void fill(Calculation& result) const {
        result.source = node_.inputs[0];
        switch (node_.op) {
            case Op::Conv:
                fill_kernels(result);
                break;
            case Op::Linear:
                fill_terms(result);
                break;
            case Op::MaxPool:
            case Op::AveragePool:
                fill_window(result);
                break;
            case Op::Input:
                assert(false);
                break;
        }
    }

  private:
    /// Calls visit(place in the window, value below or null in the padding) all over the unit's window.
    template <class Visit>
    void each_place(int map, Visit visit) const {
        const Span rows = rows_.under(unit_.row);
        const Span columns = columns_.under(unit_.column);
        for (int place = 0; place < area(); ++place) {
            const int row = rows_.start(unit_.row) + place / node_.kernel_width;
            const int column = columns_.start(unit_.column) + place % node_.kernel_width;
            const bool inside =
                row >= rows.first && row < rows.last && column >= columns.first && column < columns.last;
            const std::size_t at =
                (static_cast<std::size_t>(map) * below_.height + row) * below_.width + column;
            visit(static_cast<std::size_t>(place), inside ? &values_[at] : nullptr);
        }
    }

    int area() const { return node_.kernel_height * node_.kernel_width; }

    void set_window(Calculation& result) const {
        result.window_row = rows_.start(unit_.row);
        result.window_column = columns_.start(unit_.column);
    }

    void fill_kernels(Calculation& result) const {
        set_window(result);
        double total = 0;
        for (int map = 0; map < below_.channels; ++map) {
            if (!has_kernel(node_, below_.channels, unit_.map, map)) continue;
            const auto first = parameters_.weight.begin() +
                               static_cast<std::ptrdiff_t>(unit_.map * below_.channels + map) * area();
            KernelTerm term;
            term.map = map;
            term.kernel.assign(first, first + area());
            double sum = 0;
            each_place(map, [&](std::size_t place, const float* value) {
                term.patch.push_back(value ? *value : 0.0f);
                term.products.push_back(term.patch[place] * term.kernel[place]);
                sum += term.products[place];
            });
            term.sum = static_cast<float>(sum);
            total += sum;
            result.kernels.push_back(std::move(term));
        }
        add_bias(total, result);
    }

    void fill_terms(Calculation& result) const {
        const std::size_t first = static_cast<std::size_t>(unit_.map) * values_.size();
        double total = 0;
        for (std::size_t index = 0; index < values_.size(); ++index) {
            const float weight = parameters_.weight[first + index];
            result.terms.push_back(
                {static_cast<int>(index), values_[index], weight, values_[index] * weight});
            total += result.terms.back().contribution;
        }
        add_bias(total, result);
    }

    void add_bias(double total, Calculation& result) const {
        result.weighted_sum = static_cast<float>(total);
        result.bias = parameters_.bias[static_cast<std::size_t>(unit_.map)];
    }

    void fill_window(Calculation& result) const {
        set_window(result);
        PoolWindow& window = result.window;
        double sum = 0;
        each_place(unit_.map, [&](std::size_t place, const float* value) {
            window.values.push_back(value ? *value : 0.0f);
            window.inside.push_back(value ? 1 : 0);
            sum += window.values[place];
            if (node_.op != Op::MaxPool || !value) return;
            if (window.winner < 0 || *value > window.values[static_cast<std::size_t>(window.winner)])
                window.winner = static_cast<int>(place);
        });
        if (node_.op == Op::AveragePool) window.sum = static_cast<float>(sum);
    }

    const Node& node_;
    const Shape& below_;
    const Parameters& parameters_;
    std::span<const float> values_;
    Unit unit_;
    Axis rows_;
    Axis columns_;
};

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
    if (node.op != Op::Input) Calculator(model, workspace, unit).fill(result);
    result.pre_activation = before[index];
    result.activation = after[index];
    if (node.activation == Activation::Softmax)
        result.softmax = softmax_terms(model.architecture.temperature, before, after);
    return result;
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
