#pragma once

#include <memory>
#include <string>
#include <vector>

#include "nn/architecture.h"

namespace convoscope::nn {

/// Weights and biases of one node, laid out as PyTorch's state_dict has them. Empty for nodes without
/// parameters. Conv: weight [out, in, height, width] (kernels absent from the connection table are zero),
/// bias [out]. Linear: weight [out, in], `in` running over the input layer's units in storage order; bias
/// [out].
struct Parameters {
    std::vector<float> weight;
    std::vector<float> bias;
};

/// An architecture with its weights. Shared as ModelPtr, a model never changes; a trainer owns one of its
/// own.
struct Model {
    std::string name;                    ///< "lenet5", or the file's stem
    Architecture architecture;           ///< resolved
    std::vector<Parameters> parameters;  ///< one a node

    std::size_t parameter_count() const;
};

using ModelPtr = std::shared_ptr<const Model>;

/// Shape of node `index`'s weight tensor: {out, in, height, width}, {out, in}, or empty.
std::vector<int> weight_shape(const Architecture& architecture, int index);

/// One entry a node, of the shapes that its weight and bias have, at zero.
std::vector<Parameters> zero_parameters(const Architecture& architecture);

/// All parameters at zero. `architecture` is resolved.
Model empty_model(Architecture architecture);

}  // namespace convoscope::nn
