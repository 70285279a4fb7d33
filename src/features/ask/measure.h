#pragma once

#include <cstdint>
#include <memory>
#include <optional>
#include <span>

#include "base/job.h"
#include "nn/statistics.h"
#include "studio/studio.h"

/// What the open page of the inspector says of all its values at once: measured when it opens and when they
/// change, not in every frame, and by a job where they are many.
namespace convoscope::ask {

struct Page;

struct Measured {
    nn::Statistics statistics;
    std::size_t silent = 0;  ///< of activations: units that are silent for this drawing
};

class MeasureJob {
  public:
    /// @param activation  of the layer that the values are the activations of; Identity: of none
    /// @param owner  what keeps `values` alive while the job runs
    MeasureJob(std::span<const float> values, nn::Activation activation, std::shared_ptr<const void> owner);

    bool step();
    float progress() const { return statistics_.progress(); }
    Measured result();

  private:
    std::span<const float> values_;
    nn::Activation activation_;
    nn::StatisticsJob statistics_;
};

/// What something was measured of.
struct MeasuredKey {
    const nn::Model* model = nullptr;
    int node = -1;
    const Page* page = nullptr;
    std::uint64_t reading = 0;  ///< of activations; 0 of weights

    bool operator==(const MeasuredKey&) const = default;
};

/// The last that was measured, and what is being measured.
class Measurement {
  public:
    /// Brings it to what the open page shows.
    void follow(studio::Studio& studio);
    /// Of what the open page shows; null where it shows no such thing, or it is still being measured.
    const Measured* of(const studio::Studio& studio) const;
    /// A job is done that follow() has not taken yet.
    bool has_news() const { return pending_.done(); }

  private:
    MeasuredKey key_;
    std::optional<Measured> measured_;
    Pending<MeasureJob> pending_;
};

}  // namespace convoscope::ask
