#include "explain/ledger.h"

#include <map>
#include <utility>

#include "base/error.h"
#include "explain/ledger_texts.h"
#include "explain/parts.h"

namespace convoscope::explain {
namespace {

int last_of(const nn::Architecture& architecture) { return static_cast<int>(architecture.nodes.size()) - 1; }

bool is_logit(const nn::Architecture& architecture, const Target& target) {
    const nn::Node& last = architecture.output();
    if (target.unit.node != last_of(architecture) || last.output.size() < 2) return false;
    if (last.activation == nn::Activation::Softmax) return target.before;
    return last.activation == nn::Activation::Identity;
}

void check(const nn::Model& model, const nn::Workspace& workspace, const Target& target,
           std::optional<int> against) {
    const nn::Architecture& architecture = model.architecture;
    const auto address = [&](const Target& one) { return format_target(architecture, one); };
    if (target.unit.node == 0) throw Error(ledger_texts.input_unit, address(target));
    const nn::Node& node = architecture.nodes[static_cast<std::size_t>(target.unit.node)];
    if (!adds_up(node)) throw Error(ledger_texts.no_sum, node.name);
    const Target sum{target.unit, true};
    if (value_of(architecture, workspace, target) != value_of(architecture, workspace, sum))
        throw Error(ledger_texts.behind, address(target), address(sum));
    if (against && !is_logit(architecture, target)) throw Error(ledger_texts.no_classes, address(target));
}

/// Sums of ledgers: units with what they weigh in all.
class Sums {
  public:
    Sums(const nn::Model& model, const nn::Workspace& workspace) : model_(model), workspace_(workspace) {}

    void add(const nn::Unit& unit, double factor) {
        value_ += factor * pre_activation(unit);
        bias_ += factor * static_cast<double>(bias_of(model_, workspace_, unit));
        parts_of(model_, workspace_, unit, parts_);
        for (const nn::Connection& part : parts_) {
            Line& line = lines_[{part.source.node, nn::index_of(model_.architecture, part.source)}];
            line.unit = part.source;
            line.weight += factor * static_cast<double>(part.weight);
        }
    }

    double pre_activation(const nn::Unit& unit) const {
        return static_cast<double>(value_of(model_.architecture, workspace_, {unit, true}));
    }

    /// @param value, mean  of the ledger
    void write(Ledger& ledger) const {
        ledger.bias = static_cast<float>(bias_);
        double sum = static_cast<double>(ledger.bias);
        for (const auto& [key, line] : lines_) {
            const double heard =
                static_cast<double>(value_of(model_.architecture, workspace_, {line.unit, false}));
            ledger.contributions.push_back(
                {line.unit, static_cast<float>(line.weight * heard), static_cast<float>(line.weight)});
            sum += static_cast<double>(ledger.contributions.back().value);
        }
        ledger.residual = static_cast<float>(value_ - sum);
    }

  private:
    struct Line {
        nn::Unit unit;
        double weight = 0;
    };
    const nn::Model& model_;
    const nn::Workspace& workspace_;
    double value_ = 0;
    double bias_ = 0;
    std::map<std::pair<int, int>, Line> lines_;  // by node and index
    std::vector<nn::Connection> parts_;
};

}  // namespace

Ledger ledger(const nn::Model& model, const nn::Workspace& workspace, const Target& target,
              std::optional<int> against) {
    check(model, workspace, target, against);
    const nn::Architecture& architecture = model.architecture;
    Ledger result;
    result.target = target;
    Sums sums(model, workspace);
    sums.add(target.unit, 1);
    double value = sums.pre_activation(target.unit);
    if (against) {
        result.against = logit_of(architecture, *against).unit;
        sums.add(*result.against, -1);
        value -= sums.pre_activation(*result.against);
    } else if (is_logit(architecture, target)) {
        const int classes = architecture.output().output.size();
        double mean = 0;
        for (int one = 0; one < classes; ++one) {
            const nn::Unit unit = logit_of(architecture, one).unit;
            sums.add(unit, -1.0 / classes);
            mean += sums.pre_activation(unit) / classes;
        }
        result.mean = static_cast<float>(mean);
    }
    result.value = static_cast<float>(value);
    sums.write(result);
    return result;
}

}  // namespace convoscope::explain
