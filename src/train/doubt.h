#pragma once

#include <cstdint>
#include <span>
#include <string>
#include <vector>

#include "base/text.h"
#include "base/workers.h"
#include "canvas/drawing.h"
#include "canvas/preprocess.h"
#include "nn/model.h"
#include "train/doubtful.h"

namespace convoscope::train {

/// The probability of the most probable class of each drawing, which took the canvas's own path: below a
/// threshold of it the verdict is "unsure". 0 for a drawing without ink.
std::vector<float> sureness(const nn::Model& model, std::span<const canvas::Drawing> drawings,
                            Workers& workers, const canvas::PreprocessOptions& preprocessing = {});

/// How many of `sureness` (0 .. 1) lie below `threshold`. 0 where there are none.
double share_below(std::span<const float> sureness, float threshold);

/// The largest threshold at which at least the share `kept` (0 .. 1) is not below it.
float threshold_keeping(std::vector<float> sureness, double kept);

/// Drawings that are no digits, of one kind.
struct DoubtfulSet {
    Text name;
    std::vector<canvas::Drawing> drawings;
};

/// What doubt is measured on: `count` scribbles, letters and figures each (the halves of the latter that
/// training never shows), and the first 40 % of the ink of `digits`. The same for the same seed.
std::vector<DoubtfulSet> doubtful_sets(std::size_t count, std::span<const canvas::Drawing> digits,
                                       std::uint64_t seed);

}  // namespace convoscope::train
