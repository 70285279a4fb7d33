// Random input finds no way to end the program. CONVOSCOPE_MONKEY_SEED and CONVOSCOPE_MONKEY_EVENTS set what
// is played: CONVOSCOPE_MONKEY_EVENTS=5000000 build-sanitize/app_test --gtest_filter=Monkey.* is a long run.

#include "app/monkey.h"

#include <gtest/gtest.h>
#include <malloc.h>
#include <unistd.h>

#include <algorithm>
#include <csignal>
#include <cstdio>
#include <cstdlib>
#include <exception>
#include <string>
#include <vector>

#include "models/bundled.h"

// Of the sanitizers' runtime, where that is linked.
extern "C" __attribute__((weak)) void __sanitizer_set_death_callback(void (*callback)());
extern "C" __attribute__((weak)) std::size_t __sanitizer_get_current_allocated_bytes();

namespace convoscope::test {
namespace {

Monkey* playing = nullptr;

void tell() {
    if (!playing) return;
    std::fprintf(stderr, "%s\nThe monkey found something: CONVOSCOPE_MONKEY_SEED=%u, event %ld\n",
                 playing->last_events().c_str(), playing->seed(), playing->played());
    playing = nullptr;
}

void tell_and_die(int signal) {  // it dies anyway: what a handler may not do is no worse than that
    tell();
    std::signal(signal, SIG_DFL);
    std::raise(signal);
}

std::size_t heap() {
    if (__sanitizer_get_current_allocated_bytes) return __sanitizer_get_current_allocated_bytes();
    return mallinfo2().uordblks + mallinfo2().hblkhd;
}

long number_from(const char* variable, long otherwise) {
    const char* value = std::getenv(variable);
    return value ? std::atol(value) : otherwise;
}

/// What a user would throw away to begin anew.
void tidy(Headless& headless) {
    studio::Studio& studio = headless.studio();
    headless.resize(480, 300);
    for (int i = 0; i < 3; ++i) headless.key(studio::kKeyEscape);
    studio.run("model.show", "lenet5");
    studio.settings = {};
    studio.settings.language = Language::English;
    studio.view() = {};
    studio.canvas.clear();
    while (studio.canvas.can_undo()) studio.canvas.undo();
    headless.settle();
}

/// Glyphs stay with the fonts once they were needed: all of both languages, before memory is measured.
void show_both_languages(Headless& headless) {
    for (const Language language : {Language::Chinese, Language::English}) {
        headless.studio().settings.language = language;
        headless.settle();
    }
}

/// The models that were shown last are kept: all of them, before memory is measured.
void show_all_models(Headless& headless) {
    const std::string first = headless.studio().exhibit().model().name;
    std::vector<std::string> models = models::bundled_models(headless.studio().assets());
    models.push_back(first);
    for (const std::string& model : models) {
        headless.studio().run("model.show", model);
        headless.settle();
    }
}

/// Each way of drawing units is a shader that the graphics driver keeps once it was compiled, some megabytes
/// each: all palettes, each from afar and near, whole and folded, before memory is measured.
void draw_in_each_way(Headless& headless) {
    studio::Studio& studio = headless.studio();
    for (int palette = 0; palette < 4; ++palette) {
        for (const char* view : {"view.flat", "view.side", "view.answer", "view.original", "view.stage"})
            for (const char* layer : {"conv1", "conv2"}) {
                studio.run(view);
                studio.run("layer.fold", layer);
                headless.settle();
            }
        studio.run("show.next_palette");
    }
}

TEST(Monkey, FindsNoWayToEndTheProgramAndMemoryStaysFlat) {
    constexpr std::size_t kMayGrow = 8 << 20;  ///< bytes, whatever is played
    const long events = number_from("CONVOSCOPE_MONKEY_EVENTS", 20000);
    Monkey monkey(static_cast<std::uint32_t>(number_from("CONVOSCOPE_MONKEY_SEED", 9)));
    playing = &monkey;
    if (__sanitizer_set_death_callback) {
        __sanitizer_set_death_callback(tell);
    } else {
        std::signal(SIGABRT, tell_and_die);
        std::signal(SIGSEGV, tell_and_die);
    }
    show_both_languages(monkey.headless());
    show_all_models(monkey.headless());
    draw_in_each_way(monkey.headless());
    // What rare events need once (the driver's shaders, the largest window, pages) comes in the first half:
    // in 60,000 events the heap stays between 84 and 93 MB. The second half must not grow beyond that.
    std::size_t warm = 0;
    try {
        for (int part = 0; part < 10; ++part) {
            monkey.play(events / 10);
            tidy(monkey.headless());
            const std::size_t now = heap();
            if (part < 5) warm = std::max(warm, now);
            std::printf("event %ld: heap %.1f MB\n", monkey.played(), static_cast<double>(now) / (1 << 20));
            std::fflush(stdout);  // of a run of hours one wants to see how far it is
            if (part >= 5) {
                EXPECT_LT(now, warm + kMayGrow) << "after " << monkey.played() << " events";
            }
        }
    } catch (const std::exception& error) {
        ADD_FAILURE() << error.what() << "\n" << monkey.last_events() << "seed " << monkey.seed();
    }
    playing = nullptr;
    EXPECT_GE(monkey.played(), events / 10 * 10);
}

}  // namespace
}  // namespace convoscope::test
