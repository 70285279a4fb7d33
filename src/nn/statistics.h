#pragma once

#include <memory>
#include <span>
#include <utility>
#include <vector>

#include "nn/architecture.h"

namespace convoscope::nn {

/// What one can say of many values at once.
struct Statistics {
    std::size_t count = 0;  ///< of finite values
    float minimum = 0;
    float maximum = 0;
    double mean = 0;
    double deviation = 0;        ///< standard deviation of all values
    std::size_t zeros = 0;       ///< values that are exactly 0
    std::vector<int> histogram;  ///< counts in equal bins from minimum to maximum, the last with its upper
                                 ///< end; where all values are the same, they are in the first
};

/// Counts them in pieces, as base/job.h wants it: once for the range and once for the spread. Allocates the
/// histogram alone.
class StatisticsJob {
  public:
    /// @param bins   of the histogram
    /// @param owner  what keeps `values` alive while the job runs
    explicit StatisticsJob(std::span<const float> values, int bins = 32,
                           std::shared_ptr<const void> owner = nullptr);

    bool step();
    float progress() const;
    Statistics result() { return std::move(result_); }

  private:
    void range(std::span<const float> piece);
    void spread(std::span<const float> piece);
    bool finish();

    std::span<const float> values_;
    std::shared_ptr<const void> owner_;
    Statistics result_;
    std::size_t done_ = 0;  ///< of this pass
    bool spreading_ = false;
    double sum_ = 0;
    double squares_ = 0;
};

/// Values that are not finite are left out. @param bins  of the histogram
Statistics statistics_of(std::span<const float> values, int bins = 32);

/// Whether a unit with this activation is dead for this input: a ReLU at zero, or a saturating non-linearity
/// within 1 % of one of its ends (a sigmoid below 0.01 or above 0.99, a tanh beyond +-0.99 of its largest).
/// Never where there is no non-linearity, nor of a softmax.
bool is_dead(Activation activation, float value);

/// The number of units of a layer that are dead for this input.
std::size_t dead_units(Activation activation, std::span<const float> activations);

}  // namespace convoscope::nn
