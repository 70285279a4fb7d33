#include "models/lowering/fused.h"

#include <algorithm>
#include <cmath>
#include <map>
#include <optional>
#include <string>

namespace convoscope::models::lowering {
namespace {

constexpr double kGain = 1.7159;  // as in nn/bends.h
constexpr double kSlope = 2.0 / 3.0;
constexpr double kInverseRoot2 = 0.70710678118654752;
constexpr double kRoot2OverPi = 0.79788456080286536;
constexpr double kCubic = 0.044715;
constexpr std::size_t kMostFactors = 8;

bool near(double a, double b) { return std::abs(a - b) <= 1e-5 * std::abs(b); }

/// scalar * values[0] * values[1] * ...
struct Product {
    double scalar = 1;
    std::vector<std::string> values;
};

bool same(std::vector<std::string> a, std::vector<std::string> b) {
    std::ranges::sort(a);
    std::ranges::sort(b);
    return a == b;
}

class Finder {
  public:
    explicit Finder(const Graph& graph) : graph_(graph) {
        for (std::size_t i = 0; i < graph.nodes.size(); ++i)
            for (const std::string& output : graph.nodes[i].outputs) makers_[output] = i;
    }

    std::vector<GraphNode> run() {
        std::vector<GraphNode> nodes = graph_.nodes;
        for (std::size_t i = 0; i < nodes.size(); ++i) {
            if (nodes[i].outputs.size() != 1 || (nodes[i].op != "Mul" && nodes[i].op != "Div")) continue;
            first_ = i;
            std::optional<GraphNode> whole = bend_that_ends_in(nodes[i].outputs[0]);
            if (!whole) continue;
            whole->outputs = nodes[i].outputs;
            whole->name = graph_.nodes[first_].name;
            nodes[i] = std::move(*whole);
        }
        return nodes;
    }

  private:
    /// The node that makes a value, where it is of this operator and hears something.
    const GraphNode* made_by(const std::string& value, const char* op) {
        const auto maker = makers_.find(value);
        if (maker == makers_.end()) return nullptr;
        const GraphNode& node = graph_.nodes[maker->second];
        if (node.op != op || node.inputs.empty()) return nullptr;
        first_ = std::min(first_, maker->second);
        return &node;
    }

    /// A constant of one number; PyTorch's newer exporter casts each to what it stands beside.
    std::optional<double> scalar(const std::string& value) const {
        auto found = graph_.constants.find(value);
        if (const auto maker = makers_.find(value); maker != makers_.end()) {
            const GraphNode& node = graph_.nodes[maker->second];
            if (node.op == "CastLike" && !node.inputs.empty()) found = graph_.constants.find(node.inputs[0]);
        }
        if (found == graph_.constants.end() || found->second.size() != 1) return std::nullopt;
        const GraphTensor& tensor = found->second;
        return tensor.is_whole() ? static_cast<double>(tensor.integers[0])
                                 : static_cast<double>(tensor.values[0]);
    }

    /// Multiplied out, as far as products go and no deeper than any of the forms.
    Product product(const std::string& value, int depth = 4) {
        if (const auto number = scalar(value)) return {*number, {}};
        const auto maker = makers_.find(value);
        const GraphNode* node = maker == makers_.end() ? nullptr : &graph_.nodes[maker->second];
        if (depth == 0 || !node || node->inputs.size() != 2) return {1, {value}};
        const std::size_t before = first_;
        const auto whole = [&] {
            first_ = before;
            return Product{1, {value}};
        };
        if (node->op == "Mul") {
            Product left = product(node->inputs[0], depth - 1);
            const Product right = product(node->inputs[1], depth - 1);
            if (left.values.size() + right.values.size() > kMostFactors) return whole();
            left.scalar *= right.scalar;
            left.values.insert(left.values.end(), right.values.begin(), right.values.end());
            first_ = std::min(first_, maker->second);
            return left;
        }
        const auto second = scalar(node->inputs[1]);
        if (!second || (node->op != "Div" && node->op != "Pow")) return {1, {value}};
        Product left = product(node->inputs[0], depth - 1);
        if (node->op == "Div") {
            left.scalar /= *second;
        } else {
            if (*second != 3 || left.values.size() != 1 || left.scalar != 1) return whole();
            left.values.assign(3, left.values[0]);
        }
        first_ = std::min(first_, maker->second);
        return left;
    }

    /// x where `value` is `factor` x.
    bool is_multiple(const std::string& value, double factor, const std::string& x) {
        const Product all = product(value);
        return near(all.scalar, factor) && all.values == std::vector{x};
    }

    /// `other` where `value` is `number` + other.
    std::optional<std::string> added_to(const std::string& value, double number) {
        const GraphNode* sum = made_by(value, "Add");
        if (!sum || sum->inputs.size() != 2) return std::nullopt;
        for (const std::size_t which : {0u, 1u})
            if (const auto constant = scalar(sum->inputs[which]); constant && near(*constant, number))
                return sum->inputs[1 - which];
        return std::nullopt;
    }

    std::optional<GraphNode> bend_that_ends_in(const std::string& value) {
        const Product all = product(value);
        if (all.values.size() == 1 && near(all.scalar, kGain)) return scaled_tanh(all.values[0]);
        if (all.values.size() != 2) return std::nullopt;
        for (const std::size_t which : {0u, 1u}) {
            const std::string& x = all.values[which];
            const std::string& gate = all.values[1 - which];
            const std::size_t before = first_;
            std::optional<GraphNode> found;
            if (all.scalar == 1) found = gated(x, gate);
            if (near(all.scalar, 0.5)) found = gelu(x, gate);
            if (found) return found;
            first_ = before;
        }
        return std::nullopt;
    }

    std::optional<GraphNode> scaled_tanh(const std::string& value) {
        const GraphNode* tanh = made_by(value, "Tanh");
        if (!tanh) return std::nullopt;
        const Product inner = product(tanh->inputs[0]);
        if (inner.values.size() != 1 || !near(inner.scalar, kSlope)) return std::nullopt;
        return GraphNode{"ScaledTanh", "", inner.values, {}, {{"alpha", kGain}, {"beta", kSlope}}};
    }

    std::optional<GraphNode> gated(const std::string& x, const std::string& gate) {
        if (const GraphNode* sigmoid = made_by(gate, "Sigmoid")) {
            const Product inner = product(sigmoid->inputs[0]);
            if (inner.values == std::vector{x})
                return GraphNode{"Swish", "", {x}, {}, {{"alpha", inner.scalar}}};
        }
        const GraphNode* hard = made_by(gate, "HardSigmoid");
        if (!hard || hard->inputs[0] != x) return std::nullopt;
        const auto attribute = [&](const char* name, double otherwise) {
            const auto found = hard->attributes.find(name);
            const double* number =
                found == hard->attributes.end() ? nullptr : std::get_if<double>(&found->second);
            return number ? *number : otherwise;
        };
        if (!near(attribute("alpha", 0.2), 1.0 / 6) || attribute("beta", 0.5) != 0.5) return std::nullopt;
        return GraphNode{"HardSwish", "", {x}, {}, {}};
    }

    /// @param sum  1 + Erf(...) or 1 + Tanh(...)
    std::optional<GraphNode> gelu(const std::string& x, const std::string& sum) {
        const auto bent = added_to(sum, 1);
        if (!bent) return std::nullopt;
        if (const GraphNode* erf = made_by(*bent, "Erf"))
            if (is_multiple(erf->inputs[0], kInverseRoot2, x)) return GraphNode{"Gelu", "", {x}, {}, {}};
        const GraphNode* tanh = made_by(*bent, "Tanh");
        if (!tanh) return std::nullopt;
        const Product inner = product(tanh->inputs[0]);
        if (inner.values.size() != 1 || !near(inner.scalar, kRoot2OverPi)) return std::nullopt;
        const GraphNode* cubic = made_by(inner.values[0], "Add");
        if (!cubic || cubic->inputs.size() != 2) return std::nullopt;
        for (const std::size_t which : {0u, 1u}) {
            if (cubic->inputs[which] != x) continue;
            const Product cube = product(cubic->inputs[1 - which]);
            if (near(cube.scalar, kCubic) && same(cube.values, {x, x, x}))
                return GraphNode{"Gelu", "", {x}, {}, {{"approximate", std::string("tanh")}}};
        }
        return std::nullopt;
    }

    const Graph& graph_;
    std::map<std::string, std::size_t> makers_;
    std::size_t first_ = 0;  // of the nodes that a form is made of; as it was after an attempt that failed
};

}  // namespace

std::vector<GraphNode> with_whole_bends(const Graph& graph) { return Finder(graph).run(); }

}  // namespace convoscope::models::lowering
