#include <algorithm>
#include <cassert>
#include <set>

#include "models/doctor/plan.h"

namespace convoscope::models::doctor {
namespace {

std::vector<std::int64_t> list(const Pair& pair) { return {pair[0], pair[1]}; }
std::vector<std::int64_t> list(const Pair& before, const Pair& after) {
    return {before[0], before[1], after[0], after[1]};
}

/// [rows, columns, in, out] as [out, in, rows, columns].
GraphTensor outputs_first(const GraphTensor& tensor) {
    const auto rows = tensor.shape[0];
    const auto columns = tensor.shape[1];
    const auto in = tensor.shape[2];
    const auto out = tensor.shape[3];
    GraphTensor result;
    result.shape = {out, in, rows, columns};
    result.values.reserve(tensor.values.size());
    for (std::int64_t o = 0; o < out; ++o)
        for (std::int64_t i = 0; i < in; ++i)
            for (std::int64_t cell = 0; cell < rows * columns; ++cell)
                result.values.push_back(tensor.values[static_cast<std::size_t>((cell * in + i) * out + o)]);
    return result;
}

GraphTensor vector_of(const GraphTensor& tensor) {
    GraphTensor result = tensor;
    result.shape = {static_cast<std::int64_t>(tensor.size())};
    return result;
}

GraphTensor filled(std::size_t size, float value) {
    GraphTensor result;
    result.shape = {static_cast<std::int64_t>(size)};
    result.values.assign(size, value);
    return result;
}

class Writer {
  public:
    Graph run(const Steps& steps, const Extent& input) {
        graph_.inputs.push_back({"input", {-1, input.channels, input.rows, input.columns}});
        at_ = "input";
        extent_ = input;
        names_ = {"input", "output"};
        write(steps);
        if (graph_.nodes.empty()) add("Identity", "identity");
        graph_.nodes.back().outputs[0] = "output";
        graph_.outputs = {"output"};
        return std::move(graph_);
    }

    void operator()(const ConvStep& step) {
        const Layer& layer = *step.layer;
        const std::string name = own_name(layer.name.empty() ? "conv" : layer.name);
        std::vector<std::string> inputs{
            constant(name + ".weight", layer.inputs_first ? outputs_first(*layer.weight) : *layer.weight)};
        if (layer.bias) inputs.push_back(constant(name + ".bias", vector_of(*layer.bias)));
        GraphNode& node = add("Conv", name, inputs);
        node.attributes["kernel_shape"] = std::vector<std::int64_t>{layer.rows, layer.columns};
        node.attributes["strides"] = list(step.stride);
        node.attributes["pads"] = list(step.before, step.after);
        node.attributes["dilations"] = list(step.dilation);
        node.attributes["group"] = layer.groups;
    }
    void operator()(const LinearStep& step) {
        const Layer& layer = *step.layer;
        const std::string name = own_name(layer.name.empty() ? "linear" : layer.name);
        std::vector<std::string> inputs{constant(name + ".weight", *layer.weight)};
        if (layer.bias) inputs.push_back(constant(name + ".bias", vector_of(*layer.bias)));
        add("Gemm", name, inputs).attributes["transB"] = std::int64_t{layer.inputs_first ? 0 : 1};
    }
    void operator()(const NormaliseStep& step) {
        const Normalisation& of = *step.of;
        const std::string name = own_name(of.name.empty() ? "norm" : of.name);
        const std::vector<std::string> inputs{
            constant(name + ".weight", of.scale ? vector_of(*of.scale) : filled(of.size(), 1)),
            constant(name + ".bias", of.shift ? vector_of(*of.shift) : filled(of.size(), 0)),
            constant(name + ".running_mean", vector_of(*of.mean)),
            constant(name + ".running_var", vector_of(*of.variance))};
        add("BatchNormalization", name, inputs).attributes["epsilon"] = step.epsilon;
    }
    void operator()(const ActivateStep& step) {
        switch (step.how) {
            case NonLinearity::Relu:
                add("Relu", own_name("relu"));
                break;
            case NonLinearity::Tanh:
                add("Tanh", own_name("tanh"));
                break;
            case NonLinearity::Sigmoid:
                add("Sigmoid", own_name("sigmoid"));
                break;
            case NonLinearity::Softplus:
                add("Softplus", own_name("softplus"));
                break;
            case NonLinearity::LeakyRelu:
                add("LeakyRelu", own_name("leakyrelu")).attributes["alpha"] = step.alpha;
                break;
            case NonLinearity::Elu:
                add("Elu", own_name("elu")).attributes["alpha"] = step.alpha;
                break;
            case NonLinearity::PRelu: {
                GraphTensor slope = vector_of(*step.slope);
                if (!extent_.flat) slope.shape = {slope.shape[0], 1, 1};
                const std::string name = own_name("prelu");
                add("PRelu", name, {constant(name + ".slope", std::move(slope))});
                break;
            }
            case NonLinearity::Relu6: {
                GraphTensor zero;
                zero.values = {0};
                GraphTensor six;
                six.values = {6};
                const std::string name = own_name("relu6");
                add("Clip", name, {constant(name + ".min", zero), constant(name + ".max", six)});
                break;
            }
        }
    }
    void operator()(const PoolStep& step) {
        GraphNode& node = add(step.is_max ? "MaxPool" : "AveragePool", own_name("pool"));
        node.attributes["kernel_shape"] = list(step.kernel);
        node.attributes["strides"] = list(step.stride);
        node.attributes["pads"] = list(step.padding, step.padding);
        node.attributes["ceil_mode"] = std::int64_t{step.ceil};
        if (!step.is_max) node.attributes["count_include_pad"] = std::int64_t{step.counts_padding};
    }
    void operator()(const AdaptivePoolStep& step) {
        if (step.size == Pair{1, 1}) {
            add(step.is_max ? "GlobalMaxPool" : "GlobalAveragePool", own_name("pool"));
            return;
        }
        const Pair part{extent_.rows / step.size[0], extent_.columns / step.size[1]};
        (*this)(PoolStep{step.is_max, part, part, {0, 0}, false, true});
    }
    void operator()(const FlattenStep& step) {
        if (extent_.flat) return;
        if (step.channels_last && extent_.channels > 1 && extent_.rows * extent_.columns > 1)
            add("Transpose", unique("transpose")).attributes["perm"] = std::vector<std::int64_t>{0, 2, 3, 1};
        add("Flatten", own_name("flatten")).attributes["axis"] = std::int64_t{1};
    }
    void operator()(const SumStep& step) {
        const std::string begin = at_;
        const Extent extent = extent_;
        std::string sum;
        for (const Steps& branch : step.branches) {
            at_ = begin;
            extent_ = extent;
            write(branch);
            if (!sum.empty()) {
                const std::string second = at_;
                at_ = sum;
                add("Add", unique("add"), {second});
            }
            sum = at_;
        }
    }

  private:
    void write(const Steps& steps) {
        for (const Step& step : steps) {
            name_ = step.name;
            const Extent before = extent_;  // branches leave theirs behind
            std::visit(*this, step.what);
            const auto next = extent_after({step}, before);
            assert(next);
            if (next) extent_ = *next;
        }
    }
    std::string unique(const std::string& wanted) {
        std::string name = wanted;
        for (int i = 2; !names_.insert(name).second; ++i) name = wanted + "_" + std::to_string(i);
        return name;
    }
    /// The step's name, where it has one.
    std::string own_name(const std::string& otherwise) { return unique(name_.empty() ? otherwise : name_); }
    std::string constant(const std::string& name, GraphTensor tensor) {
        graph_.constants[name] = std::move(tensor);
        return name;
    }
    /// A node that hears the last one.
    GraphNode& add(const std::string& op, const std::string& name,
                   const std::vector<std::string>& more = {}) {
        GraphNode node;
        node.op = op;
        node.name = name;
        node.inputs = {at_};
        node.inputs.insert(node.inputs.end(), more.begin(), more.end());
        at_ = "value" + std::to_string(graph_.nodes.size());
        node.outputs = {at_};
        graph_.nodes.push_back(std::move(node));
        return graph_.nodes.back();
    }

    Graph graph_;
    std::string at_;  ///< the last value
    std::string name_;
    Extent extent_;
    std::set<std::string> names_;
};

}  // namespace

Graph write_graph(const Steps& steps, const Extent& input) { return Writer().run(steps, input); }

}  // namespace convoscope::models::doctor
