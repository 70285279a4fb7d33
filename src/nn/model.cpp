#include "nn/model.h"

#include <algorithm>
#include <cassert>
#include <numeric>
#include <utility>

#include "nn/isa.h"
#include "nn/ops/operator.h"

namespace convoscope::nn {

Model::Model(Architecture of, std::vector<Parameters> parameters)
    : architecture(std::move(of)), parameters_(std::move(parameters)) {
    assert(parameters_.size() == architecture.nodes.size());
    pack();
}

void Model::edit(const std::function<void(std::vector<Parameters>&)>& change) {
    /// Packs whatever happens, so that a change that throws half-way leaves no stale copy.
    struct PackAtTheEnd {
        Model& model;
        ~PackAtTheEnd() { model.pack(); }
    } const at_the_end{*this};
    change(parameters_);
}

/// Moves values and computes nothing: any instruction set gives the same. Allocates the first time alone.
void Model::pack() {
    const kernels::Kernels& kernels = kernels_of(default_isa());
    packed_.resize(parameters_.size());
    for (std::size_t index = 0; index < parameters_.size(); ++index) {
        const Parameters& from = parameters_[index];
        const Operator& op = *architecture.nodes[index].op;
        if (from.weight.empty() || !op.reads_packed) continue;
        if (!op.reads_packed(layer_at(architecture, static_cast<int>(index)))) continue;
        PackedParameters& to = packed_[index];
        const std::size_t rows = from.bias.size();
        const std::size_t columns = from.weight.size() / rows;
        assert(rows * columns == from.weight.size());
        const std::size_t step =
            (rows + kernels::kPackedStep - 1) / kernels::kPackedStep * kernels::kPackedStep;
        to.weight.resize(columns * step);
        to.bias.resize(step);
        kernels.pack(static_cast<int>(rows), static_cast<int>(columns), from.weight.data(), to.weight.data(),
                     static_cast<int>(step));
        std::copy(from.bias.begin(), from.bias.end(), to.bias.begin());
    }
}

std::size_t Model::parameter_count() const {
    std::size_t count = 0;
    for (const Parameters& one : parameters_)
        count += one.weight.size() + one.bias.size() + one.mean.size() + one.variance.size();
    return count;
}

std::vector<int> weight_shape(const Architecture& architecture, int index) {
    const Node& node = architecture.nodes[static_cast<std::size_t>(index)];
    if (!node.op->has_parameters()) return {};
    return node.op->weight_shape(layer_at(architecture, index));
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
        if (!architecture.nodes[index].op->attributes.statistics) continue;
        parameters[index].mean.assign(static_cast<std::size_t>(shape[0]), 0.0f);
        parameters[index].variance.assign(static_cast<std::size_t>(shape[0]), 0.0f);
    }
    return parameters;
}

Model empty_model(Architecture architecture) {
    std::vector<Parameters> parameters = zero_parameters(architecture);
    return Model(std::move(architecture), std::move(parameters));
}

}  // namespace convoscope::nn
