#include "nn/model.h"

#include <functional>
#include <numeric>
#include <utility>

namespace convoscope::nn {

std::size_t Model::parameter_count() const {
    std::size_t count = 0;
    for (const Parameters& one : parameters) count += one.weight.size() + one.bias.size();
    return count;
}

std::vector<int> weight_shape(const Architecture& architecture, int index) {
    const Node& node = architecture.nodes[static_cast<std::size_t>(index)];
    if (node.op != Op::Conv && node.op != Op::Linear) return {};
    const Shape& input = architecture.nodes[static_cast<std::size_t>(node.inputs[0])].output;
    if (node.op == Op::Linear) return {node.channels, input.size()};
    return {node.channels, input.channels, node.kernel_height, node.kernel_width};
}

std::vector<Parameters> zero_parameters(const Architecture& architecture) {
    std::vector<Parameters> parameters(architecture.nodes.size());
    for (std::size_t index = 0; index < parameters.size(); ++index) {
        const std::vector<int> shape = weight_shape(architecture, static_cast<int>(index));
        if (shape.empty()) continue;
        const std::size_t size =
            std::accumulate(shape.begin(), shape.end(), std::size_t{1}, std::multiplies<>());
        parameters[index].weight.assign(size, 0.0f);
        parameters[index].bias.assign(static_cast<std::size_t>(shape[0]), 0.0f);
    }
    return parameters;
}

Model empty_model(Architecture architecture) {
    Model model;
    model.parameters = zero_parameters(architecture);
    model.architecture = std::move(architecture);
    return model;
}

}  // namespace convoscope::nn
