#include "cli/commands/bench.h"

#include <algorithm>
#include <chrono>
#include <cmath>
#include <iostream>
#include <memory>

#include "base/message.h"
#include "base/number.h"
#include "base/words.h"
#include "base/workers.h"
#include "cli/commands/bench_inputs.h"
#include "cli/help_texts.h"
#include "cli/inputs.h"
#include "cli/json_text.h"
#include "cli/syntax.h"
#include "cli/table.h"
#include "cli/texts.h"
#include "nn/forward.h"
#include "nn/zoo.h"
#include "train/trainer.h"

namespace convoscope::cli {

namespace {

using Clock = std::chrono::steady_clock;

constexpr std::size_t kForwardCalls = 20'000;
constexpr std::chrono::seconds kForwardTime{3};  // is enough for the largest network, too
constexpr double kTrainSeconds = 3.0;

int bench_forward(const BenchOptions& options, Language language) {
    const nn::ModelPtr model = open_model(options.model);
    nn::Workspace workspace(model->architecture, asked_isa(options));
    const std::vector<std::vector<float>> inputs = growing_inputs(*model);
    Workers workers(std::max(1, options.threads));

    std::vector<double> microseconds;
    const Clock::time_point begin = Clock::now();
    for (std::size_t call = 0; call < kForwardCalls && Clock::now() - begin < kForwardTime; ++call) {
        std::ranges::copy(inputs[call % inputs.size()], workspace.input().begin());
        const Clock::time_point start = Clock::now();
        nn::forward(*model, workspace, workers);
        microseconds.push_back(std::chrono::duration<double, std::micro>(Clock::now() - start).count());
    }
    const double median = median_of(microseconds);
    const double smallest = *std::ranges::min_element(microseconds);

    if (options.json)
        std::cout << to_text({{"model", model->name},
                              {"forward_us", median},
                              {"min_us", smallest},
                              {"threads", workers.threads()},
                              {"isa", nn::name_of(workspace.isa())}})
                  << "\n";
    else
        std::cout << Message(workers.threads() == 1 ? texts.bench_forward_one : texts.bench_forward,
                             fixed(median, 1), fixed(smallest, 1),
                             grouped(static_cast<long long>(microseconds.size())), model->name,
                             nn::name_of(workspace.isa()), workers.threads())
                         .in(language)
                  << "\n";
    return 0;
}

/// The growing drawings again and again: what a picture shows does not change what it costs.
train::Part training_pictures(std::size_t count) {
    const std::vector<canvas::Picture> pictures = growing_drawings();
    auto images = std::make_shared<data::LabelledImages>();
    images->height = pictures.front().height;
    images->width = pictures.front().width;
    for (std::size_t i = 0; i < count; ++i) {
        for (const float ink : pictures[i % pictures.size()].ink)
            images->pixels.push_back(static_cast<std::uint8_t>(std::lround(255.0f * ink)));
        images->labels.push_back(2);
    }
    return train::whole(images);
}

int bench_train(const BenchOptions& options, Language language) {
    train::TrainOptions settings;
    settings.epochs = 1000;
    settings.threads = options.threads;
    train::Trainer trainer(nn::lenet5(), settings, {{training_pictures(12'800)}}, {{training_pictures(64)}});
    const int threads = Workers(options.threads).threads();

    const Clock::time_point start = Clock::now();
    long images = 0;
    double seconds = 0;
    while (seconds < kTrainSeconds) {
        const long before = trainer.progress().step;
        trainer.step();
        if (trainer.progress().step > before) images += settings.batch;
        seconds = std::chrono::duration<double>(Clock::now() - start).count();
    }
    const double speed = static_cast<double>(images) / seconds;
    if (options.json)
        std::cout << to_text({{"images_per_second", speed}, {"threads", threads}}) << "\n";
    else
        std::cout << Message(threads == 1 ? texts.bench_train_one : texts.bench_train,
                             grouped(std::llround(speed)), threads)
                         .in(language)
                  << "\n";
    return 0;
}

struct Bench {
    const char* name;
    int (*run)(const BenchOptions& options, Language language);
};
// The start first: what others have made ready is no start.
constexpr Bench kBenches[] = {{"start", run_bench_start},   {"forward", bench_forward},
                              {"layers", run_bench_layers}, {"train", bench_train},
                              {"render", run_bench_render}, {"change", run_bench_change},
                              {"pulse", run_bench_pulse},   {"pen", run_bench_pen},
                              {"point", run_bench_point},   {"explain", run_bench_explain}};

std::vector<std::string> bench_names() {
    std::vector<std::string> names;
    for (const Bench& bench : kBenches) names.emplace_back(bench.name);
    return names;
}

/// Also those that this processor lacks: asking for them is no wrong usage, but fails.
std::vector<std::string> isa_names() {
    std::vector<std::string> names;
    for (const nn::Isa isa : {nn::Isa::Baseline, nn::Isa::Avx2, nn::Isa::Avx512})
        names.push_back(nn::name_of(isa));
    return names;
}

void describe(Syntax& syntax, BenchOptions& options) {
    syntax.option("WHAT", options.which, help_texts.bench_what)->check(CLI::IsMember(bench_names()));
    syntax.option("--isa", options.isa, {help_texts.isa, joined(isa_names())}, "NAME")
        ->check(CLI::IsMember(isa_names()));
    syntax.option("--select", options.select, help_texts.bench_select, "ADDRESS");
    syntax.flag("--still", options.still, help_texts.bench_still);
    syntax.size(options.width, options.height, help_texts.bench_size);
    syntax.threads(options.threads, help_texts.bench_threads);
    syntax.model(options.model);
    syntax.json(options.json, help_texts.object_a_line);
    syntax.footer({},
                  "  convoscope bench forward\n"
                  "  convoscope bench layers --model mlp --isa avx2\n"
                  "  convoscope bench render --size 1920x1080 --json\n"
                  "  convoscope bench render --select fc1/17\n"
                  "  convoscope bench explain --threads 2 --json\n"
                  "  convoscope bench render --still --model lenet5-1998");
}

int run(const BenchOptions& options, const Speech& speech) {
    int status = 0;
    for (const Bench& bench : kBenches)
        if (options.which.empty() || options.which == bench.name)
            status = std::max(status, bench.run(options, speech.language));
    return status;
}

}  // namespace

Command bench_command() {
    return command<BenchOptions>(
        {"bench", help_texts.make, help_texts.bench,
         "[start|forward|layers|train|render|change|pulse|pen|point|explain] [options]", describe, run});
}

}  // namespace convoscope::cli
