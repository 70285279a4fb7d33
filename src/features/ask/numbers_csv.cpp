#include "features/ask/numbers_csv.h"

#include "base/number.h"
#include "nn/address.h"
#include "nn/ops/operator.h"
#include "scene/pick.h"

namespace convoscope::ask {
namespace {

std::string number(float value) { return significant(static_cast<double>(value), 9); }

/// Rows of "part,unit,activation,weight,value".
class UnitTable {
  public:
    explicit UnitTable(const nn::Architecture& architecture) : architecture_(architecture) {}

    void term(const nn::Unit& source, float activation, float weight, float contribution) {
        text_ += "term," + nn::format_address(architecture_, source) + "," + number(activation) + "," +
                 number(weight) + "," + number(contribution) + "\n";
    }
    void value(const std::string& part, float value, const std::string& unit = "") {
        text_ += part + "," + unit + ",,," + number(value) + "\n";
    }
    std::string text() const { return text_; }

  private:
    const nn::Architecture& architecture_;
    std::string text_ = "part,unit,activation,weight,value\n";
};

void add_terms(UnitTable& table, const nn::Architecture& architecture, const nn::Calculation& calculation) {
    for (const nn::KernelTerm& term : calculation.kernels)
        for (std::size_t i = 0; i < term.patch.size(); ++i)
            if (const auto source =
                    nn::unit_in_window(architecture, calculation, term.map, static_cast<int>(i)))
                table.term(*source, term.patch[i], term.kernel[i], term.products[i]);
    for (const nn::LinearTerm& term : calculation.terms)
        table.term(scene::unit_of(architecture, calculation.source, term.source), term.activation,
                   term.weight, term.contribution);
    for (std::size_t i = 0; i < calculation.window.values.size(); ++i)
        if (const auto source =
                nn::unit_in_window(architecture, calculation, calculation.unit.map, static_cast<int>(i)))
            table.value(static_cast<int>(i) == calculation.window.winner ? "winner" : "window",
                        calculation.window.values[i], nn::format_address(architecture, *source));
}

}  // namespace

std::string unit_csv(const nn::Model& model, const nn::Calculation& calculation) {
    const nn::Architecture& architecture = model.architecture;
    const nn::Node& node = architecture.nodes[calculation.unit.node];
    UnitTable table(architecture);
    add_terms(table, architecture, calculation);
    if (node.op->is_weighted()) {
        table.value("sum", calculation.weighted_sum);
        table.value("bias", calculation.bias);
    }
    if (node.op->edges == nn::EdgeMeaning::Averaged) table.value("sum", calculation.window.sum);
    if (!node.inputs.empty()) table.value("pre-activation", calculation.pre_activation);
    const nn::SoftmaxTerms& softmax = calculation.softmax;
    for (std::size_t k = 0; k < softmax.logits.size(); ++k) {
        const std::string unit =
            nn::format_address(architecture, {calculation.unit.node, static_cast<int>(k), 0, 0});
        table.value("logit", softmax.logits[k], unit);
        table.value("exponential", softmax.exponentials[k], unit);
    }
    if (!softmax.logits.empty()) table.value("sum of exponentials", softmax.sum);
    table.value("activation", calculation.activation, nn::format_address(architecture, calculation.unit));
    return table.text();
}

std::string layer_csv(const nn::Model& model, const nn::Workspace& workspace, int node) {
    const auto before = workspace.pre_activations(node);
    const auto after = workspace.activations(node);
    std::string text = "unit,pre_activation,activation\n";
    for (std::size_t i = 0; i < after.size(); ++i)
        text += nn::format_address(model.architecture,
                                   scene::unit_of(model.architecture, node, static_cast<int>(i))) +
                "," + number(before[i]) + "," + number(after[i]) + "\n";
    return text;
}

std::string weights_csv(const nn::Model& model, int node) {
    const nn::Parameters& parameters = model.parameters()[static_cast<std::size_t>(node)];
    const nn::Node& layer = model.architecture.nodes[node];
    const bool kernels = layer.op->attributes.window;
    const int area = kernels ? layer.kernel_height * layer.kernel_width : 1;
    const int inputs =
        parameters.weight.empty() ? 0 : static_cast<int>(parameters.weight.size()) / (layer.channels * area);
    std::string text = "weight,to,from,row,column\n";
    for (std::size_t i = 0; i < parameters.weight.size(); ++i) {
        const int at = static_cast<int>(i);
        text += number(parameters.weight[i]) + "," + std::to_string(at / area / inputs) + "," +
                std::to_string(at / area % inputs) + ",";
        if (kernels)
            text += std::to_string(at % area / layer.kernel_width) + "," +
                    std::to_string(at % area % layer.kernel_width) + "\n";
        else
            text += ",\n";
    }
    for (std::size_t i = 0; i < parameters.bias.size(); ++i)
        text += number(parameters.bias[i]) + "," + std::to_string(i) + ",,,\n";
    return text;
}

}  // namespace convoscope::ask
