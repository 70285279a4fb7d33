#pragma once

#include "base/text.h"
#include "cli/options.h"

namespace convoscope::cli {

/// The commands that need neither window nor GL. Each prints to stdout, JSON or `language`, and returns the
/// process's exit status.
/// @throws Error when a file is bad or missing
int run_classify(const ClassifyOptions& options, Language language);
int run_activations(const ActivationsOptions& options);
int run_evaluate(const EvaluateOptions& options, Language language);
int run_doubt(const DoubtOptions& options, Language language);
int run_train(const TrainCommandOptions& options, Language language);
int run_inspect(const InspectOptions& options, Language language);
int run_bench(const BenchOptions& options, Language language);

}  // namespace convoscope::cli
