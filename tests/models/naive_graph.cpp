#include "models/naive_graph.h"

#include <algorithm>
#include <cmath>
#include <limits>
#include <map>
#include <stdexcept>

namespace convoscope::models::test_foreign {
namespace {

using Ints = std::vector<std::int64_t>;

struct Value {
    Ints shape;
    std::vector<float> numbers;
    std::int64_t at(std::size_t axis) const { return shape[axis]; }
};

class Interpreter {
  public:
    explicit Interpreter(const Graph& graph) : graph_(graph) {}

    std::vector<float> run(const std::vector<float>& picture) {
        Ints shape = graph_.inputs.at(0).shape;
        shape[0] = 1;
        values_[graph_.inputs[0].name] = {shape, picture};
        for (const GraphNode& node : graph_.nodes) values_[node.outputs.at(0)] = result(node);
        return values_.at(graph_.outputs.at(0)).numbers;
    }

  private:
    const Value& value(const std::string& name) {
        if (const auto constant = graph_.constants.find(name); constant != graph_.constants.end())
            values_[name] = {constant->second.shape, constant->second.values};
        return values_.at(name);
    }
    static Ints ints(const GraphNode& node, const char* name) {
        return std::get<Ints>(node.attributes.at(name));
    }
    static std::int64_t number(const GraphNode& node, const char* name) {
        return std::get<std::int64_t>(node.attributes.at(name));
    }

    Value result(const GraphNode& node) {
        const Value& in = value(node.inputs.at(0));
        if (node.op == "Conv") return conv(node, in);
        if (node.op == "MaxPool" || node.op == "AveragePool") return pool(node, in);
        if (node.op == "GlobalAveragePool") return global(in);
        if (node.op == "Gemm") return gemm(node, in);
        if (node.op == "BatchNormalization") return normalise(node, in);
        if (node.op == "Flatten") return {{1, static_cast<std::int64_t>(in.numbers.size())}, in.numbers};
        if (node.op == "Transpose") return pixels_first(in);
        if (node.op == "Add") return add(in, value(node.inputs.at(1)));
        return each(node, in);
    }

    Value each(const GraphNode& node, const Value& in) {
        Value out = in;
        const auto map = [&](const auto& function) {
            for (float& number : out.numbers) number = function(number);
            return out;
        };
        if (node.op == "Relu") return map([](float x) { return std::max(x, 0.0f); });
        if (node.op == "Tanh") return map([](float x) { return std::tanh(x); });
        if (node.op == "Sigmoid") return map([](float x) { return 1 / (1 + std::exp(-x)); });
        if (node.op == "Clip") return map([](float x) { return std::clamp(x, 0.0f, 6.0f); });
        const auto alpha = static_cast<float>(
            node.attributes.contains("alpha") ? std::get<double>(node.attributes.at("alpha")) : 0.25);
        if (node.op == "LeakyRelu" || node.op == "PRelu")
            return map([&](float x) { return x < 0 ? alpha * x : x; });
        if (node.op == "Elu") return map([&](float x) { return x < 0 ? alpha * (std::exp(x) - 1) : x; });
        throw std::runtime_error("no operator " + node.op);
    }

    /// Calls use(row, column) for each cell of a window that lies on the map.
    template <typename Use>
    static void window(const Value& in, std::int64_t row, std::int64_t column, const Ints& kernel,
                       const Ints& strides, const Ints& pads, const Use& use) {
        for (std::int64_t i = 0; i < kernel[0]; ++i)
            for (std::int64_t j = 0; j < kernel[1]; ++j) {
                const std::int64_t y = row * strides[0] - pads[0] + i;
                const std::int64_t x = column * strides[1] - pads[1] + j;
                if (y >= 0 && y < in.at(2) && x >= 0 && x < in.at(3)) use(i, j, y * in.at(3) + x);
            }
    }
    static std::int64_t count(const Value& in, std::size_t axis, const Ints& kernel, const Ints& strides,
                              const Ints& pads, bool ceil) {
        const std::int64_t room = in.at(2 + axis) + pads[axis] + pads[axis + 2] - kernel[axis];
        return room / strides[axis] + 1 + (ceil && room % strides[axis] != 0 ? 1 : 0);
    }

    Value conv(const GraphNode& node, const Value& in) {
        const Value weight = value(node.inputs.at(1));
        const Value bias =
            node.inputs.size() > 2 ? value(node.inputs[2]) : Value{{}, std::vector<float>(weight.at(0), 0)};
        const Ints kernel{weight.at(2), weight.at(3)};
        const Ints strides = ints(node, "strides");
        const Ints pads = ints(node, "pads");
        const std::int64_t group_out = weight.at(0) / number(node, "group");
        Value out{{1, weight.at(0), count(in, 0, kernel, strides, pads, false),
                   count(in, 1, kernel, strides, pads, false)},
                  {}};
        for (std::int64_t o = 0; o < weight.at(0); ++o)
            for (std::int64_t row = 0; row < out.at(2); ++row)
                for (std::int64_t column = 0; column < out.at(3); ++column) {
                    float sum = bias.numbers[o];
                    window(
                        in, row, column, kernel, strides, pads,
                        [&](std::int64_t i, std::int64_t j, std::int64_t place) {
                            for (std::int64_t c = 0; c < weight.at(1); ++c)
                                sum +=
                                    weight.numbers[((o * weight.at(1) + c) * kernel[0] + i) * kernel[1] + j] *
                                    in.numbers[(o / group_out * weight.at(1) + c) * in.at(2) * in.at(3) +
                                               place];
                        });
                    out.numbers.push_back(sum);
                }
        return out;
    }
    Value pool(const GraphNode& node, const Value& in) {
        const Ints kernel = ints(node, "kernel_shape");
        const Ints strides = ints(node, "strides");
        const Ints pads = ints(node, "pads");
        const bool ceil = number(node, "ceil_mode") != 0;
        Value out{{1, in.at(1), count(in, 0, kernel, strides, pads, ceil),
                   count(in, 1, kernel, strides, pads, ceil)},
                  {}};
        for (std::int64_t c = 0; c < in.at(1); ++c)
            for (std::int64_t row = 0; row < out.at(2); ++row)
                for (std::int64_t column = 0; column < out.at(3); ++column) {
                    float most = -std::numeric_limits<float>::infinity();
                    float sum = 0;
                    window(in, row, column, kernel, strides, pads,
                           [&](std::int64_t, std::int64_t, std::int64_t place) {
                               const float one = in.numbers[c * in.at(2) * in.at(3) + place];
                               most = std::max(most, one);
                               sum += one;
                           });
                    out.numbers.push_back(
                        node.op == "MaxPool" ? most : sum / static_cast<float>(kernel[0] * kernel[1]));
                }
        return out;
    }
    static Value global(const Value& in) {
        Value out{{1, in.at(1), 1, 1}, {}};
        const std::int64_t pixels = in.at(2) * in.at(3);
        for (std::int64_t c = 0; c < in.at(1); ++c) {
            float sum = 0;
            for (std::int64_t i = 0; i < pixels; ++i) sum += in.numbers[c * pixels + i];
            out.numbers.push_back(sum / static_cast<float>(pixels));
        }
        return out;
    }
    Value gemm(const GraphNode& node, const Value& in) {
        const Value weight = value(node.inputs.at(1));
        const bool transposed = number(node, "transB") != 0;
        const std::int64_t outs = weight.at(transposed ? 0 : 1);
        const std::int64_t ins = weight.at(transposed ? 1 : 0);
        Value out{{1, outs},
                  node.inputs.size() > 2 ? value(node.inputs[2]).numbers : std::vector<float>(outs, 0)};
        for (std::int64_t o = 0; o < outs; ++o)
            for (std::int64_t i = 0; i < ins; ++i)
                out.numbers[o] += in.numbers.at(i) * weight.numbers[transposed ? o * ins + i : i * outs + o];
        return out;
    }
    Value normalise(const GraphNode& node, const Value& in) {
        std::vector<Value> four;
        for (std::size_t i = 1; i < 5; ++i) four.push_back(value(node.inputs.at(i)));
        const auto epsilon = static_cast<float>(std::get<double>(node.attributes.at("epsilon")));
        Value out = in;
        const std::size_t each = in.numbers.size() / static_cast<std::size_t>(in.at(1));
        for (std::size_t i = 0; i < out.numbers.size(); ++i) {
            const std::size_t c = i / each;
            out.numbers[i] = (in.numbers[i] - four[2].numbers[c]) / std::sqrt(four[3].numbers[c] + epsilon) *
                                 four[0].numbers[c] +
                             four[1].numbers[c];
        }
        return out;
    }
    static Value pixels_first(const Value& in) {
        Value out{{1, in.at(2), in.at(3), in.at(1)}, {}};
        const std::int64_t pixels = in.at(2) * in.at(3);
        for (std::int64_t i = 0; i < pixels; ++i)
            for (std::int64_t c = 0; c < in.at(1); ++c) out.numbers.push_back(in.numbers[c * pixels + i]);
        return out;
    }
    static Value add(const Value& a, const Value& b) {
        Value out = a;
        for (std::size_t i = 0; i < out.numbers.size(); ++i) out.numbers[i] += b.numbers.at(i);
        return out;
    }

    const Graph& graph_;
    std::map<std::string, Value> values_;
};

}  // namespace

std::vector<float> run(const Graph& graph, const std::vector<float>& picture) {
    return Interpreter(graph).run(picture);
}

}  // namespace convoscope::models::test_foreign
