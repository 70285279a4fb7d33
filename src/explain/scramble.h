#pragma once

#include <cstdint>
#include <memory>
#include <span>
#include <vector>

#include "nn/model.h"

/// The scramble test: does a heat map care what the network has learned? (Adebayo et al. 2018, "Sanity checks
/// for saliency maps", section 3: cascading randomisation from the top layer down.)
namespace convoscope::explain {

/// Copies of a network whose layers from the top down to a given one are drawn at random anew. They are drawn
/// once: a layer that is scrambled has the same weights in all copies, whichever others are.
class Scrambler {
  public:
    /// @param seed  of nn::initialise(), which the new weights come from
    explicit Scrambler(nn::ModelPtr model, std::uint64_t seed = 1);

    /// The nodes with weights or biases, the last first: what a slider goes through.
    const std::vector<int>& layers() const { return layers_; }
    /// The first `count` of layers() drawn anew, the others as they were; 0: the model itself. Made from the
    /// copy before: only the layers between the two are written. Copies are never changed.
    nn::ModelPtr scrambled(int count);

  private:
    const nn::ModelPtr model_;
    const std::uint64_t seed_;
    std::vector<int> layers_;
    nn::ModelPtr drawn_;    ///< all layers anew; from the first scramble on
    nn::ModelPtr current_;  ///< the copy before,
    int count_ = 0;         ///< and how many of its layers are scrambled
};

/// How alike two maps of equal size are: Spearman's rank correlation of their magnitudes, which is Pearson's
/// correlation of their ranks, equal magnitudes sharing the mean of theirs. 1: the same pixels matter in the
/// same order; 0: no relation. Signs are left out, as in one of the two comparisons of Adebayo et al. 2018.
/// Unlike there, pixels that are 0 in both maps are left out, too: they have no order, and all paper, where
/// maps that are multiplied by the input are 0, would make any two of those alike. 0 where one of the maps is
/// the same everywhere.
float rank_correlation(std::span<const float> map, std::span<const float> other);

}  // namespace convoscope::explain
