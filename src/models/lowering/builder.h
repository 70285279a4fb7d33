#pragma once

#include <map>
#include <set>
#include <string>
#include <variant>
#include <vector>

#include "models/graph.h"
#include "models/lowering.h"
#include "models/lowering/needs.h"
#include "models/lowering/value.h"

namespace convoscope::models::lowering {

/// The network as far as it is built, and what is known of the graph's values.
class Builder {
  public:
    /// @param output  what of the graph is wanted
    Builder(const Graph& graph, std::string output);

    const Graph& graph() const { return graph_; }
    /// The graph's, with non-linearities that it writes as several as one (fused.h), and quantised operators
    /// as several (unquantised.h).
    const std::vector<GraphNode>& graph_nodes() const { return needs_.nodes(); }
    /// Whether the output depends on it.
    bool is_needed(const GraphNode& node) const { return needs_.is_needed(node); }
    /// The next one to be made a layer; null: all are.
    const GraphNode* take_node() { return needs_.take(); }

    // The graph's values

    /// Null: it is computed, or left out.
    const GraphTensor* constant(const std::string& name) const;
    const Value* computed(const std::string& name) const;
    // What has no name is what nobody wants; an input of no name is left out.
    void set_constant(const std::string& name, GraphTensor tensor);
    void set(const std::string& name, Value value);
    /// The same layer's numbers, counted in another way.
    void replace(const std::string& name, Value value) { values_[name] = std::move(value); }
    /// How many nodes hear it that are needed or may be yet; the output counts as one more.
    int listeners(const std::string& name) const { return needs_.listeners(name); }

    // The network

    /// A layer more, with its output's shape set. @param origin  what the file calls it, and what to call it
    /// else
    Value add(nn::Node node, nn::Parameters parameters, Dims dims, const std::string& origin);
    nn::Node& node(const Value& value) { return nodes_[static_cast<std::size_t>(value.node)]; }
    nn::Parameters& parameters(const Value& value) {
        return parameters_[static_cast<std::size_t>(value.node)];
    }
    const nn::Shape& shape(const Value& value) const {
        return nodes_[static_cast<std::size_t>(value.node)].output;
    }
    /// The same numbers from a layer that holds them as they are counted, in `shape_of(dims)`: the same one
    /// where it does, else one that moves them.
    Value laid_out(const Value& value, const std::string& origin);
    /// Whether the node at hand, which hears `name`, is the only one that still wants anything of its layer,
    /// so that the layer may be changed: its bias, its non-linearity.
    bool is_free(const std::string& name) const;
    /// What it hears is wanted once less.
    void done_with(const GraphNode& node);

    /// How many weights all layers may have, and how many numbers what is worked out beside them.
    std::int64_t most_weights() const { return most_weights_; }

    std::int64_t batch() const { return batch_; }  ///< of the file; cut to one
    void note(Message message);

    bool is_output(const std::string& name) const { return name == output_; }
    /// Where the last layer only stretches logits by one factor above 0, which nobody but the softmax at hand
    /// wants: instead of it, the network has a temperature, 1 / factor.
    void take_temperature(const std::string& name);
    /// The file means the logarithms of this value, which a softmax made.
    void log_of(const std::string& name) { logs_.insert(name); }

    Lowered finish(std::vector<std::string> classes);

  private:
    void add_input(const GraphInput& input);
    void decide(const std::string& condition, const GraphTensor& tensor);
    std::string name_for(const std::string& origin, const nn::Node& node);
    void turn_input(const Value& value);

    const Graph& graph_;
    std::string output_;
    Needs needs_;
    std::map<std::string, GraphTensor> folded_;
    std::map<std::string, Value> values_;
    std::map<int, int> open_;  // how many nodes still want something of each layer
    std::vector<nn::Node> nodes_;
    std::vector<nn::Parameters> parameters_;
    std::vector<std::string> origins_;
    std::set<std::string> names_;
    std::vector<Message> notes_;
    std::set<std::string> logs_;
    float temperature_ = 1;
    FileInput input_;
    std::int64_t batch_ = 1;
    std::int64_t units_ = 0;    // of all layers
    std::int64_t weights_ = 0;  // likewise
    std::int64_t most_weights_ = 0;
};

/// The output that looks like classes: of those that a node makes, the last.
std::string likely_output(const Graph& graph);

/// `name` made of the characters that layers' names may have.
std::string sanitised(const std::string& name);

}  // namespace convoscope::models::lowering
