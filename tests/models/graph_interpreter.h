#pragma once

#include <algorithm>
#include <cmath>
#include <cstdint>
#include <functional>
#include <map>
#include <numeric>
#include <stdexcept>
#include <string>
#include <vector>

#include "models/graph.h"

/// Runs a models::Graph, operation by operation as ONNX describes them, in double loops: slow, and written
/// apart from everything that it tests.
namespace convoscope::test {

struct Array {
    std::vector<std::int64_t> shape;
    std::vector<double> values;
};

inline std::int64_t product(const std::vector<std::int64_t>& shape, std::size_t from = 0) {
    std::int64_t all = 1;
    for (std::size_t i = from; i < shape.size(); ++i) all *= shape[i];
    return all;
}

/// Calls act(index) for all indices of the shape, in C order.
inline void each_index(const std::vector<std::int64_t>& shape,
                       const std::function<void(const std::vector<std::int64_t>&)>& act) {
    std::vector<std::int64_t> at(shape.size(), 0);
    for (std::int64_t left = product(shape); left > 0; --left) {
        act(at);
        for (std::size_t i = shape.size(); i-- > 0;) {
            if (++at[i] < shape[i]) break;
            at[i] = 0;
        }
    }
}

inline std::size_t place(const std::vector<std::int64_t>& shape, const std::vector<std::int64_t>& at) {
    std::int64_t result = 0;
    for (std::size_t i = 0; i < shape.size(); ++i) result = result * shape[i] + at[i];
    return static_cast<std::size_t>(result);
}

class GraphInterpreter {
  public:
    explicit GraphInterpreter(const models::Graph& graph) : graph_(graph) {}

    /// The graph's first output.
    Array operator()(const std::vector<Array>& inputs) {
        values_.clear();
        for (const auto& [name, tensor] : graph_.constants) {
            Array array{tensor.shape, {}};
            if (tensor.is_whole())
                array.values.assign(tensor.integers.begin(), tensor.integers.end());
            else
                array.values.assign(tensor.values.begin(), tensor.values.end());
            values_[name] = array;
        }
        for (std::size_t i = 0; i < inputs.size(); ++i) values_[graph_.inputs.at(i).name] = inputs[i];
        for (const models::GraphNode& node : graph_.nodes) values_[node.outputs.at(0)] = run(node);
        return values_.at(graph_.outputs.at(0));
    }

  private:
    using Ints = std::vector<std::int64_t>;

    const Array& in(const models::GraphNode& node, std::size_t i) const {
        return values_.at(node.inputs.at(i));
    }
    static bool has(const models::GraphNode& node, std::size_t i) {
        return i < node.inputs.size() && !node.inputs[i].empty();
    }
    template <class T>
    static T attribute(const models::GraphNode& node, const char* name, T otherwise) {
        const auto found = node.attributes.find(name);
        return found == node.attributes.end() ? otherwise : std::get<T>(found->second);
    }

    static Array map(const Array& x, const std::function<double(double)>& f) {
        Array y = x;
        std::ranges::transform(x.values, y.values.begin(), f);
        return y;
    }

    static Array broadcast(const Array& a, const Array& b, const std::function<double(double, double)>& f) {
        const std::size_t rank = std::max(a.shape.size(), b.shape.size());
        const auto extended = [&](const Array& of) {
            Ints shape(rank - of.shape.size(), 1);
            shape.insert(shape.end(), of.shape.begin(), of.shape.end());
            return shape;
        };
        const Ints of_a = extended(a), of_b = extended(b);
        Array y;
        for (std::size_t i = 0; i < rank; ++i) {
            if (of_a[i] != of_b[i] && of_a[i] != 1 && of_b[i] != 1) throw std::runtime_error("shapes differ");
            y.shape.push_back(std::max(of_a[i], of_b[i]));
        }
        each_index(y.shape, [&](const Ints& at) {
            Ints at_a = at, at_b = at;
            for (std::size_t i = 0; i < rank; ++i) {
                if (of_a[i] == 1) at_a[i] = 0;
                if (of_b[i] == 1) at_b[i] = 0;
            }
            y.values.push_back(f(a.values[place(of_a, at_a)], b.values[place(of_b, at_b)]));
        });
        return y;
    }

    struct Axis {
        std::int64_t size, kernel, stride, dilation, before, out;
    };
    static Axis axis_of(const models::GraphNode& node, std::size_t i, std::int64_t size,
                        std::int64_t kernel) {
        const std::int64_t stride = attribute<Ints>(node, "strides", {1, 1})[i];
        const std::int64_t dilation = attribute<Ints>(node, "dilations", {1, 1})[i];
        const std::int64_t reach = (kernel - 1) * dilation + 1;
        if (attribute<std::string>(node, "auto_pad", "NOTSET") == "SAME_UPPER") {
            const std::int64_t out = (size + stride - 1) / stride;
            const std::int64_t padding = std::max<std::int64_t>(0, (out - 1) * stride + reach - size);
            return {size, kernel, stride, dilation, padding / 2, out};
        }
        return {size, kernel, stride, dilation, 0, (size - reach) / stride + 1};
    }

    static Array conv(const models::GraphNode& node, const Array& x, const Array& w, const Array* bias) {
        const std::int64_t groups = attribute<std::int64_t>(node, "group", 1);
        const std::int64_t per_group = w.shape[1], outs = w.shape[0] / groups;
        if (x.shape[1] != per_group * groups) throw std::runtime_error("channels differ");
        const Axis rows = axis_of(node, 0, x.shape[2], w.shape[2]);
        const Axis columns = axis_of(node, 1, x.shape[3], w.shape[3]);
        Array y{{x.shape[0], w.shape[0], rows.out, columns.out}, {}};
        each_index(y.shape, [&](const Ints& at) {
            double sum = bias ? bias->values[static_cast<std::size_t>(at[1])] : 0;
            for (std::int64_t c = 0; c < per_group; ++c)
                for (std::int64_t i = 0; i < rows.kernel; ++i)
                    for (std::int64_t j = 0; j < columns.kernel; ++j) {
                        const std::int64_t r = at[2] * rows.stride + i * rows.dilation - rows.before;
                        const std::int64_t q = at[3] * columns.stride + j * columns.dilation - columns.before;
                        if (r < 0 || q < 0 || r >= rows.size || q >= columns.size) continue;
                        const std::int64_t channel = at[0] * x.shape[1] + at[1] / outs * per_group + c;
                        const std::int64_t kernel = (at[1] * per_group + c) * rows.kernel + i;
                        sum +=
                            x.values[static_cast<std::size_t>((channel * rows.size + r) * columns.size + q)] *
                            w.values[static_cast<std::size_t>(kernel * columns.kernel + j)];
                    }
            y.values.push_back(sum);
        });
        return y;
    }

    static Array pool(const models::GraphNode& node, const Array& x, bool largest, bool all) {
        const Ints kernel = all ? Ints{x.shape[2], x.shape[3]} : attribute<Ints>(node, "kernel_shape", {});
        const Axis rows = axis_of(node, 0, x.shape[2], kernel[0]);
        const Axis columns = axis_of(node, 1, x.shape[3], kernel[1]);
        Array y{{x.shape[0], x.shape[1], rows.out, columns.out}, {}};
        each_index(y.shape, [&](const Ints& at) {
            double sum = 0, most = -INFINITY;
            int count = 0;
            for (std::int64_t i = 0; i < kernel[0]; ++i)
                for (std::int64_t j = 0; j < kernel[1]; ++j) {
                    const std::int64_t r = at[2] * rows.stride + i - rows.before;
                    const std::int64_t q = at[3] * columns.stride + j - columns.before;
                    if (r < 0 || q < 0 || r >= rows.size || q >= columns.size) continue;
                    const double value = x.values[place(x.shape, {at[0], at[1], r, q})];
                    sum += value;
                    most = std::max(most, value);
                    ++count;
                }
            y.values.push_back(largest ? most : sum / count);
        });
        return y;
    }

    /// a (..., k) times b (k, n)
    static Array matmul(const Array& a, const Array& b) {
        const std::int64_t inner = b.shape[0], columns = b.shape[1];
        if (a.shape.back() != inner) throw std::runtime_error("inner extents differ");
        Array y{a.shape, {}};
        y.shape.back() = columns;
        for (std::int64_t row = 0; row < product(a.shape) / inner; ++row)
            for (std::int64_t column = 0; column < columns; ++column) {
                double sum = 0;
                for (std::int64_t k = 0; k < inner; ++k)
                    sum += a.values[static_cast<std::size_t>(row * inner + k)] *
                           b.values[static_cast<std::size_t>(k * columns + column)];
                y.values.push_back(sum);
            }
        return y;
    }

    static Array softmax(const Array& x, std::size_t axis, bool logarithm) {
        Array y = x;
        const std::int64_t extent = x.shape[axis], inner = product(x.shape, axis + 1);
        for (std::int64_t outer = 0; outer < product(x.shape) / extent / inner; ++outer)
            for (std::int64_t k = 0; k < inner; ++k) {
                const auto at = [&](std::int64_t i) {
                    return static_cast<std::size_t>((outer * extent + i) * inner + k);
                };
                double most = -INFINITY, sum = 0;
                for (std::int64_t i = 0; i < extent; ++i) most = std::max(most, x.values[at(i)]);
                for (std::int64_t i = 0; i < extent; ++i) sum += std::exp(x.values[at(i)] - most);
                for (std::int64_t i = 0; i < extent; ++i) {
                    const double part = x.values[at(i)] - most - std::log(sum);
                    y.values[at(i)] = logarithm ? part : std::exp(part);
                }
            }
        return y;
    }

    static Array transpose(const Array& x, const Ints& axes) {
        Array y;
        for (const std::int64_t axis : axes) y.shape.push_back(x.shape[static_cast<std::size_t>(axis)]);
        each_index(y.shape, [&](const Ints& at) {
            Ints from(at.size());
            for (std::size_t i = 0; i < at.size(); ++i) from[static_cast<std::size_t>(axes[i])] = at[i];
            y.values.push_back(x.values[place(x.shape, from)]);
        });
        return y;
    }

    static Array reshape(const Array& x, const Array& to) {
        Array y{{}, x.values};
        std::int64_t known = 1;
        for (std::size_t i = 0; i < to.values.size(); ++i) {
            const auto extent = static_cast<std::int64_t>(to.values[i]);
            y.shape.push_back(extent == 0 ? x.shape[i] : extent);
            if (extent != -1) known *= y.shape.back();
        }
        std::ranges::replace(y.shape, -1, product(x.shape) / known);
        if (product(y.shape) != product(x.shape)) throw std::runtime_error("not as many values");
        return y;
    }

    static Array pad(const Array& x, const Array& pads) {
        Array y{x.shape, {}};
        const std::size_t rank = x.shape.size();
        for (std::size_t i = 0; i < rank; ++i)
            y.shape[i] += static_cast<std::int64_t>(pads.values[i] + pads.values[i + rank]);
        each_index(y.shape, [&](Ints at) {
            bool inside = true;
            for (std::size_t i = 0; i < rank; ++i) {
                at[i] -= static_cast<std::int64_t>(pads.values[i]);
                inside = inside && at[i] >= 0 && at[i] < x.shape[i];
            }
            y.values.push_back(inside ? x.values[place(x.shape, at)] : 0);
        });
        return y;
    }

    static Array slice(const Array& x, const Array& starts, const Array& ends, const Array& axes) {
        Ints first(x.shape.size(), 0);
        Array y{x.shape, {}};
        for (std::size_t i = 0; i < axes.values.size(); ++i) {
            const auto axis = static_cast<std::size_t>(axes.values[i]);
            const double size = static_cast<double>(x.shape[axis]);
            const double end = ends.values[i] < 0 ? size + ends.values[i] : std::min(size, ends.values[i]);
            first[axis] = static_cast<std::int64_t>(starts.values[i]);
            y.shape[axis] = static_cast<std::int64_t>(end) - first[axis];
        }
        each_index(y.shape, [&](Ints at) {
            for (std::size_t i = 0; i < at.size(); ++i) at[i] += first[i];
            y.values.push_back(x.values[place(x.shape, at)]);
        });
        return y;
    }

    Array concat(const models::GraphNode& node) const {
        const auto axis = static_cast<std::size_t>(attribute<std::int64_t>(node, "axis", 0));
        Array y{in(node, 0).shape, {}};
        y.shape[axis] = 0;
        for (std::size_t i = 0; i < node.inputs.size(); ++i) y.shape[axis] += in(node, i).shape[axis];
        each_index(y.shape, [&](Ints at) {
            std::size_t i = 0;
            for (; at[axis] >= in(node, i).shape[axis]; ++i) at[axis] -= in(node, i).shape[axis];
            y.values.push_back(in(node, i).values[place(in(node, i).shape, at)]);
        });
        return y;
    }

    Array batch_norm(const models::GraphNode& node) const {
        const double epsilon = attribute<double>(node, "epsilon", 1e-5);
        const Array& x = in(node, 0);
        Array y{x.shape, {}};
        each_index(x.shape, [&](const Ints& at) {
            const auto c = static_cast<std::size_t>(at[1]);
            const double normal = (x.values[place(x.shape, at)] - in(node, 3).values[c]) /
                                  std::sqrt(in(node, 4).values[c] + epsilon);
            y.values.push_back(normal * in(node, 1).values[c] + in(node, 2).values[c]);
        });
        return y;
    }

    Array run_unary(const models::GraphNode& node) const {
        const double alpha = attribute<double>(node, "alpha", 0.01);
        const double beta = attribute<double>(node, "beta", 0.5);
        const std::map<std::string, std::function<double(double)>> functions{
            {"Relu", [](double v) { return std::max(v, 0.0); }},
            {"Sigmoid", [](double v) { return 1 / (1 + std::exp(-v)); }},
            {"Tanh", [](double v) { return std::tanh(v); }},
            {"Erf", [](double v) { return std::erf(v); }},
            {"Exp", [](double v) { return std::exp(v); }},
            {"Softplus", [](double v) { return std::log1p(std::exp(v)); }},
            {"Softsign", [](double v) { return v / (1 + std::abs(v)); }},
            {"Selu",
             [](double v) {
                 const double scale = 1.0507009873554805, slope = 1.6732632423543772;
                 return scale * (v > 0 ? v : slope * std::expm1(v));
             }},
            {"LeakyRelu", [=](double v) { return v < 0 ? alpha * v : v; }},
            {"Elu", [=](double v) { return v < 0 ? alpha * std::expm1(v) : v; }},
            {"HardSigmoid", [=](double v) { return std::clamp(alpha * v + beta, 0.0, 1.0); }}};
        return map(in(node, 0), functions.at(node.op));
    }

    Array run(const models::GraphNode& node) const {
        const std::string& op = node.op;
        const Array& x = in(node, 0);
        const auto axis = [&](std::int64_t otherwise) {
            const std::int64_t given = attribute<std::int64_t>(node, "axis", otherwise);
            return static_cast<std::size_t>(given < 0 ? given + static_cast<std::int64_t>(x.shape.size())
                                                      : given);
        };
        if (op == "Conv") return conv(node, x, in(node, 1), has(node, 2) ? &in(node, 2) : nullptr);
        if (op == "MaxPool" || op == "GlobalMaxPool") return pool(node, x, true, op == "GlobalMaxPool");
        if (op == "AveragePool" || op == "GlobalAveragePool")
            return pool(node, x, false, op == "GlobalAveragePool");
        if (op == "MatMul") return matmul(x, in(node, 1));
        if (op == "Gemm") {
            const Array y = matmul(x, in(node, 1));
            return has(node, 2) ? broadcast(y, in(node, 2), std::plus<>()) : y;
        }
        if (op == "Add") return broadcast(x, in(node, 1), std::plus<>());
        if (op == "Sub") return broadcast(x, in(node, 1), std::minus<>());
        if (op == "Mul") return broadcast(x, in(node, 1), std::multiplies<>());
        if (op == "Div") return broadcast(x, in(node, 1), std::divides<>());
        if (op == "Max") return broadcast(x, in(node, 1), [](double a, double b) { return std::max(a, b); });
        if (op == "Min") return broadcast(x, in(node, 1), [](double a, double b) { return std::min(a, b); });
        if (op == "PRelu")
            return broadcast(x, in(node, 1), [](double v, double s) { return v < 0 ? s * v : v; });
        if (op == "Clip") {
            const double least = has(node, 1) ? in(node, 1).values[0] : -INFINITY;
            const double most = has(node, 2) ? in(node, 2).values[0] : INFINITY;
            return map(x, [=](double v) { return std::clamp(v, least, most); });
        }
        if (op == "Softmax" || op == "LogSoftmax") return softmax(x, axis(-1), op == "LogSoftmax");
        if (op == "Transpose") return transpose(x, attribute<Ints>(node, "perm", {}));
        if (op == "Flatten") return {{x.shape[0], product(x.shape, 1)}, x.values};
        if (op == "Reshape") return reshape(x, in(node, 1));
        if (op == "Pad") return pad(x, in(node, 1));
        if (op == "Slice") return slice(x, in(node, 1), in(node, 2), in(node, 3));
        if (op == "Concat") return concat(node);
        if (op == "BatchNormalization") return batch_norm(node);
        return run_unary(node);
    }

    const models::Graph& graph_;
    std::map<std::string, Array> values_;
};

}  // namespace convoscope::test
