#pragma once

#include <memory>
#include <vector>

#include "nn/architecture.h"
#include "train/sets.h"

namespace convoscope::explain {

/// Inputs of the same network, of any classes, for a search to go towards: a data set's, the program's own
/// digits; null: none.
using FlipExamples = std::shared_ptr<const std::vector<std::vector<float>>>;

/// The first pictures of a set as the network sees them: at most 1000, and so few that reading them all takes
/// no more than a second or so; of the largest networks none.
FlipExamples flip_examples(const nn::Architecture& architecture, const train::Part& part);

}  // namespace convoscope::explain
