#pragma once

#include "cli/options.h"

namespace convoscope::cli {

/// The commands that draw. Each returns the process's exit status.
/// @throws Error when there is no display, no GL, or a file is bad
int run_window(const WindowOptions& options);
int run_render(const RenderOptions& options);
int run_bench_render(const BenchOptions& options, Language language);
int run_bench_pen(const BenchOptions& options, Language language);
int run_bench_point(const BenchOptions& options, Language language);

}  // namespace convoscope::cli
