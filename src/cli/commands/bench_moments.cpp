// `convoscope bench start` and `bench pulse`: how long the first whole frame takes, and frames while a pulse
// travels.

#include <cstdio>
#include <nlohmann/json.hpp>
#include <vector>

#include "app/offscreen.h"
#include "base/message.h"
#include "base/number.h"
#include "cli/commands/bench.h"
#include "cli/commands/bench_frames.h"
#include "cli/inputs.h"
#include "cli/texts.h"
#include "gl/load.h"

namespace convoscope::cli {
namespace {

constexpr std::size_t kFrames = 300;
constexpr std::size_t kWarmUp = 30;
constexpr std::chrono::seconds kTime{20};  // is enough for a slow machine, too

}  // namespace

/// From nothing: the model's file, the context, fonts, shaders, the reading, two frames (the first one lets
/// the interface find its sizes).
int run_bench_start(const BenchOptions& options, Language language) {
    const auto start = Clock::now();
    app::Offscreen offscreen(open_model(options.model), {}, options.width, options.height);
    offscreen.app().spare_software_renderers();  // as in a window
    show_sample(options, offscreen.app());
    for (int i = 0; i < 2; ++i) offscreen.draw(i * kFrameStep);
    offscreen.read_pixels();
    const double taken = milliseconds_since(start);
    if (options.json)
        std::printf("%s\n", nlohmann::json{{"start_ms", taken}}.dump().c_str());
    else
        std::printf("%s\n",
                    Message(texts.bench_start, size_words(options), fixed(taken, 0), gl::renderer_name())
                        .in(language)
                        .c_str());
    return 0;
}

int run_bench_pulse(const BenchOptions& options, Language language) {
    app::Offscreen offscreen(open_model(options.model), {}, options.width, options.height);
    offscreen.app().spare_software_renderers();  // as in a window
    show_sample(options, offscreen.app());
    studio::Studio& studio = offscreen.app().studio();
    std::vector<double> times;
    double now = 0;
    const auto begin = Clock::now();
    for (std::size_t i = 0; i < kWarmUp + kFrames && (i <= kWarmUp || Clock::now() - begin < kTime); ++i) {
        if (studio.view().pulse < 0) studio.perform("unit.pulse");
        const auto start = Clock::now();
        offscreen.draw(now);
        offscreen.read_pixels();
        if (i >= kWarmUp) times.push_back(milliseconds_since(start));
        now += kFrameStep;
    }
    const Summary frame = summarise(times);
    if (options.json)
        std::printf(
            "%s\n",
            nlohmann::json{{"frame_ms", frame.median}, {"p95_ms", frame.p95}, {"fps", 1000 / frame.median}}
                .dump()
                .c_str());
    else
        std::printf("%s\n", Message(texts.bench_pulse, size_words(options), fixed(frame.median, 2),
                                    fixed(frame.p95, 2), fixed(1000 / frame.median, 1), gl::renderer_name())
                                .in(language)
                                .c_str());
    return 0;
}

}  // namespace convoscope::cli
