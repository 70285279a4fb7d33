#pragma once

#include <functional>
#include <memory>
#include <string>
#include <vector>

#include "nn/aligned_block.h"
#include "nn/architecture.h"

namespace convoscope::nn {

/// Weights and biases of one node, laid out as PyTorch's state_dict has them. Empty for nodes without
/// parameters. Conv: weight [out, in / groups, height, width] (kernels absent from the connection table are
/// zero), bias [out]. Linear: weight [out, in], `in` running over the input layer's units in storage order;
/// bias [out].
struct Parameters {
    std::vector<float> weight;
    std::vector<float> bias;
    std::vector<float> mean = {};      ///< batch norm: of each map, over the training set
    std::vector<float> variance = {};  ///< the same
};

/// The same values once more, as the kernels read them (kernels/table.h says how they lie). Empty where they
/// read the values as they are (Operator::reads_packed), as of all large layers.
struct PackedParameters {
    AlignedBlock weight;
    AlignedBlock bias;
};

/// An architecture with its weights. Shared as ModelPtr, a model never changes; a trainer owns one of its
/// own. Weights are kept twice, in PyTorch's order and packed for speed where the kernels want that;
/// they change in edit() alone, so that the two always agree.
class Model {
  public:
    Model() = default;
    /// @param architecture  resolved
    /// @param parameters    one entry a node, of the sizes that weight_shape() gives
    Model(Architecture architecture, std::vector<Parameters> parameters);

    std::string name;           ///< "lenet5", or the file's stem
    Architecture architecture;  ///< resolved

    /// One entry a node.
    const std::vector<Parameters>& parameters() const { return parameters_; }
    /// Lets `change` write to the parameters, but not resize them. They are packed anew when it returns, so:
    /// one call for all changes, not one a value.
    void edit(const std::function<void(std::vector<Parameters>&)>& change);

    const PackedParameters& packed(std::size_t node) const { return packed_[node]; }

    std::size_t parameter_count() const;

  private:
    void pack();

    std::vector<Parameters> parameters_;
    std::vector<PackedParameters> packed_;
};

using ModelPtr = std::shared_ptr<const Model>;

/// Shape of node `index`'s weight tensor: {out, in, height, width}, {out, in}, or empty.
std::vector<int> weight_shape(const Architecture& architecture, int index);

/// One entry a node, of the shapes that its weight and bias have, at zero.
std::vector<Parameters> zero_parameters(const Architecture& architecture);

/// All parameters at zero. `architecture` is resolved.
Model empty_model(Architecture architecture);

}  // namespace convoscope::nn
