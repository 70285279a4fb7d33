#include "scene/ranks.h"

#include <algorithm>

namespace convoscope::scene {
namespace {

class Ranking {
  public:
    Ranking(const nn::Architecture& architecture, const std::vector<bool>& hidden)
        : architecture_(architecture), hidden_(hidden), heard_(architecture.nodes.size()) {
        result_.spots.resize(architecture.nodes.size());
    }

    Ranks run() {
        find_ranks();
        find_wires();
        find_bundles();
        find_columns();
        return std::move(result_);
    }

  private:
    std::size_t nodes() const { return architecture_.nodes.size(); }
    bool is_hidden(std::size_t node) const { return node < hidden_.size() && hidden_[node]; }
    Spot& spot(int node) { return result_.spots[static_cast<std::size_t>(node)]; }
    std::vector<int>& heard(int node) { return heard_[static_cast<std::size_t>(node)]; }

    /// The longest ways from the input; what a hidden layer hears is heard by those that hear it.
    void find_ranks() {
        for (std::size_t node = 0; node < nodes(); ++node) {
            std::vector<int>& all = heard_[node];
            for (const int input : architecture_.nodes[node].inputs) {
                if (!is_hidden(static_cast<std::size_t>(input))) {
                    all.push_back(input);
                    continue;
                }
                all.insert(all.end(), heard(input).begin(), heard(input).end());
            }
            std::ranges::sort(all);
            all.erase(std::unique(all.begin(), all.end()), all.end());
            if (is_hidden(node)) continue;
            int rank = 0;
            for (const int input : all) rank = std::max(rank, spot(input).rank + 1);
            spot(static_cast<int>(node)).rank = rank;
            result_.count = std::max(result_.count, rank + 1);
        }
    }

    void find_wires() {
        for (int node = 0; node < static_cast<int>(nodes()); ++node) {
            if (spot(node).rank < 0) continue;
            for (const int input : heard(node))
                result_.wires.push_back({input, node, spot(node).rank - spot(input).rank});
        }
    }

    /// Runs of ranks of which none is a single layer that everything leads through.
    void find_bundles() {
        const auto count = static_cast<std::size_t>(result_.count);
        std::vector<int> members(count, 0);
        for (const Spot& each : result_.spots)
            if (each.rank >= 0) ++members[static_cast<std::size_t>(each.rank)];
        std::vector<bool> alone(count);
        for (std::size_t rank = 0; rank < count; ++rank) alone[rank] = members[rank] == 1;
        for (const Wire& wire : result_.wires) {
            const int from = spot(wire.source).rank;
            if (members[static_cast<std::size_t>(from)] == 1) continue;
            for (int rank = from + 1; rank < spot(wire.target).rank; ++rank)
                alone[static_cast<std::size_t>(rank)] = false;
        }
        std::vector<int> bundles(count, -1);
        for (std::size_t rank = 0; rank < count; ++rank) {
            if (alone[rank]) continue;
            if (rank == 0 || alone[rank - 1]) ++bundles_;
            bundles[rank] = bundles_ - 1;
        }
        for (Spot& each : result_.spots)
            if (each.rank >= 0) each.bundle = bundles[static_cast<std::size_t>(each.rank)];
    }

    std::vector<int> by_rank() const {
        std::vector<int> order;
        for (int node = 0; node < static_cast<int>(nodes()); ++node)
            if (result_.spots[static_cast<std::size_t>(node)].bundle >= 0) order.push_back(node);
        std::ranges::stable_sort(
            order, {}, [this](int node) { return result_.spots[static_cast<std::size_t>(node)].rank; });
        return order;
    }

    void find_columns() {
        // By bundle: the topmost node so far of each column, from the left to the right; columns get their
        // numbers when all are there.
        struct Column {
            int top;
            std::vector<int> members;
        };
        std::vector<std::vector<Column>> bundles(static_cast<std::size_t>(bundles_));
        for (const int node : by_rank()) {
            std::vector<Column>& columns = bundles[static_cast<std::size_t>(spot(node).bundle)];
            auto place = columns.end();  // where a new one goes
            bool found = false;
            for (const int input : heard(node)) {
                const auto under = std::ranges::find(columns, input, &Column::top);
                if (under != columns.end()) {
                    under->top = node;
                    under->members.push_back(node);
                    found = true;
                    break;
                }
                const auto beside = std::ranges::find_if(columns, [&](const Column& column) {
                    return std::ranges::find(column.members, input) != column.members.end();
                });
                if (place == columns.end() && beside != columns.end()) place = beside + 1;
            }
            if (!found) columns.insert(place, {node, {node}});
        }
        for (const std::vector<Column>& columns : bundles)
            for (std::size_t column = 0; column < columns.size(); ++column)
                for (const int node : columns[column].members) spot(node).column = static_cast<int>(column);
    }

    const nn::Architecture& architecture_;
    const std::vector<bool>& hidden_;
    std::vector<std::vector<int>> heard_;  ///< by node: the shown ones, each once
    int bundles_ = 0;                      ///< how many there are
    Ranks result_;
};

}  // namespace

Ranks rank_layers(const nn::Architecture& architecture, const std::vector<bool>& hidden) {
    return Ranking(architecture, hidden).run();
}

}  // namespace convoscope::scene
