#include "nn/statistics.h"

#include <algorithm>
#include <cassert>
#include <cmath>
#include <utility>

namespace convoscope::nn {
namespace {

/// How near its end a non-linearity must be to count as dead, as a share of the end's size (of 1 for a
/// sigmoid's lower end, 0).
constexpr float kNear = 0.01f;
constexpr float kScaledTanhEnd = 1.7159f;

constexpr std::size_t kPiece = std::size_t{1} << 18;  ///< of a job: well below a millisecond

}  // namespace

StatisticsJob::StatisticsJob(std::span<const float> values, int bins, std::shared_ptr<const void> owner)
    : values_(values), owner_(std::move(owner)) {
    assert(bins > 0);
    result_.histogram.assign(static_cast<std::size_t>(bins), 0);
}

bool StatisticsJob::step() {
    const std::span<const float> piece = values_.subspan(done_, std::min(kPiece, values_.size() - done_));
    if (spreading_)
        spread(piece);
    else
        range(piece);
    done_ += piece.size();
    if (done_ < values_.size()) return true;
    if (spreading_ || result_.count == 0) return finish();
    result_.mean = sum_ / static_cast<double>(result_.count);
    spreading_ = true;
    done_ = 0;
    return true;
}

bool StatisticsJob::finish() {
    if (result_.count > 0) result_.deviation = std::sqrt(squares_ / static_cast<double>(result_.count));
    return false;
}

void StatisticsJob::range(std::span<const float> piece) {
    for (const float value : piece) {
        if (!std::isfinite(value)) continue;
        const bool first = result_.count++ == 0;
        result_.minimum = first ? value : std::min(result_.minimum, value);
        result_.maximum = first ? value : std::max(result_.maximum, value);
        result_.zeros += value == 0.0f;
        sum_ += value;
    }
}

void StatisticsJob::spread(std::span<const float> piece) {
    const double minimum = result_.minimum;
    const double width = result_.maximum - minimum;
    const int bins = static_cast<int>(result_.histogram.size());
    for (const float value : piece) {
        if (!std::isfinite(value)) continue;
        const double distance = value - result_.mean;
        squares_ += distance * distance;
        const double share = width > 0 ? (value - minimum) / width : 0.0;
        ++result_.histogram[static_cast<std::size_t>(std::min(bins - 1, static_cast<int>(share * bins)))];
    }
}

float StatisticsJob::progress() const {
    if (values_.empty()) return 1;
    const float pass = static_cast<float>(done_) / static_cast<float>(values_.size());
    return 0.5f * (spreading_ ? 1 + pass : pass);
}

Statistics statistics_of(std::span<const float> values, int bins) {
    StatisticsJob job(values, bins);
    while (job.step()) {
    }
    return job.result();
}

bool is_dead(Activation activation, float value) {
    switch (activation) {
        case Activation::Relu:
            return value <= 0.0f;
        case Activation::Tanh:
            return std::abs(value) > 1.0f - kNear;
        case Activation::ScaledTanh:
            return std::abs(value) > (1.0f - kNear) * kScaledTanhEnd;
        case Activation::Sigmoid:
        case Activation::HardSigmoid:
            return value < kNear || value > 1.0f - kNear;
        default:
            return false;
    }
}

std::size_t dead_units(Activation activation, std::span<const float> activations) {
    return static_cast<std::size_t>(std::count_if(activations.begin(), activations.end(),
                                                  [&](float value) { return is_dead(activation, value); }));
}

}  // namespace convoscope::nn
