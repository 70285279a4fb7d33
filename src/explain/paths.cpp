#include <algorithm>
#include <cmath>
#include <queue>

#include "base/error.h"
#include "explain/ledger.h"
#include "explain/ledger_texts.h"
#include "explain/parts.h"
#include "explain/signal.h"

namespace convoscope::explain {
namespace {

constexpr std::int64_t kMostMultiplyAdds = 200'000'000;

/// For each unit the largest magnitude of all chains from a pixel up to its activation.
class Reach {
  public:
    Reach(const nn::Model& model, const nn::Workspace& workspace, const Target& target)
        : model_(model), workspace_(workspace), reach_(model.architecture.nodes.size()) {
        for (const float pixel : workspace.activations(0))
            reach_[0].push_back(std::abs(static_cast<double>(pixel)));
        for (const int layer : layers_of(model.architecture, target))
            if (layer != target.unit.node) fill(layer);
    }

    double at(const nn::Unit& unit) const {
        return reach_[static_cast<std::size_t>(unit.node)]
                     [static_cast<std::size_t>(nn::index_of(model_.architecture, unit))];
    }

  private:
    void fill(int layer) {
        const nn::Shape& shape = model_.architecture.nodes[static_cast<std::size_t>(layer)].output;
        std::vector<double>& reach = reach_[static_cast<std::size_t>(layer)];
        reach.reserve(static_cast<std::size_t>(shape.size()));
        for (int map = 0; map < shape.channels; ++map)
            for (int row = 0; row < shape.height; ++row)
                for (int column = 0; column < shape.width; ++column)
                    reach.push_back(reach_of({layer, map, row, column}));
    }

    double reach_of(const nn::Unit& unit) {
        const double passed = std::abs(passed_part(model_.architecture, workspace_, unit));
        if (passed == 0) return 0;  // silent: no need to look at what it hears
        parts_of(model_, workspace_, unit, parts_);
        double most = 0;
        for (const nn::Connection& part : parts_)
            most = std::max(most, std::abs(static_cast<double>(part.weight)) * at(part.source));
        return passed * most;
    }

    const nn::Model& model_;
    const nn::Workspace& workspace_;
    std::vector<std::vector<double>> reach_;  // one a node; empty: not on the way
    std::vector<nn::Connection> parts_;
};

/// A chain that has come down to `unit`.
struct Beginning {
    nn::Unit unit;
    int above = -1;      // among all beginnings; -1: the ledger's own unit
    double product = 0;  // of the weights down to it and of what the units above it pass
};

/// What a beginning can come to at most.
struct Promise {
    double magnitude = 0;
    int beginning = 0;
    bool operator<(const Promise& other) const { return magnitude < other.magnitude; }
};

class Search {
  public:
    Search(const nn::Model& model, const nn::Workspace& workspace, const Ledger& ledger)
        : model_(model), workspace_(workspace), ledger_(ledger), reach_(model, workspace, ledger.target) {
        for (const Contribution& line : ledger.contributions)
            begin({line.unit, -1, static_cast<double>(line.weight)});
    }

    std::vector<Path> strongest(int count) {
        std::vector<Path> paths;
        while (!promises_.empty() && static_cast<int>(paths.size()) < count) {
            const int at = promises_.top().beginning;
            promises_.pop();
            if (beginnings_[static_cast<std::size_t>(at)].unit.node == 0)
                paths.push_back(path_of(at));
            else
                go_on(at);
        }
        return paths;
    }

  private:
    void begin(const Beginning& beginning) {
        const double magnitude = std::abs(beginning.product) * reach_.at(beginning.unit);
        if (!(magnitude > 0)) return;
        promises_.push({magnitude, static_cast<int>(beginnings_.size())});
        beginnings_.push_back(beginning);
    }

    void go_on(int at) {
        const Beginning above = beginnings_[static_cast<std::size_t>(at)];
        const double product = above.product * passed_part(model_.architecture, workspace_, above.unit);
        parts_of(model_, workspace_, above.unit, parts_);
        for (const nn::Connection& part : parts_)
            begin({part.source, at, product * static_cast<double>(part.weight)});
    }

    Path path_of(int at) const {
        const Beginning& end = beginnings_[static_cast<std::size_t>(at)];
        const auto pixel = static_cast<double>(value_of(model_.architecture, workspace_, {end.unit, false}));
        Path path{static_cast<float>(end.product * pixel), {}};
        for (; at >= 0; at = beginnings_[static_cast<std::size_t>(at)].above)
            path.units.push_back(beginnings_[static_cast<std::size_t>(at)].unit);
        path.units.push_back(ledger_.target.unit);
        std::ranges::reverse(path.units);
        return path;
    }

    const nn::Model& model_;
    const nn::Workspace& workspace_;
    const Ledger& ledger_;
    const Reach reach_;
    std::vector<Beginning> beginnings_;
    std::priority_queue<Promise> promises_;
    std::vector<nn::Connection> parts_;
};

void check(const nn::Architecture& architecture, const Target& target) {
    std::int64_t cost = 0;
    for (const int layer : layers_of(architecture, target)) {
        const nn::Node& node = architecture.nodes[static_cast<std::size_t>(layer)];
        if (!adds_up(node)) throw Error(ledger_texts.no_sum_below, node.name);
        cost += nn::multiply_adds(architecture, layer);
    }
    if (cost > kMostMultiplyAdds) throw Error(ledger_texts.too_large, cost, kMostMultiplyAdds);
}

}  // namespace

std::vector<Path> strongest_paths(const nn::Model& model, const nn::Workspace& workspace,
                                  const Ledger& ledger, int count) {
    check(model.architecture, ledger.target);
    return Search(model, workspace, ledger).strongest(count);
}

}  // namespace convoscope::explain
