#pragma once

#include "app/options.h"

namespace convoscope::app {

/// The commands that need neither window nor GL. Each prints to stdout and returns the process's exit status.
/// @throws Error when a file is bad or missing
int run_classify(const ClassifyOptions& options);
int run_activations(const ActivationsOptions& options);
int run_evaluate(const EvaluateOptions& options);
int run_doubt(const DoubtOptions& options);
int run_train(const TrainCommandOptions& options);
int run_inspect(const InspectOptions& options);
int run_bench(const BenchOptions& options);

}  // namespace convoscope::app
