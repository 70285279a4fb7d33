#pragma once

#include <chrono>
#include <string>

#include "base/text.h"
#include "train/trainer.h"

namespace convoscope::cli {

/// "epoch  3 of 20  [=====>    ]  loss 0.3120  held-out 98.92 %  4,120 images/s  2:10 left"
std::string describe(const train::Progress& progress, int bar_width, Language language = Language::English);
/// "2:10" or "1:02:10"
std::string duration_text(double seconds);

/// Shows a training's progress on stderr: on a terminal as one line that is written again and again, else as
/// a plain line at the end of every epoch and twice a minute.
class ProgressLine {
  public:
    explicit ProgressLine(Language language);
    /// Ends the line on a terminal.
    ~ProgressLine();
    ProgressLine(const ProgressLine&) = delete;
    ProgressLine& operator=(const ProgressLine&) = delete;

    void show(const train::Progress& progress);

  private:
    using Clock = std::chrono::steady_clock;
    Language language_;
    bool terminal_;
    bool drawn_ = false;
    int last_epoch_ = 0;
    Clock::time_point last_ = Clock::now();
};

}  // namespace convoscope::cli
