#include "models/lowering/unquantised.h"

#include <algorithm>
#include <set>
#include <string>
#include <utility>

namespace convoscope::models::lowering {
namespace {

/// Operators whose inputs are a number of quantised values, each with its scale and zero point, and then the
/// result's scale and zero point.
struct Kind {
    const char* op;
    const char* plain;
    std::size_t values;
};
constexpr Kind kKinds[] = {
    {"QLinearConv", "Conv", 2},
    {"QLinearMatMul", "MatMul", 2},
    {"com.microsoft.QLinearAdd", "Add", 2},
    {"com.microsoft.QLinearMul", "Mul", 2},
    {"com.microsoft.QLinearAveragePool", "AveragePool", 1},
    {"com.microsoft.QLinearGlobalAveragePool", "GlobalAveragePool", 1},
    {"com.microsoft.QLinearLeakyRelu", "LeakyRelu", 1},
    {"com.microsoft.QLinearSigmoid", "Sigmoid", 1},
};
constexpr char kSeparator = '\x1f';  ///< in names of ours: no program writes it

using Attributes = std::map<std::string, Attribute>;

class Expander {
  public:
    explicit Expander(const Graph& graph) : graph_(graph) {}

    std::vector<GraphNode> run(std::vector<GraphNode> nodes) {
        for (const GraphNode& node : nodes)
            if (node.op == "DynamicQuantizeLinear" && !node.outputs.empty()) dynamic_.insert(node.outputs[0]);
        for (GraphNode& node : nodes)
            if (node.outputs.empty() || node.outputs[0].empty() || !expand(node))
                result_.push_back(std::move(node));
        return std::move(result_);
    }

  private:
    /// @return whether it was replaced
    bool expand(const GraphNode& node) {
        if (node.op == "com.microsoft.QuantizeLinear" || node.op == "com.microsoft.DequantizeLinear") {
            result_.push_back(node);
            result_.back().op = node.op.substr(std::string("com.microsoft.").size());
            return true;
        }
        if (has(node, "channels_last")) return false;
        for (const Kind& kind : kKinds)
            if (node.op == kind.op && node.inputs.size() >= 3 * kind.values + 2) return expand(node, kind);
        if (node.op == "com.microsoft.QLinearConcat") return expand_concat(node);
        if (node.op == "com.microsoft.QGemm") return expand_gemm(node);
        if (node.op == "ConvInteger" || node.op == "MatMulInteger") return expand_integer(node);
        return false;
    }

    bool expand(const GraphNode& node, const Kind& kind) {
        std::vector<std::string> plain;
        for (std::size_t i = 0; i < kind.values; ++i) {
            // A kernel may have a scale for each of its outputs.
            const std::int64_t axis = node.op == "QLinearConv" ? 0 : -1;
            plain.push_back(taken_back(node, 3 * i, axis));
        }
        if (node.op == "QLinearConv" && has_input(node, 8)) plain.push_back(taken_back_bias(node, 8));
        return quantise(node, 3 * kind.values, kind.plain, std::move(plain));
    }

    bool expand_concat(const GraphNode& node) {
        if (node.inputs.size() < 5 || node.inputs.size() % 3 != 2) return false;
        std::vector<std::string> plain;
        for (std::size_t i = 2; i < node.inputs.size(); i += 3) plain.push_back(taken_back(node, i, -1));
        return quantise(node, 0, "Concat", std::move(plain));
    }

    /// Without a scale of the result it stays as it is.
    bool expand_gemm(const GraphNode& node) {
        if (node.inputs.size() < 6 || has(node, "alpha")) return false;
        std::vector<std::string> plain{taken_back(node, 0, -1),
                                       taken_back(node, 3, has(node, "transB") ? 0 : 1)};
        if (has_input(node, 6)) plain.push_back(taken_back_bias(node, 6));
        if (has_input(node, 7)) return quantise(node, 7, "Gemm", std::move(plain));
        add(node, "Gemm", std::move(plain), node.outputs[0], node.attributes);
        return true;
    }

    bool expand_integer(const GraphNode& node) {
        if (node.inputs.size() < 2) return false;
        const bool is_input = !graph_.inputs.empty() && node.inputs[0] == graph_.inputs[0].name;
        if (!is_input && !dynamic_.contains(node.inputs[0])) return false;
        const bool is_conv = node.op == "ConvInteger";
        if (is_conv && has_input(node, 3)) {  // one for each map would have to stand before the kernel's axes
            const auto zero = graph_.constants.find(node.inputs[3]);
            if (zero == graph_.constants.end() || zero->second.size() != 1) return false;
        }
        std::vector<std::string> plain{node.inputs[0], node.inputs[1]};
        for (const std::size_t which : {0u, 1u})
            if (has_input(node, which + 2) && !(which == 0 && !is_input))
                plain[which] =
                    add(node, "Sub", {node.inputs[which], node.inputs[which + 2]}, name_for(node, which), {});
        add(node, is_conv ? "Conv" : "MatMul", std::move(plain), node.outputs[0], node.attributes);
        return true;
    }

    /// Input number `index` as a plain value; its scale and zero point follow.
    std::string taken_back(const GraphNode& node, std::size_t index, std::int64_t axis) {
        std::vector<std::string> inputs(node.inputs.begin() + static_cast<std::ptrdiff_t>(index),
                                        node.inputs.begin() + static_cast<std::ptrdiff_t>(index) + 3);
        return add(node, "DequantizeLinear", std::move(inputs), name_for(node, index), {{"axis", axis}});
    }

    /// A bias, whose scale is the product of the values' scales.
    std::string taken_back_bias(const GraphNode& node, std::size_t index) {
        const std::string scale =
            add(node, "Mul", {node.inputs[1], node.inputs[4]}, name_for(node, index + 1), {});
        return add(node, "DequantizeLinear", {node.inputs[index], scale}, name_for(node, index),
                   {{"axis", std::int64_t{0}}});
    }

    /// The plain operator, and its result rounded. @param scale  which input is the result's scale
    bool quantise(const GraphNode& node, std::size_t scale, const char* plain,
                  std::vector<std::string> inputs) {
        Attributes attributes = node.attributes;
        Attributes rounding;
        if (auto type = attributes.extract("output_dtype"); !type.empty()) rounding.insert(std::move(type));
        std::vector<std::string> rounded{add(node, plain, std::move(inputs),
                                             name_for(node, node.inputs.size() + 1), std::move(attributes))};
        for (const std::size_t index : {scale, scale + 1})
            if (has_input(node, index)) rounded.push_back(node.inputs[index]);
        add(node, "QuantizeLinear", std::move(rounded), node.outputs[0], std::move(rounding));
        result_.back().name += ".rounded";
        return true;
    }

    /// @return the name of what it gives
    std::string add(const GraphNode& of, const char* op, std::vector<std::string> inputs, std::string output,
                    Attributes attributes) {
        result_.push_back({op,
                           of.name.empty() ? of.outputs[0] : of.name,
                           std::move(inputs),
                           {output},
                           std::move(attributes)});
        return output;
    }

    static std::string name_for(const GraphNode& node, std::size_t number) {
        return node.outputs[0] + kSeparator + std::to_string(number);
    }
    static bool has_input(const GraphNode& node, std::size_t index) {
        return index < node.inputs.size() && !node.inputs[index].empty();
    }
    /// Whether an attribute is there and neither 0 nor 1.0, which say nothing.
    static bool has(const GraphNode& node, const char* name) {
        const auto found = node.attributes.find(name);
        if (found == node.attributes.end()) return false;
        const auto* whole = std::get_if<std::int64_t>(&found->second);
        const auto* number = std::get_if<double>(&found->second);
        return !(whole && *whole == 0) && !(number && *number == 1);
    }

    const Graph& graph_;
    std::set<std::string> dynamic_;  ///< what DynamicQuantizeLinear gives
    std::vector<GraphNode> result_;
};

}  // namespace

std::vector<GraphNode> with_plain_operators(std::vector<GraphNode> nodes, const Graph& graph) {
    return Expander(graph).run(std::move(nodes));
}

}  // namespace convoscope::models::lowering
