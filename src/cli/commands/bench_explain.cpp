// `convoscope bench explain`: how long explanations of a drawing take, anew, on the sample drawings.

#include <array>
#include <chrono>
#include <iostream>

#include "base/message.h"
#include "base/number.h"
#include "base/workers.h"
#include "cli/commands/bench_inputs.h"
#include "cli/inputs.h"
#include "cli/json_text.h"
#include "cli/texts.h"
#include "explain/heat_map.h"
#include "explain/ledger.h"
#include "explain/scramble.h"

namespace convoscope::cli {
namespace {

using Clock = std::chrono::steady_clock;

constexpr std::size_t kRuns = 30;
constexpr std::chrono::seconds kTime{5};  // or as many as fit

/// One drawing that the network has read.
struct Read {
    std::vector<float> input;
    nn::Workspace workspace;
    explain::Target target;
};

struct Subject {
    nn::ModelPtr model;
    int threads = 1;
    std::vector<Read> readings;
};

void map_all(const Subject& subject, const Read& read, std::span<const explain::Method> methods) {
    explain::heat_maps(subject.model, read.target, read.input, methods, {}, subject.threads);
}

void occlude(const Subject& subject, const Read& read) {
    map_all(subject, read, std::array{explain::Method::Occlusion});
}

void map_all_eight(const Subject& subject, const Read& read) { map_all(subject, read, explain::kMethods); }

void keep_ledger(const Subject& subject, const Read& read) {
    explain::ledger(*subject.model, read.workspace, read.target);
}

void find_paths(const Subject& subject, const Read& read) {
    constexpr int kPaths = 100;
    explain::strongest_paths(*subject.model, read.workspace,
                             explain::ledger(*subject.model, read.workspace, read.target), kPaths);
}

void scramble(const Subject& subject, const Read&) {
    explain::Scrambler scrambler(subject.model);
    scrambler.scrambled(1);
}

/// What is measured: the median over drawings of one call, in milliseconds.
struct Measure {
    const char* name;  ///< in JSON
    void (*run)(const Subject& subject, const Read& read);
};
constexpr Measure kMeasures[] = {{"occlusion_ms", occlude},
                                 {"all_maps_ms", map_all_eight},
                                 {"ledger_ms", keep_ledger},
                                 {"paths_ms", find_paths},
                                 {"scramble_ms", scramble}};

double median_time(const Measure& measure, const Subject& subject) {
    std::vector<double> times;
    const Clock::time_point begin = Clock::now();
    for (std::size_t i = 0; i < kRuns && (i == 0 || Clock::now() - begin < kTime); ++i) {
        const Clock::time_point start = Clock::now();
        measure.run(subject, subject.readings[i % subject.readings.size()]);
        times.push_back(std::chrono::duration<double, std::milli>(Clock::now() - start).count());
    }
    return median_of(times);
}

Subject subject_of(const BenchOptions& options) {
    Subject subject{open_model(options.model), Workers(options.threads).threads(), {}};
    const nn::Model& model = *subject.model;
    const std::vector<std::vector<float>> inputs = whole_inputs(model);
    for (const std::vector<float>& input : inputs) {
        Read read{input, nn::Workspace(model.architecture), {}};
        std::ranges::copy(input, read.workspace.input().begin());
        nn::forward(model, read.workspace);
        read.target = explain::winner(model.architecture, read.workspace);
        subject.readings.push_back(std::move(read));
    }
    return subject;
}

}  // namespace

int run_bench_explain(const BenchOptions& options, Language language) {
    const Subject subject = subject_of(options);
    Json json{{"model", subject.model->name}, {"threads", subject.threads}};
    if (!options.json)
        std::cout << Message(texts.bench_explain, subject.model->name, subject.threads).in(language) << "\n";
    for (const Measure& measure : kMeasures) {
        const double milliseconds = median_time(measure, subject);
        json[measure.name] = milliseconds;
        if (!options.json) std::cout << measure.name << "  " << fixed(milliseconds, 2) << "\n";
    }
    if (options.json) std::cout << to_text(json) << "\n";
    return 0;
}

}  // namespace convoscope::cli
