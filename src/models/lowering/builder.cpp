#include "models/lowering/builder.h"

#include <algorithm>
#include <cmath>
#include <utility>

#include "base/error.h"
#include "models/json_reader.h"
#include "models/lowering/fused.h"
#include "models/lowering/texts.h"
#include "models/lowering/unquantised.h"
#include "models/utf8.h"
#include "nn/ops/operator.h"

namespace convoscope::models::lowering {
namespace {

bool is_name_character(char c) {
    return (c >= 'A' && c <= 'Z') || (c >= 'a' && c <= 'z') || (c >= '0' && c <= '9') || c == '_' ||
           c == '.' || c == '-';
}

// How many more weights there may be than numbers in the graph, and how many always.
constexpr std::int64_t kTimesMore = 16;
constexpr std::int64_t kAlways = std::int64_t{1} << 24;
constexpr std::size_t kLongestName = 56;  // room for a number that makes it unique

/// Whether it is all of its layer's numbers, none of them twice.
bool has_each_once(const Value& value) {
    if (product(value.dims) != value.size) return false;
    std::vector<char> seen(value.order.size());
    for (const int place : value.order)
        if (std::exchange(seen[static_cast<std::size_t>(place)], 1) != 0) return false;
    return true;
}

/// As a file of ours can hold it. Of a longer one what comes last says more than what comes first.
std::string kept_origin(const std::string& origin) {
    return std::string(end_of(as_utf8(origin), nn::kMaximumOriginLength));
}

}  // namespace

std::string sanitised(const std::string& name) {
    std::string result;
    for (const char c : name) {
        const char kept = is_name_character(c) ? c : '_';
        if (kept == '_' && (result.empty() || result.back() == '_')) continue;
        result += kept;
    }
    while (!result.empty() && (result.back() == '_' || result.back() == '.')) result.pop_back();
    if (result.size() > kLongestName) result = result.substr(result.size() - kLongestName);
    if (result.ends_with(".pre")) result.back() = '_';
    return result;
}

Builder::Builder(const Graph& graph, std::string output)
    : graph_(graph),
      output_(std::move(output)),
      needs_(with_plain_operators(with_whole_bends(graph), graph), output_) {
    for (const std::string& condition : needs_.conditions())
        if (const GraphTensor* tensor = constant(condition)) decide(condition, *tensor);
    std::int64_t numbers = 0;
    for (const auto& [name, tensor] : graph.constants) numbers += static_cast<std::int64_t>(tensor.size());
    most_weights_ = std::min(kAlways + kTimesMore * numbers, nn::kMaximumWeights);
    if (graph.inputs.empty()) throw Error(texts.no_input);
    add_input(graph.inputs[0]);
}

/// Of what is no single number, nobody knows whether it holds.
void Builder::decide(const std::string& condition, const GraphTensor& tensor) {
    if (tensor.size() != 1) return;
    const bool holds = tensor.is_whole() ? tensor.integers[0] != 0 : tensor.values[0] != 0;
    needs_.decide(condition, holds, [&](const std::string& name) {
        if (const Value* value = computed(name)) --open_[value->node];
    });
}

void Builder::add_input(const GraphInput& input) {
    if (input.shape.empty()) throw Error(texts.input_shape, one_line(input.name));
    Dims dims = input.shape;
    batch_ = std::max<std::int64_t>(1, dims[0]);
    dims[0] = 1;
    for (const std::int64_t extent : dims)
        if (extent < 1 || extent > nn::kMaximumExtent) throw Error(texts.input_shape, one_line(input.name));
    // Three extents stay below 2^45, so that no product of ours overflows before it is compared.
    std::int64_t units = 1;
    for (const std::int64_t extent : dims)
        if ((units *= extent) > nn::kMaximumUnits) throw Error(texts.too_large);
    input_.shape = dims;
    nn::Node node;
    node.name = "input";
    node.origin = kept_origin(input.name);
    node.output = shape_of(dims);
    names_.insert(node.name);
    nodes_.push_back(std::move(node));
    parameters_.emplace_back();
    origins_.push_back(input.name);
    set(input.name, {0, product(dims), dims, {}});
}

const GraphTensor* Builder::constant(const std::string& name) const {
    if (const auto found = folded_.find(name); found != folded_.end()) return &found->second;
    const auto found = graph_.constants.find(name);
    return found == graph_.constants.end() ? nullptr : &found->second;
}

void Builder::set_constant(const std::string& name, GraphTensor tensor) {
    if (name.empty()) return;
    if (needs_.is_condition(name)) decide(name, tensor);
    folded_[name] = std::move(tensor);
}

const Value* Builder::computed(const std::string& name) const {
    const auto found = values_.find(name);
    return found == values_.end() ? nullptr : &found->second;
}

void Builder::set(const std::string& name, Value value) {
    if (name.empty()) return;
    open_[value.node] += listeners(name);
    values_[name] = std::move(value);
}

bool Builder::is_free(const std::string& name) const {
    const Value* value = computed(name);
    if (!value || value->node == 0 || open_.at(value->node) != 1) return false;
    return std::ranges::none_of(nodes_, [&](const nn::Node& node) {
        return std::ranges::find(node.inputs, value->node) != node.inputs.end();
    });
}

void Builder::done_with(const GraphNode& node) {
    for (const std::string& input : node.inputs)
        if (const Value* value = computed(input)) --open_[value->node];
}

std::string Builder::name_for(const std::string& origin, const nn::Node& node) {
    std::string name = sanitised(origin);
    if (name.empty()) name = node.op->name;
    std::string unique = name;
    for (int number = 2; !names_.insert(unique).second; ++number)
        unique = name + "_" + std::to_string(number);
    return unique;
}

Value Builder::add(nn::Node node, nn::Parameters parameters, Dims dims, const std::string& origin) {
    if (nodes_.size() >= nn::kMaximumNodes) throw Error(texts.too_many_nodes, nn::kMaximumNodes);
    node.name = name_for(origin, node);
    node.origin = kept_origin(origin);
    node.heard.clear();
    for (const int input : node.inputs) node.heard.push_back(nodes_[static_cast<std::size_t>(input)].output);
    node.output = node.op->output_shape({node, node.heard[0]});
    const std::int64_t size = std::int64_t{node.output.channels} * node.output.height * node.output.width;
    units_ += size;
    if (size > nn::kMaximumUnits || units_ > nn::kMaximumUnits) throw Error(texts.too_large);
    // Any number of nodes may hear the same constant, and each layer has its own.
    weights_ += static_cast<std::int64_t>(parameters.weight.size());
    if (weights_ > most_weights_) throw Error(texts.too_large);
    const int index = static_cast<int>(nodes_.size());
    nodes_.push_back(std::move(node));
    parameters_.push_back(std::move(parameters));
    origins_.push_back(origin);
    return {index, size, std::move(dims), {}};
}

/// The input's layer takes the order in which `value` counts: an array is read into it accordingly.
void Builder::turn_input(const Value& value) {
    const std::vector<int> to = value.order;
    std::vector<int> back(to.size());
    for (std::size_t i = 0; i < to.size(); ++i) back[static_cast<std::size_t>(to[i])] = static_cast<int>(i);
    for (auto& [name, other] : values_) {
        if (other.node != 0) continue;
        std::vector<int> order = whole_order(other);
        for (int& place : order) place = back[static_cast<std::size_t>(place)];
        other = reordered(other, other.dims, std::move(order));
    }
    if (input_.order.empty()) {
        input_.order = to;
    } else {
        std::vector<int> order;
        for (const int place : to) order.push_back(input_.order[static_cast<std::size_t>(place)]);
        input_.order = std::move(order);
    }
}

Value Builder::laid_out(const Value& value, const std::string& origin) {
    const nn::Shape wanted = shape_of(value.dims);
    if (value.order.empty() && shape(value) == wanted) return value;
    const bool heard = std::ranges::any_of(nodes_, [&](const nn::Node& node) {
        return std::ranges::find(node.inputs, value.node) != node.inputs.end();
    });
    if (value.node == 0 && !heard && has_each_once(value)) {
        const Dims dims = value.dims;
        if (!value.order.empty()) turn_input(value);
        nodes_[0].output = wanted;
        return {0, product(dims), dims, {}};
    }
    nn::Node node;
    node.op = &nn::ops::reorder;
    node.inputs = {value.node};
    node.order = whole_order(value);
    node.output = wanted;
    return add(std::move(node), {}, value.dims, origin + ".order");
}

void Builder::take_temperature(const std::string& name) {
    const Value value = *computed(name);
    if (!is_free(name) || value.node + 1 != static_cast<int>(nodes_.size())) return;
    const nn::Node& node = nodes_.back();
    const nn::Parameters& own = parameters_.back();
    const int below = node.inputs[0];
    const bool stretches = node.op == &nn::ops::scale && own.weight.size() == 1 && own.weight[0] > 0 &&
                           own.bias[0] == 0 && node.activation == nn::Activation::Identity;
    if (!stretches || below == 0 || open_[below] != 0 || !std::isfinite(1 / own.weight[0])) return;
    for (const nn::Node& other : nodes_)
        if (&other != &node && std::ranges::find(other.inputs, below) != other.inputs.end()) return;
    temperature_ = 1 / own.weight[0];
    names_.erase(node.name);
    units_ -= value.size;
    nodes_.pop_back();
    parameters_.pop_back();
    origins_.pop_back();
    ++open_[below];
    replace(name, {below, value.size, value.dims, value.order});
}

void Builder::note(Message message) {
    if (std::ranges::find(notes_, message) == notes_.end()) notes_.push_back(std::move(message));
}

std::string likely_output(const Graph& graph) {
    for (auto node = graph.nodes.rbegin(); node != graph.nodes.rend(); ++node)
        for (const std::string& made : node->outputs)
            if (!made.empty() && std::ranges::find(graph.outputs, made) != graph.outputs.end()) return made;
    return graph.outputs[0];
}

Lowered Builder::finish(std::vector<std::string> classes) {
    const Value* const found = computed(output_);
    if (!found) throw Error(texts.output_is_constant, one_line(output_));
    Value value = *found;
    // What nobody hears any more (a branch to an output that is not shown) stands behind the last layer that
    // counts.
    nodes_.resize(static_cast<std::size_t>(value.node) + 1);
    parameters_.resize(nodes_.size());
    origins_.resize(nodes_.size());
    if (value.node == 0) {  // a network that only moves its input: a layer that shows it
        nn::Node node;
        node.op = &nn::ops::bend;
        node.inputs = {0};
        std::vector<int> order = value.order;
        value = {add(std::move(node), {}, value.dims, output_).node, value.size, value.dims,
                 std::move(order)};
    }
    Lowered result;
    result.output = {value.node, false, logs_.contains(output_), value.order, value.dims};
    nn::Node& last = nodes_.back();
    const bool scores =
        last.op == &nn::ops::linear && last.activation == nn::Activation::Identity && last.channels > 1;
    if (scores) {
        last.activation = nn::Activation::Softmax;
        result.output.before = true;
    }
    nn::Architecture architecture;
    architecture.input.shape = nodes_[0].output;
    architecture.temperature = temperature_;
    architecture.nodes = std::move(nodes_);
    const auto count = static_cast<std::size_t>(architecture.nodes.back().output.size());
    if (classes.size() != count) {
        classes.clear();
        for (std::size_t i = 0; i < count; ++i) classes.push_back(std::to_string(i));
    }
    architecture.classes = std::move(classes);
    architecture.resolve();
    result.model = nn::Model(std::move(architecture), std::move(parameters_));
    result.input = std::move(input_);
    result.origins = std::move(origins_);
    result.notes = std::move(notes_);
    return result;
}

}  // namespace convoscope::models::lowering
