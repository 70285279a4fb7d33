#pragma once

#include <string>

#include "cli/command.h"

namespace convoscope::cli {

struct BenchOptions {
    std::string
        which;  ///< forward, layers, train, render, change, pen or point; empty: all, one after the other
    std::string model = default_model;
    int threads = 0;     ///< train and forward; 0: all cores, but forward one
    std::string isa;     ///< forward and layers; an instruction set's name; empty: the fastest that there is
    std::string select;  ///< render, change, pen and point: a unit to pin; empty: none
    bool still = false;  ///< render: the camera stays where it is
    int width = 1280;    ///< render, change, pen and point
    int height = 720;
    bool json = false;
};

/// The benchmarks that are no part of bench.cpp. Each prints its numbers and returns the exit status.
int run_bench_layers(const BenchOptions& options, Language language);
int run_bench_explain(const BenchOptions& options, Language language);
int run_bench_start(const BenchOptions& options, Language language);
int run_bench_render(const BenchOptions& options, Language language);
int run_bench_change(const BenchOptions& options, Language language);
int run_bench_pulse(const BenchOptions& options, Language language);
int run_bench_pen(const BenchOptions& options, Language language);
int run_bench_point(const BenchOptions& options, Language language);

}  // namespace convoscope::cli
