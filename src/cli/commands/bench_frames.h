#pragma once

#include <chrono>
#include <string>
#include <vector>

#include "app/app.h"
#include "cli/commands/bench.h"

/// What the benchmarks of frames share.
namespace convoscope::cli {

using Clock = std::chrono::steady_clock;

inline constexpr double kFrameStep = 1.0 / 60;  ///< seconds of the program's clock from frame to frame

double milliseconds_since(Clock::time_point start);

struct Summary {
    double median = 0;
    double p95 = 0;
};
/// @param times  at least one
Summary summarise(std::vector<double> times);

/// The unit pinned that the options name.
void pin(const BenchOptions& options, app::App& app);
/// The program with a drawing that is read to the end, and the unit pinned that the options name.
void show_sample(const BenchOptions& options, app::App& app);

/// "1280x720"
std::string size_words(const BenchOptions& options);

}  // namespace convoscope::cli
