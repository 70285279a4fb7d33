#pragma once

#include <vector>

#include "base/text.h"
#include "canvas/preprocess.h"
#include "cli/options.h"
#include "nn/isa.h"
#include "nn/model.h"

namespace convoscope::cli {

/// The bundled drawings as the network sees them while they grow, point by point.
/// @throws Error when they cannot be read
std::vector<canvas::Picture> growing_drawings();

/// The same as inputs of `model`.
std::vector<std::vector<float>> growing_inputs(const nn::Model& model);

/// The middle one, by size, of at least one.
double median_of(std::vector<double> values);

/// The instruction set that --isa names, else the fastest.
/// @throws Error when this processor lacks it
nn::Isa asked_isa(const BenchOptions& options);

/// `convoscope bench layers`.
int run_bench_layers(const BenchOptions& options, Language language);

}  // namespace convoscope::cli
