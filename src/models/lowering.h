#pragma once

#include <cstdint>
#include <span>
#include <string>
#include <vector>

#include "models/graph.h"
#include "nn/forward.h"
#include "nn/model.h"

/// Makes a network of ours of a graph that another program wrote: what only moves data (a Reshape, a
/// Transpose) goes into the weights beside it or into how values are counted, constants into biases and
/// factors, non-linearities into the layer that they follow.
namespace convoscope::models {

/// How the file's own output comes out of the network's values.
struct FileOutput {
    int node = 0;
    bool before = false;  ///< its pre-activations: the file ends with logits, and softmax is ours
    bool log = false;  ///< their natural logarithms: the file ends with a LogSoftmax, or with Softmax and Log
    std::vector<int> order;  ///< which of the node's values each is, in the file's order; empty: as they lie
    std::vector<std::int64_t> shape;  ///< with a batch of one
};

/// How an array of the file's shape becomes the network's input.
struct FileInput {
    std::vector<std::int64_t> shape;  ///< with a batch of one
    std::vector<int> order;           ///< which of the array's values each input is; empty: as they lie
};

/// An array of the file's shape into the network's input.
/// @param array  as many numbers as the input has
void load_input(const FileInput& input, std::span<const float> array, std::span<float> target);
/// The file's own output, in its own order, after forward().
std::vector<float> result_of(const FileOutput& output, const nn::Workspace& workspace);

struct Lowered {
    nn::Model model;
    FileInput input;
    FileOutput output;
    std::vector<std::string> origins;  ///< what the file calls each layer
    std::vector<Message> notes;        ///< what was left out or understood, for people
};

/// Memory: weights are at most 16 times the graph's numbers and 2^24 (64 MiB), never more than
/// nn::kMaximumWeights; factors that are put together may have one each unit besides. As many numbers as
/// weights may be worked out beside them. Units: nn::kMaximumUnits. The order of values that were moved: 2^28
/// places of 4 bytes, and one value more. The graph's nodes: seven times.
/// @param classes  their names; empty: "0", "1", ...
/// @throws Error naming the node, its operator and what to do; what() is the reason alone, without a file
/// name
Lowered lower(const Graph& graph, const std::vector<std::string>& classes = {});

}  // namespace convoscope::models
