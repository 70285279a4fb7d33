#pragma once

#include <cstddef>
#include <memory>
#include <optional>
#include <string>
#include <vector>

#include "explain/latest.h"
#include "explain/silenced.h"
#include "train/sets.h"

namespace convoscope::explain {

/// How a model reads a set without one of its maps or units.
struct Without {
    std::string address;  ///< "conv2/9", "fc1/17"
    long correct = 0;     ///< pictures that are still, or only now, read rightly
    long changed = 0;     ///< pictures that are read as something else than with it
};

/// Which maps or units a model can do without. Of the first `pictures` that were read; all of them when the
/// job is done.
struct Ablation {
    std::size_t pictures = 0;
    std::size_t all = 0;           ///< pictures of the set
    long correct = 0;              ///< with all maps and units
    std::vector<Without> without;  ///< in the order in which they were asked for

    double accuracy() const { return share(correct); }
    double accuracy(const Without& one) const { return share(one.correct); }

  private:
    double share(long right) const {
        return pictures == 0 ? 0.0 : static_cast<double>(right) / static_cast<double>(pictures);
    }
};

/// The maps of all convolutions; of a network that has none, the units of its hidden layers with weights.
std::vector<std::string> parts_to_try(const nn::Architecture& architecture);

/// Reads a set once for each of some maps or units, with that one's activations set to zero, one after the
/// other (base/job.h). Picture by picture: the layers below are computed once, and stay in the workspace;
/// for each map only what hears it is computed anew, from the last layer's maps to the first's. So nothing is
/// kept of the set, whatever its size. A map that is zero anyway changes nothing, and costs nothing.
/// Pictures come in an order in which any beginning is a fair sample, so that what is known so far is an
/// estimate of all numbers at once.
///
/// Without anything to try it is the accuracy of a model with what `base` has switched off.
class AblationJob {
  public:
    /// @param base     what is off all the time
    /// @param parts    addresses of maps or units (explain::parse_map(), or of single units)
    /// @param threads  that work in a step
    /// @throws Error when there is no such part, or the set does not fit the model
    AblationJob(Silencer base, train::Part part, const std::vector<std::string>& parts, int threads);
    ~AblationJob();
    AblationJob(AblationJob&&) noexcept;
    AblationJob& operator=(AblationJob&&) noexcept;

    /// @throws Error as train::check_numbers()
    bool step();
    float progress() const;
    Ablation result();
    /// What is known so far, on any thread.
    std::shared_ptr<const Latest<Ablation>> latest() const;

  private:
    struct Work;
    std::unique_ptr<Work> work_;
};

}  // namespace convoscope::explain
