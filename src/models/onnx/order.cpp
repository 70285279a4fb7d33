#include "models/onnx/order.h"

#include <functional>
#include <queue>
#include <unordered_map>

#include "base/error.h"
#include "models/json_reader.h"
#include "models/onnx/texts.h"

namespace convoscope::models::onnx {
namespace {

constexpr std::size_t kGiven = static_cast<std::size_t>(-1);  ///< no node makes it

/// Who makes each value.
using Makers = std::unordered_map<std::string, std::size_t>;

void add(Makers& makers, const std::string& value, std::size_t maker) {
    if (!makers.emplace(value, maker).second)
        throw Error(texts.damaged, Message(texts.value_twice, one_line(value)));
}

Makers makers_of(const Graph& graph) {
    Makers makers;
    for (const auto& [name, tensor] : graph.constants) add(makers, name, kGiven);
    for (const GraphInput& input : graph.inputs) add(makers, input.name, kGiven);
    for (std::size_t i = 0; i < graph.nodes.size(); ++i)
        for (const std::string& output : graph.nodes[i].outputs)
            if (!output.empty()) add(makers, output, i);
    return makers;
}

}  // namespace

Message words_for(const GraphNode& node) {
    if (!node.name.empty()) return Message(texts.node, one_line(node.name), one_line(node.op));
    return Message(texts.node_of, one_line(node.outputs.empty() ? "" : node.outputs.front()),
                   one_line(node.op));
}

void put_in_order(Graph& graph) {
    const Makers makers = makers_of(graph);
    const std::size_t count = graph.nodes.size();
    std::vector<std::vector<std::size_t>> listeners(count);
    std::vector<std::size_t> waits(count, 0);  // for so many inputs
    for (std::size_t i = 0; i < count; ++i) {
        for (const std::string& input : graph.nodes[i].inputs) {
            if (input.empty()) continue;
            const auto maker = makers.find(input);
            if (maker == makers.end())
                throw Error(texts.damaged,
                            Message(texts.value_unknown, words_for(graph.nodes[i]), one_line(input)));
            if (maker->second == kGiven) continue;
            listeners[maker->second].push_back(i);
            ++waits[i];
        }
    }
    for (const std::string& output : graph.outputs)
        if (!makers.contains(output))
            throw Error(texts.damaged, Message(texts.output_unknown, one_line(output)));

    std::priority_queue<std::size_t, std::vector<std::size_t>, std::greater<>> ready;  // the first one first
    for (std::size_t i = 0; i < count; ++i)
        if (waits[i] == 0) ready.push(i);
    std::vector<GraphNode> ordered;
    ordered.reserve(count);
    while (!ready.empty()) {
        const std::size_t next = ready.top();
        ready.pop();
        ordered.push_back(std::move(graph.nodes[next]));
        for (const std::size_t listener : listeners[next])
            if (--waits[listener] == 0) ready.push(listener);
    }
    for (std::size_t i = 0; i < count; ++i)
        if (waits[i] != 0) throw Error(texts.damaged, Message(texts.cycle, words_for(graph.nodes[i])));
    graph.nodes = std::move(ordered);
}

}  // namespace convoscope::models::onnx
