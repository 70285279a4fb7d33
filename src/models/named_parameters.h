#pragma once

#include <cstdint>
#include <string>
#include <type_traits>
#include <vector>

#include "nn/model.h"
#include "nn/ops/operator.h"

namespace convoscope::models {

/// One tensor of a layer, as PyTorch's state_dict names and shapes it: "conv1.weight".
/// @tparam Values  std::vector<float>, const where it is only read
template <class Values>
struct NamedParameters {
    std::string name;
    std::vector<std::uint64_t> shape;
    Values* values;
};

/// All of a network's tensors: NAME.weight, NAME.bias and, of a batch norm, NAME.running_mean and
/// NAME.running_var.
/// @param parameters  std::vector<nn::Parameters>, const or not
template <class All>
auto named_parameters(const nn::Architecture& architecture, All& parameters) {
    using Values = std::remove_reference_t<decltype((parameters[0].weight))>;
    std::vector<NamedParameters<Values>> all;
    for (std::size_t index = 0; index < parameters.size(); ++index) {
        const std::vector<int> shape = nn::weight_shape(architecture, static_cast<int>(index));
        if (shape.empty()) continue;
        const std::string& name = architecture.nodes[index].name;
        auto& own = parameters[index];
        all.push_back({name + ".weight", {shape.begin(), shape.end()}, &own.weight});
        const std::vector<std::uint64_t> one_each{static_cast<std::uint64_t>(shape[0])};
        all.push_back({name + ".bias", one_each, &own.bias});
        if (!architecture.nodes[index].op->attributes.statistics) continue;
        all.push_back({name + ".running_mean", one_each, &own.mean});
        all.push_back({name + ".running_var", one_each, &own.variance});
    }
    return all;
}

/// The same of a model that is to be written.
/// @throws Error when a number is infinite or none: such a file could not be read again
std::vector<NamedParameters<const std::vector<float>>> parameters_to_write(const nn::Model& model);

}  // namespace convoscope::models
