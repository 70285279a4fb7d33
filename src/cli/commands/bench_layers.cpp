// `convoscope bench layers`: where the time of a forward pass goes, and how much of what the processor could
// do is done.

#include <algorithm>
#include <chrono>
#include <iostream>

#include "base/message.h"
#include "base/number.h"
#include "cli/commands/bench_inputs.h"
#include "cli/inputs.h"
#include "cli/json_text.h"
#include "cli/model_summary.h"
#include "cli/table.h"
#include "cli/texts.h"
#include "nn/forward.h"

namespace convoscope::cli {

namespace {

using Clock = std::chrono::steady_clock;

constexpr std::size_t kRounds = 4;        // over all drawings,
constexpr std::chrono::seconds kTime{3};  // or as many as fit
constexpr std::size_t kRepeats = 4;       // of a layer between two looks at the clock

double microseconds_since(Clock::time_point start) {
    return std::chrono::duration<double, std::micro>(Clock::now() - start).count();
}

/// Multiply-adds a microsecond, of whole vectors with nothing to load: the best of many short runs.
double peak_of(nn::Isa isa) {
    const nn::kernels::Kernels& kernels = nn::kernels_of(isa);
    constexpr long kTurns = 20'000;
    double best = 0;
    float kept = 0;
    for (int run = 0; run < 200; ++run) {
        const Clock::time_point start = Clock::now();
        kept += kernels.multiply_add_loop(kTurns);
        best = std::max(best, 12.0 * kernels.width * kTurns / microseconds_since(start));
    }
    return kept > 0 ? best : 0;  // `kept` is used, so the loops are run
}

/// The median time of each layer, in microseconds.
std::vector<double> time_layers(const nn::Model& model, nn::Workspace& workspace) {
    const std::vector<std::vector<float>> inputs = growing_inputs(model);
    std::vector<std::vector<double>> times(model.architecture.nodes.size());
    const Clock::time_point begin = Clock::now();
    for (std::size_t call = 0; call < kRounds * inputs.size() && Clock::now() - begin < kTime; ++call) {
        std::ranges::copy(inputs[call % inputs.size()], workspace.input().begin());
        for (std::size_t layer = 1; layer < times.size(); ++layer) {
            const Clock::time_point start = Clock::now();
            for (std::size_t repeat = 0; repeat < kRepeats; ++repeat)
                nn::forward_layer(model, static_cast<int>(layer), workspace);
            times[layer].push_back(microseconds_since(start) / kRepeats);
        }
    }
    std::vector<double> medians{0.0};
    for (std::size_t layer = 1; layer < times.size(); ++layer) medians.push_back(median_of(times[layer]));
    return medians;
}

}  // namespace

int run_bench_layers(const BenchOptions& options, Language language) {
    const nn::ModelPtr model = open_model(options.model);
    const nn::Isa isa = asked_isa(options);
    nn::Workspace workspace(model->architecture, isa);
    const std::vector<double> times = time_layers(*model, workspace);
    const double peak = peak_of(isa);

    Json layers = Json::array();
    Table table("lrrrr");
    const auto in = [language](const Text& text) { return std::string(text.in(language)); };
    table.add({in(texts.layer), "us", in(texts.macs), in(texts.macs_a_microsecond), in(texts.of_peak)});
    const auto add = [&](const std::string& name, double us, std::int64_t macs) {
        const double speed = static_cast<double>(macs) / us;
        layers.push_back({{"name", name}, {"us", us}, {"macs", macs}, {"peak_share", speed / peak}});
        table.add({name, fixed(us, 2), macs > 0 ? grouped(macs) : "",
                   macs > 0 ? grouped(std::llround(speed)) : "",
                   macs > 0 ? Message(texts.share, percent(speed / peak)).in(language) : ""});
    };
    double all_us = 0;
    std::int64_t all_macs = 0;
    for (std::size_t layer = 1; layer < times.size(); ++layer) {
        const std::int64_t macs = multiplications(model->architecture, static_cast<int>(layer));
        add(model->architecture.nodes[layer].name, times[layer], macs);
        all_us += times[layer];
        all_macs += macs;
    }
    const Json only_layers = layers;
    add(in(texts.all), all_us, all_macs);

    if (options.json)
        std::cout << to_text({{"model", model->name},
                              {"isa", nn::name_of(isa)},
                              {"threads", 1},
                              {"peak_macs_per_us", peak},
                              {"layers_us", all_us},
                              {"peak_share", static_cast<double>(all_macs) / all_us / peak},
                              {"layers", only_layers}})
                  << "\n";
    else
        std::cout << Message(texts.bench_layers, model->name, nn::name_of(isa), grouped(std::llround(peak)))
                         .in(language)
                  << "\n"
                  << table.text() << in(texts.zeros_count) << "\n";
    return 0;
}

}  // namespace convoscope::cli
