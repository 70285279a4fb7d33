#pragma once

#include <string>
#include <vector>

#include "models/graph.h"
#include "models/keras/config.h"
#include "models/keras/weights.h"

namespace convoscope::models::keras {

struct Translation {
    Graph graph;
    std::vector<std::string> training;  ///< layers that act in training alone
};

/// Writes a network as a graph of ONNX's operations. Inputs and outputs have Keras's shapes and order,
/// (N, H, W, C); in between pictures are (N, C, H, W).
/// @param keras  its major version: some layers changed
/// @throws Error when a layer is none that we read, or its weights do not fit
Translation translate(const Network& network, const WeightsOf& weights_of, int keras);

}  // namespace convoscope::models::keras
