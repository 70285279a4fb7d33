// `convoscope bench render`, `bench change`, `bench pen` and `bench point`: frames of the real program, drawn
// off screen and read back.

#include "cli/commands/bench.h"

#include <glad/gl.h>

#include <algorithm>
#include <chrono>
#include <cstdio>
#include <nlohmann/json.hpp>
#include <string>
#include <vector>

#include "app/offscreen.h"
#include "base/message.h"
#include "base/number.h"
#include "cli/commands/bench_frames.h"
#include "cli/inputs.h"
#include "cli/table.h"
#include "cli/texts.h"
#include "gl/load.h"

namespace convoscope::cli {
namespace {

constexpr int kWarmUp = 30;
constexpr int kFrames = 300;
constexpr std::chrono::seconds kTime{20};  // is enough for a slow machine, too
constexpr int kChanges = 4;
constexpr int kChangeFrames = 40;  // the longest glide is over before these are

platform::Event pointer_event(platform::EventKind kind, double x, double y, double time) {
    platform::Event event;
    event.kind = kind;
    event.x = x;
    event.y = y;
    event.time = time;
    return event;
}

/// A cleared target, read back: what the machine takes for nothing.
double empty_frame(const app::Offscreen& offscreen) {
    std::vector<double> times;
    for (int i = 0; i < 60; ++i) {
        const auto start = Clock::now();
        offscreen.target().bind();
        glClearColor(0, 0, 0, 1);
        glClear(GL_COLOR_BUFFER_BIT);
        offscreen.read_pixels();
        times.push_back(milliseconds_since(start));
    }
    return summarise(times).median;
}

/// The name of the layer of most units among those that can be folded; empty: there is none.
std::string largest_layer(const nn::Model& model) {
    const nn::Node* largest = nullptr;
    for (const nn::Node& node : model.architecture.nodes)
        if (!node.output.is_flat() && node.output.channels > 1 &&
            (!largest || node.output.size() > largest->output.size()))
            largest = &node;
    return largest ? largest->name : std::string();
}

void tell(Language language, const Message& line) { std::printf("%s\n", line.in(language).c_str()); }

}  // namespace

int run_bench_render(const BenchOptions& options, Language language) {
    app::Offscreen offscreen(open_model(options.model), {}, options.width, options.height);
    offscreen.app().spare_software_renderers();  // as in a window
    show_sample(options, offscreen.app());
    const double empty = empty_frame(offscreen);

    // A drag over the stage turns the scene, as a user would.
    double now = 0;
    const double middle_x = 0.6 * options.width;
    const double middle_y = 0.5 * options.height;
    std::vector<double> times;
    const auto begin = Clock::now();
    for (int i = 0; i < kWarmUp + kFrames && (i <= kWarmUp || Clock::now() - begin < kTime);
         ++i, now += kFrameStep) {
        const auto start = Clock::now();
        if (i == 2 && !options.still) {
            platform::Event press =
                pointer_event(platform::EventKind::PointerButton, middle_x, middle_y, now);
            press.action = platform::Action::Press;
            offscreen.app().handle(press);
        } else if (i > 2 && !options.still) {
            // There and back, within 70 degrees of the front.
            const int phase = (i - 2) % 400;
            const double swing = phase < 100 ? phase : phase < 300 ? 200 - phase : phase - 400;
            offscreen.app().handle(pointer_event(platform::EventKind::PointerMove, middle_x + 2 * swing,
                                                 middle_y + 0.1 * swing, now));
        }
        offscreen.draw(now);
        offscreen.read_pixels();
        if (i >= kWarmUp) times.push_back(milliseconds_since(start));
    }
    const Summary frame = summarise(times);
    nlohmann::json report = {{"frame_ms", frame.median},        {"p95_ms", frame.p95},
                             {"fps", 1000 / frame.median},      {"empty_frame_ms", empty},
                             {"renderer", gl::renderer_name()}, {"size", size_words(options)},
                             {"still", options.still}};
    if (!options.select.empty()) report["select"] = options.select;
    if (options.json)
        std::printf("%s\n", report.dump().c_str());
    else
        tell(language, {options.still ? texts.bench_still : texts.bench_render, size_words(options),
                        fixed(frame.median, 2), fixed(frame.p95, 2), fixed(1000 / frame.median, 1),
                        fixed(empty, 2), gl::renderer_name()});
    return 0;
}

int run_bench_change(const BenchOptions& options, Language language) {
    app::Offscreen offscreen(open_model(options.model), {}, options.width, options.height);
    offscreen.app().spare_software_renderers();  // as in a window
    offscreen.app().get_ready_when_idle();
    show_sample(options, offscreen.app());
    studio::Studio& studio = offscreen.app().studio();
    double now = 0;
    const auto longest_of = [&](int frames) {
        double longest = 0;
        for (int i = 0; i < frames; ++i, now += kFrameStep) {
            const auto start = Clock::now();
            offscreen.draw(now);
            offscreen.read_pixels();
            longest = std::max(longest, milliseconds_since(start));
        }
        return longest;
    };
    longest_of(kWarmUp);
    const double rest = longest_of(kChangeFrames);
    double palette = 0;
    for (int i = 0; i < kChanges; ++i) {
        studio.perform("show.next_palette");
        palette = std::max(palette, longest_of(kChangeFrames));
    }
    const std::string layer = largest_layer(studio.exhibit().model());
    double fold = 0;
    for (int i = 0; i < kChanges && !layer.empty(); ++i) {  // and back
        studio.perform("layer.fold", layer);
        fold = std::max(fold, longest_of(kChangeFrames));
    }
    if (options.json)
        std::printf("%s\n", nlohmann::json{{"longest_at_rest_ms", rest},
                                           {"longest_palette_ms", palette},
                                           {"longest_fold_ms", fold},
                                           {"fold", layer}}
                                .dump()
                                .c_str());
    else
        tell(language, {texts.bench_change, size_words(options), fixed(palette, 2), fixed(fold, 2),
                        fixed(rest, 2), gl::renderer_name()});
    return 0;
}

int run_bench_pen(const BenchOptions& options, Language language) {
    app::Offscreen offscreen(open_model(options.model), {}, options.width, options.height);
    offscreen.app().spare_software_renderers();  // as in a window
    pin(options, offscreen.app());
    double now = 0;
    offscreen.draw(now);
    offscreen.draw(now);
    // A spiral around the middle of the pad, point by point.
    const scene::Viewport& pad = offscreen.app().studio().places.pad;
    const double centre_x = pad.x + 0.5 * pad.width;
    const double centre_y = pad.y + 0.5 * pad.height;
    std::vector<double> times;
    for (int i = 0; i < kWarmUp + kFrames; ++i, now += kFrameStep) {
        const double angle = 0.05 * i;
        const double radius = pad.width * (0.15 + 0.0005 * i);
        const auto start = Clock::now();
        platform::Event event =
            pointer_event(i == 0 ? platform::EventKind::PointerButton : platform::EventKind::PointerMove,
                          centre_x + radius * std::cos(angle), centre_y + radius * std::sin(angle), now);
        event.action = platform::Action::Press;
        offscreen.app().handle(event);
        offscreen.draw(now);
        offscreen.read_pixels();
        if (i >= kWarmUp) times.push_back(milliseconds_since(start));
    }
    const Summary pen = summarise(times);
    if (options.json)
        std::printf("%s\n",
                    nlohmann::json{{"pen_to_frame_ms", pen.median}, {"p95_ms", pen.p95}}.dump().c_str());
    else
        tell(language, {texts.bench_pen, size_words(options), fixed(pen.median, 2), fixed(pen.p95, 2),
                        gl::renderer_name()});
    return 0;
}

int run_bench_point(const BenchOptions& options, Language language) {
    app::Offscreen offscreen(open_model(options.model), {}, options.width, options.height);
    offscreen.app().spare_software_renderers();  // as in a window
    show_sample(options, offscreen.app());
    double now = 0;
    offscreen.draw(now);
    offscreen.draw(now);
    // All over the stage, each time somewhere else: units of every layer, and what lies between them.
    const scene::Viewport stage = offscreen.app().studio().places.stage;
    std::vector<double> times;
    for (int i = 0; i < kWarmUp + kFrames; ++i, now += kFrameStep) {
        const double across = 0.5 + 0.4 * std::sin(0.37 * i);
        const double down = 0.5 + 0.45 * std::sin(0.23 * i + 1);
        const auto start = Clock::now();
        offscreen.app().handle(pointer_event(platform::EventKind::PointerMove, stage.x + across * stage.width,
                                             stage.y + down * stage.height, now));
        offscreen.draw(now);
        offscreen.read_pixels();
        if (i >= kWarmUp) times.push_back(milliseconds_since(start));
    }
    const Summary point = summarise(times);
    if (options.json)
        std::printf(
            "%s\n",
            nlohmann::json{{"point_to_frame_ms", point.median}, {"p95_ms", point.p95}}.dump().c_str());
    else
        tell(language, {texts.bench_point, size_words(options), fixed(point.median, 2), fixed(point.p95, 2),
                        gl::renderer_name()});
    return 0;
}

}  // namespace convoscope::cli
