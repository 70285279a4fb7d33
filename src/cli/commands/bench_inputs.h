#pragma once

#include <vector>

#include "canvas/preprocess.h"
#include "cli/commands/bench.h"
#include "nn/isa.h"
#include "nn/model.h"

namespace convoscope::cli {

/// The bundled drawings as the network sees them while they grow, point by point.
/// @throws Error when they cannot be read
std::vector<canvas::Picture> growing_drawings();

/// The same as inputs of `model`; of a larger input than drawings fill, two pictures of noise: blank margins,
/// which photographs do not have, cost a network next to nothing.
std::vector<std::vector<float>> growing_inputs(const nn::Model& model);
/// The bundled drawings when they are whole, as inputs of `model`; of a larger one the same noise.
std::vector<std::vector<float>> whole_inputs(const nn::Model& model);

/// The middle one, by size, of at least one.
double median_of(std::vector<double> values);

/// The instruction set that --isa names, else the fastest.
/// @throws Error when this processor lacks it
nn::Isa asked_isa(const BenchOptions& options);

}  // namespace convoscope::cli
