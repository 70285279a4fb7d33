#pragma once

#include <cstdint>
#include <optional>
#include <string>
#include <vector>

#include "models/graph.h"

/// Layers as the names and shapes of tensors tell them.
namespace convoscope::models::doctor {

/// Four vectors of one size that make a batch normalisation; scale and shift may be missing.
struct Normalisation {
    std::string name;
    const GraphTensor* scale = nullptr;
    const GraphTensor* shift = nullptr;
    const GraphTensor* mean = nullptr;
    const GraphTensor* variance = nullptr;
    std::size_t size() const { return mean->size(); }
};

/// A convolution or a linear layer: its matrix, and what belongs to it.
struct Layer {
    std::string name;  ///< what its tensors' names have in common: "features.0", "conv1"; may be empty
    bool is_conv = false;
    const GraphTensor* weight = nullptr;
    const GraphTensor* bias = nullptr;
    /// Inputs before outputs: [rows, columns, in, out] of Keras, [in, out] of x W. Else [out, in, rows,
    /// columns] and [out, in].
    bool inputs_first = false;
    std::int64_t out = 0;
    std::int64_t in = 0;       ///< of a convolution: of one group
    std::int64_t rows = 1;     ///< of the kernel
    std::int64_t columns = 1;  ///< of the kernel
    std::int64_t groups = 1;   ///< known when the layers stand in order
    std::optional<Normalisation> normalisation;
    const GraphTensor* slope = nullptr;  ///< of a PReLU behind it
};

/// What a set of weights has, each in the file's order. It points into the Weights.
struct Layers {
    std::vector<Layer> layers;
    std::vector<std::string> ignored;  ///< names of tensors that belong to none
};

/// Groups tensors by their names ("conv1.weight" with "conv1.bias", "W1" with "b1", Keras's kernel:0 with
/// bias:0), and where names do not tell, a vector goes to the matrix before it.
Layers group(const Weights& weights);

/// Which way round matrices lie.
struct Sides {
    bool conv_inputs_first = false;
    bool linear_inputs_first = false;
    bool operator==(const Sides&) const = default;
};
/// Sets `in`, `out` and the kernel's extents as the weight's shape has them, which is of two axes, of a
/// convolution four.
void fill(Layer& layer, const Sides& sides = {});

/// Whether a convolution is called a pool, and does its work by a stride.
bool stands_for_pool(const Layer& layer);

/// Numbers in names as numbers: "conv2" stands before "conv10".
bool comes_before(const std::string& a, const std::string& b);
/// "conv" of "features.conv12": the last part of the name without its digits, in small letters.
std::string stem_of(const std::string& name);
/// "features" of "features.conv12"; empty where there is none.
std::string parent_of(const std::string& name);
/// "12" of "features.conv12": all digits of the last part that has some.
std::string digits_of(const std::string& name);

}  // namespace convoscope::models::doctor
