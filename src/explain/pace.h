#pragma once

#include <algorithm>
#include <chrono>
#include <cstddef>

namespace convoscope::explain {

/// How much work a step of a job takes on so that it lasts some milliseconds (base/job.h): what the fastest
/// step so far would have done in that time (others were slowed down by what else runs on the machine, and
/// shorter steps would only add to that), and at most twice as much as the last one.
class Pace {
  public:
    using Clock = std::chrono::steady_clock;
    static constexpr std::chrono::microseconds kStep{6000};

    explicit Pace(std::size_t first, std::chrono::microseconds step = kStep) : amount_(first), step_(step) {}

    std::size_t amount() const { return amount_; }
    /// Of the step that began then and did amount().
    void note(Clock::time_point start) {
        const double took = std::chrono::duration<double>(Clock::now() - start).count();
        const auto did = static_cast<double>(amount_);
        speed_ = std::max(speed_, did / std::max(took, 1e-9));
        const double fits = speed_ * step_.count();
        amount_ = static_cast<std::size_t>(std::clamp(std::min(fits, 2 * did), 1.0, 1e9));
    }

  private:
    std::size_t amount_;
    std::chrono::duration<double> step_;
    double speed_ = 0;  ///< a second, the greatest so far
};

}  // namespace convoscope::explain
