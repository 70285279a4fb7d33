#pragma once

#include "models/graph.h"

namespace convoscope::models::onnx {

/// "node 'conv1' (Conv)": what errors call it.
Message words_for(const GraphNode& node);

/// Puts each node after those that it hears; those that are in order keep theirs.
/// @throws Error when a value is there twice or not at all, or nodes hear each other in a ring
void put_in_order(Graph& graph);

}  // namespace convoscope::models::onnx
