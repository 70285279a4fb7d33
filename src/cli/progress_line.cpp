#include "cli/progress_line.h"

#include <cmath>
#include <cstdio>
#include <iostream>

#include "base/message.h"
#include "base/number.h"
#include "cli/table.h"
#include "cli/texts.h"
#include "platform/desktop/terminal.h"

namespace convoscope::cli {

namespace {

constexpr int kBarWidth = 20;

}  // namespace

std::string duration_text(double seconds) {
    const long whole = std::lround(std::max(0.0, seconds));
    char text[64];
    if (whole >= 3600)
        std::snprintf(text, sizeof text, "%ld:%02ld:%02ld", whole / 3600, whole / 60 % 60, whole % 60);
    else
        std::snprintf(text, sizeof text, "%ld:%02ld", whole / 60, whole % 60);
    return text;
}

std::string describe(const train::Progress& progress, int bar_width, Language language) {
    const auto in = [language](const Message& message) { return message.in(language); };
    const std::string epochs = std::to_string(progress.epochs);
    std::string epoch = std::to_string(progress.epoch);
    epoch.insert(0, epochs.size() - std::min(epochs.size(), epoch.size()), ' ');
    std::string text = in({texts.epoch_of, epoch, epochs});
    if (bar_width > 0) {
        const double done =
            static_cast<double>(progress.step) / static_cast<double>(std::max(1L, progress.steps));
        const int full = static_cast<int>(done * bar_width);
        std::string bar(bar_width, ' ');
        for (int i = 0; i < full; ++i) bar[i] = '=';
        if (full < bar_width) bar[full] = '>';
        text += "  [" + bar + "]";
    }
    text += "  " + in({texts.loss, fixed(progress.loss, 4)});
    if (progress.accuracy) text += "  " + in({texts.held_out, percent(*progress.accuracy, 2)});
    text += "  " + in({texts.images_a_second, grouped(std::llround(progress.images_per_second))});
    if (!progress.finished) text += "  " + in({texts.time_left, duration_text(progress.seconds_left)});
    return text;
}

ProgressLine::ProgressLine(Language language)
    : language_(language), terminal_(platform::errors_go_to_a_terminal()) {}

ProgressLine::~ProgressLine() {
    if (drawn_) std::cerr << std::endl;
}

void ProgressLine::show(const train::Progress& progress) {
    const Clock::time_point now = Clock::now();
    const bool epoch_ended = last_epoch_ != 0 && (progress.epoch != last_epoch_ || progress.finished);
    const double pause = terminal_ ? 0.1 : 30.0;
    if (!epoch_ended && std::chrono::duration<double>(now - last_).count() < pause) {
        last_epoch_ = progress.epoch;
        return;
    }
    train::Progress shown = progress;
    if (epoch_ended && !progress.finished) shown.epoch = last_epoch_;  // its accuracy is known now
    last_ = now;
    last_epoch_ = progress.epoch;
    if (terminal_) {
        const std::string line =
            first_columns(describe(shown, kBarWidth, language_), platform::terminal_columns() - 1);
        std::cerr << "\r" << line << "\x1b[K" << std::flush;
        drawn_ = true;
    } else {
        std::cerr << describe(shown, 0, language_) << std::endl;
    }
}

}  // namespace convoscope::cli
