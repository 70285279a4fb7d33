#pragma once

#include <cstdint>

#include "nn/random.h"

namespace convoscope::train {

/// A generator for one thing in one epoch: what it gives depends on these numbers alone, and so not on which
/// thread came to the thing first.
inline nn::Random random_for(std::uint64_t seed, std::uint64_t epoch, std::uint64_t thing) {
    const std::uint64_t of_epoch = nn::Random(seed).next() + epoch;
    return nn::Random(nn::Random(nn::Random(of_epoch).next() + thing).next());
}

/// Uniform in [-extent, extent).
inline float within(nn::Random& random, float extent) {
    return static_cast<float>(random.between(-extent, extent));
}

}  // namespace convoscope::train
