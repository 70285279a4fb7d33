#include "cli/commands/bench_frames.h"

#include <algorithm>

#include "canvas/files.h"
#include "platform/desktop/assets.h"

namespace convoscope::cli {

double milliseconds_since(Clock::time_point start) {
    return std::chrono::duration<double, std::milli>(Clock::now() - start).count();
}

Summary summarise(std::vector<double> times) {
    std::sort(times.begin(), times.end());
    return {times[times.size() / 2], times[times.size() * 95 / 100]};
}

void pin(const BenchOptions& options, app::App& app) {
    if (!options.select.empty()) app.studio().run("unit.select", options.select);
}

void show_sample(const BenchOptions& options, app::App& app) {
    pin(options, app);
    app.studio().canvas.replace(
        canvas::load_drawing(platform::assets_folder() / "drawings" / "digits.jsonl"));
    app.studio().settle();
}

std::string size_words(const BenchOptions& options) {
    return std::to_string(options.width) + "x" + std::to_string(options.height);
}

}  // namespace convoscope::cli
