#pragma once

#include <optional>
#include <vector>

#include "nn/address.h"
#include "nn/forward.h"
#include "nn/model.h"

namespace convoscope::nn {

/// One input map's part in a convolution's unit: patch times kernel, all [kernel height][kernel width].
struct KernelTerm {
    int map = 0;               ///< of the layer below
    std::vector<float> patch;  ///< activations under the kernel; 0 in the padding
    std::vector<float>
        kernel;  ///< weights, not turned round: a cross-correlation, as all of deep learning has it
    std::vector<float> products;  ///< patch times kernel, one by one
    float sum = 0;                ///< of the products
};

/// One input's part in a linear unit.
struct LinearTerm {
    int source = 0;  ///< index among the values of the layer below
    float activation = 0;
    float weight = 0;
    float contribution = 0;  ///< activation times weight
};

/// How a pooling unit came about: its window, [kernel height][kernel width].
struct PoolWindow {
    std::vector<float> values;  ///< 0 in the padding
    std::vector<char> inside;   ///< 0 in the padding, which has no units
    int winner = -1;            ///< max pooling: index of the first largest value that is inside; else -1
    float sum = 0;              ///< average pooling: of the values, before the division by `counted`
    int counted = 0;            ///< average pooling: how many values the mean is over
};

/// One of several units that are put together: added, multiplied, ...
struct Part {
    Unit source;
    float value = 0;
};

/// How a unit of a batch norm or of a scale came about: (value - mean) / sqrt(variance + epsilon) * factor +
/// shift (Ioffe and Szegedy 2015). Of a scale: mean 0, variance 1, epsilon 0.
struct NormTerms {
    float value = 0;
    float mean = 0;
    float variance = 1;
    float epsilon = 0;
    float factor = 1;
    float shift = 0;
};

/// How the last layer's logits became probabilities: p_k = exp((z_k - max z) / T) / sum (Bridle 1990).
struct SoftmaxTerms {
    float temperature = 1;
    std::vector<float> logits;        ///< z
    std::vector<float> exponentials;  ///< exp((z - max z) / T)
    float sum = 0;                    ///< of the exponentials
    std::vector<float> probabilities;
};

/// The whole calculation of one unit, with the numbers of one forward pass. Which parts there are depends on
/// the layer's operation; the others are empty.
struct Calculation {
    Unit unit;
    int source = -1;  ///< the node below, of several the first; -1 for the input
    /// Conv and pools: where the window begins in the layer below; negative in the padding.
    int window_row = 0;
    int window_column = 0;
    std::vector<KernelTerm> kernels;  ///< Conv: one a map that the unit hears, in order
    std::vector<LinearTerm> terms;    ///< Linear: in storage order of the layer below
    PoolWindow window;                ///< pools
    std::vector<Part> parts;          ///< additions and their kin; of a concatenation the one it is
    std::optional<NormTerms> norm;    ///< batch norms and scales
    float weighted_sum = 0;           ///< Conv and Linear: before the bias
    float bias = 0;
    float pre_activation = 0;  ///< the pass's own
    float activation = 0;      ///< the pass's own
    SoftmaxTerms softmax;      ///< where that is the layer's non-linearity
};

/// @param workspace  after forward(model, workspace)
Calculation calculate(const Model& model, const Workspace& workspace, const Unit& unit);

/// Conv and pools: the unit of the layer below at place `place` of the calculation's window, [kernel
/// height][kernel width], in map `map`; nothing in the padding.
std::optional<Unit> unit_in_window(const Architecture& architecture, const Calculation& calculation, int map,
                                   int place);

}  // namespace convoscope::nn
