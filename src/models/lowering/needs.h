#pragma once

#include <functional>
#include <map>
#include <queue>
#include <string>
#include <vector>

#include "models/graph.h"

namespace convoscope::models::lowering {

/// Which nodes of a graph its output needs, and who hears what. An If hears a condition and what either of
/// its branches gives (onnx/reader.h); until the condition is known, nodes that a branch alone needs wait.
class Needs {
  public:
    /// @param nodes  each after those that it hears
    Needs(std::vector<GraphNode> nodes, const std::string& output);

    const std::vector<GraphNode>& nodes() const { return nodes_; }
    /// @param node  one of nodes()
    bool is_needed(const GraphNode& node) const {
        return needed_[static_cast<std::size_t>(&node - nodes_.data())] != 0;
    }
    /// How many nodes hear it that are needed or may be yet; the output counts as one more.
    int listeners(const std::string& name) const;
    /// The first needed node that was not taken yet; null: there is none.
    const GraphNode* take();

    /// What Ifs ask for, each once.
    std::vector<std::string> conditions() const;
    bool is_condition(const std::string& name) const { return waiting_.contains(name); }
    /// Each If that asks for it becomes an Identity of what the chosen branch gives.
    /// @param released  called for a value whenever a node is no longer among its listeners
    void decide(const std::string& condition, bool holds,
                const std::function<void(const std::string&)>& released);

  private:
    void need(const std::string& value, std::vector<std::size_t>& decided);
    void release(const std::string& value, const std::function<void(const std::string&)>& released);

    std::vector<GraphNode> nodes_;
    std::vector<char> needed_;
    std::vector<char> listens_;  // is counted among the listeners
    std::priority_queue<std::size_t, std::vector<std::size_t>, std::greater<>> ready_;  // needed, not taken
    std::map<std::string, int> listeners_;
    std::multimap<std::string, std::size_t> waiting_;  // Ifs, by their conditions
    std::map<std::string, bool> truths_;               // of conditions
    std::map<std::string, std::size_t> makers_;        // of all values, where there are Ifs
};

}  // namespace convoscope::models::lowering
