#include "models/lowering.h"

#include <algorithm>
#include <cmath>

#include "models/constants.h"
#include "models/json_reader.h"
#include "models/lowering/step.h"

namespace convoscope::models {
namespace {

using lowering::Builder;
using lowering::Handler;
using lowering::Step;
using lowering::texts;

constexpr std::int64_t kMostMoved = std::int64_t{1} << 28;  ///< numbers that all nodes may move

std::map<std::string, Handler> all_handlers() {
    std::map<std::string, Handler> all;
    for (const auto* family :
         {&lowering::window_handlers(), &lowering::linear_handlers(), &lowering::arithmetic_handlers(),
          &lowering::bend_handlers(), &lowering::norm_handlers(), &lowering::move_handlers(),
          &lowering::quantised_handlers()})
        all.insert(family->begin(), family->end());
    return all;
}

std::string known_operators() {
    std::string words;
    for (const auto& [name, handler] : all_handlers()) words += (words.empty() ? "" : ", ") + name;
    return words;
}

/// The shape of a value that is computed, as Shape wants to know it.
GraphTensor shape_alone(const lowering::Value& value) {
    GraphTensor tensor;
    tensor.shape = value.dims;
    return tensor;
}

/// As evaluate_constant(), with operators put into its words that it does not know.
std::optional<GraphTensor> worked_out(GraphNode node, std::span<const GraphTensor* const> inputs, int opset) {
    constexpr std::int64_t kFloat = 1;  // of TensorProto's types
    constexpr std::int64_t kInt64 = 7;
    if (node.op == "CastLike" && inputs.size() == 2 && inputs[1]) {
        node.op = "Cast";
        node.attributes["to"] = inputs[1]->is_whole() ? kInt64 : kFloat;
        return evaluate_constant(node, inputs.first(1), opset);
    }
    if (node.op == "And") node.op = "Min";
    if (node.op == "Or") node.op = "Max";
    const bool at_least = node.op == "GreaterOrEqual";
    if (!at_least && node.op != "LessOrEqual") return evaluate_constant(node, inputs, opset);
    node.op = at_least ? "Less" : "Greater";
    const auto opposite = evaluate_constant(node, inputs, opset);
    if (!opposite) return std::nullopt;
    node.op = "Not";
    const GraphTensor* const only = &*opposite;
    return evaluate_constant(node, {&only, 1}, opset);
}

/// What depends on no picture is worked out here.
/// @param numbers  how many more all of that may have
/// @return whether it was
bool fold(Builder& builder, const GraphNode& node, std::int64_t& numbers) {
    std::vector<const GraphTensor*> inputs;
    GraphTensor shape;
    for (const std::string& name : node.inputs) {
        const GraphTensor* tensor = name.empty() ? nullptr : builder.constant(name);
        // These want to know the shape of a value, and that it has decimals.
        const bool only_asks =
            node.op == "Shape" || node.op == "Size" || (node.op == "CastLike" && !inputs.empty());
        if (!tensor && only_asks && builder.computed(name)) {
            shape = shape_alone(*builder.computed(name));
            tensor = &shape;
        }
        if (!tensor && !name.empty()) return false;
        inputs.push_back(tensor);
    }
    if (node.outputs.size() != 1) return false;
    auto result = worked_out(node, inputs, builder.graph().opset);
    if (!result) return false;
    numbers -= static_cast<std::int64_t>(result->size());
    if (numbers < 0) throw Error(texts.too_large);
    builder.set_constant(node.outputs[0], std::move(*result));
    return true;
}

void make_layers(Builder& builder) {
    static const std::map<std::string, Handler> handlers = all_handlers();
    std::int64_t numbers = builder.most_weights();
    std::int64_t moved = 0;
    std::int64_t kept = 0;  // places in orders
    while (const GraphNode* next = builder.take_node()) {
        const GraphNode& node = *next;
        Step step(builder, node);
        try {
            if (fold(builder, node, numbers)) {
                builder.done_with(node);
                continue;
            }
            for (const std::string& input : node.inputs)
                if (const lowering::Value* value = builder.computed(input))
                    moved += lowering::product(value->dims);
            if (moved > kMostMoved) throw Error(texts.too_large);
            const auto handler = handlers.find(node.op);
            if (handler == handlers.end()) throw Error(texts.unknown_operator, known_operators());
            handler->second(step);
            // A Gather of a few numbers gives many.
            for (const std::string& output : node.outputs)
                if (const lowering::Value* value = builder.computed(output))
                    kept += static_cast<std::int64_t>(value->order.size());
            if (kept > kMostMoved) throw Error(texts.too_large);
        } catch (const Error& error) {
            throw Error(texts.at_node, one_line(step.origin()), one_line(node.op), error.message());
        }
        builder.done_with(node);
    }
}

}  // namespace

void load_input(const FileInput& input, std::span<const float> array, std::span<float> target) {
    for (std::size_t i = 0; i < target.size(); ++i)
        target[i] = array[input.order.empty() ? i : static_cast<std::size_t>(input.order[i])];
}

std::vector<float> result_of(const FileOutput& output, const nn::Workspace& workspace) {
    const auto before = workspace.pre_activations(output.node);
    const auto values = output.before || output.log ? before : workspace.activations(output.node);
    std::vector<float> all(values.begin(), values.end());
    if (output.log) {  // from the logits: a probability of 0 has a logarithm, too
        const float largest = *std::ranges::max_element(all);
        double sum = 0;
        for (const float logit : all) sum += std::exp(static_cast<double>(logit - largest));
        for (float& value : all) value -= largest + static_cast<float>(std::log(sum));
    }
    if (output.order.empty()) return all;
    std::vector<float> result;
    for (const int place : output.order) result.push_back(all[static_cast<std::size_t>(place)]);
    return result;
}

Lowered lower(const Graph& graph, const std::vector<std::string>& classes) {
    if (graph.outputs.empty()) throw Error(texts.no_output);
    const std::string output = graph.outputs.size() == 1 ? graph.outputs[0] : lowering::likely_output(graph);
    Builder builder(graph, output);
    if (graph.outputs.size() > 1) builder.note({texts.other_outputs, graph.outputs.size(), one_line(output)});
    if (builder.batch() > 1) builder.note({texts.batch_cut, builder.batch()});
    make_layers(builder);
    return builder.finish(classes);
}

}  // namespace convoscope::models
