#pragma once

#include <string>
#include <vector>

#include "models/graph.h"

namespace convoscope::models::test_foreign {

/// What comes out of a graph's first output for one picture (the first input's shape with a batch of one): as
/// plainly as can be written, for the operators that the doctor writes.
/// @throws std::runtime_error on any other
std::vector<float> run(const Graph& graph, const std::vector<float>& picture);

}  // namespace convoscope::models::test_foreign
