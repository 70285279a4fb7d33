#pragma once

#include <cstddef>
#include <cstdint>
#include <memory>
#include <optional>
#include <span>
#include <vector>

#include "canvas/drawing.h"
#include "data/images.h"
#include "nn/architecture.h"
#include "train/augment.h"

namespace convoscope::train {

/// Some of a set's pictures: `count` of them from `first` on.
struct Part {
    std::shared_ptr<const data::LabelledImages> images;
    std::size_t first = 0;
    std::size_t count = 0;

    std::span<const std::uint8_t> image(std::size_t index) const { return images->image(first + index); }
    int label(std::size_t index) const { return images->labels[first + index]; }
};

Part whole(std::shared_ptr<const data::LabelledImages> images);

/// The last `held_out` pictures, and those before them.
struct Split {
    Part training;
    Part held_out;
};

/// @throws Error when nothing would be left to train on
Split split_tail(std::shared_ptr<const data::LabelledImages> images, std::size_t held_out);

/// Pictures to train on. Several sets are mixed: an epoch takes `share` times each one's count.
struct TrainingSet {
    Part part;
    double share = 1.0;                          ///< 0.5: another half in every epoch; 2: all of them twice
    std::optional<AugmentOptions> augment = {};  ///< none: as TrainOptions has them
    /// Where the pictures were drawn with a pen, the drawing of each picture of the part's images: they are
    /// drawn afresh each time.
    std::shared_ptr<const std::vector<canvas::Drawing>> drawings = {};
};

/// Pictures that a model is measured on while others are learned.
struct HeldOut {
    Part part;
    double weight = 1.0;  ///< of its accuracy in the mean, and of its loss where the temperature is fitted
};

/// One picture of one of several sets.
struct Pick {
    std::uint32_t set = 0;
    std::uint32_t index = 0;  ///< in the set's part
    bool operator==(const Pick&) const = default;
};

/// The pictures of one epoch, shuffled; the same for the same seed and epoch.
std::vector<Pick> draw_epoch(std::span<const TrainingSet> sets, std::uint64_t seed, int epoch);

/// Writes a picture, 0 paper .. 1 ink, to `ink` (as many values as the picture has).
void to_ink(std::span<const std::uint8_t> image, std::span<float> ink);

/// @throws Error when the part is empty, a label is no class of the network, or the pictures do not fit into
/// its input
void check_fits(const Part& part, const nn::Architecture& architecture);

}  // namespace convoscope::train
