#pragma once

#include <cmath>
#include <cstdint>
#include <numbers>
#include <span>

#include "nn/random.h"

namespace convoscope::explain {

/// Normal numbers of mean 0 and deviation 1, the same ones from the same seed (Box and Muller: "A note on the
/// generation of random normal deviates", 1958).
inline void fill_normal(std::uint64_t seed, std::span<float> values) {
    nn::Random random(seed);
    for (float& value : values) {
        const double radius = std::sqrt(-2 * std::log(1 - random.unit()));
        value = static_cast<float>(radius * std::cos(2 * std::numbers::pi * random.unit()));
    }
}

}  // namespace convoscope::explain
