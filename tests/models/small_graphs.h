#pragma once

#include <map>
#include <string>
#include <utility>
#include <vector>

#include "models/graph.h"
#include "models/lowering.h"
#include "nn/forward.h"

/// Small graphs on one input, and what their networks make of it.
namespace convoscope::test {

using List = std::vector<std::int64_t>;
using Numbers = std::vector<float>;

/// Called like what it gives.
inline models::GraphNode node(const char* op, std::vector<std::string> inputs, const char* output,
                              std::map<std::string, models::Attribute> attributes = {}) {
    return {op, output, std::move(inputs), {output}, std::move(attributes)};
}

/// A graph of these nodes on x [1, 2, 3], whose last node's output is wanted.
inline models::Graph graph_of(std::vector<models::GraphNode> nodes,
                              std::map<std::string, Numbers> constants = {}) {
    models::Graph graph;
    graph.inputs = {{"x", {1, 2, 3}}};
    graph.outputs = {nodes.back().outputs[0]};
    graph.nodes = std::move(nodes);
    for (auto& [name, numbers] : constants) {
        const List shape = numbers.size() == 1 ? List{} : List{static_cast<std::int64_t>(numbers.size())};
        graph.constants[name] = {shape, std::move(numbers), {}};
    }
    return graph;
}

/// A constant of one whole number, or of a list of several.
inline models::GraphTensor whole(List numbers) {
    const List shape = numbers.size() == 1 ? List{} : List{static_cast<std::int64_t>(numbers.size())};
    return {shape, {}, std::move(numbers)};
}

inline const Numbers kInputX{-2.5f, -0.75f, -0.1f, 0.2f, 0.9f, 3};

inline Numbers result_on_x(const models::Lowered& lowered) {
    nn::Workspace workspace(lowered.model.architecture);
    load_input(lowered.input, kInputX, workspace.input());
    nn::forward(lowered.model, workspace);
    return result_of(lowered.output, workspace);
}

}  // namespace convoscope::test
