#pragma once

#include <cmath>
#include <cstddef>
#include <span>
#include <vector>

#include "explain/changer.h"
#include "explain/transform.h"
#include "nn/networks.h"
#include "nn/random.h"

/// Inputs, and what changes make of them, that the tests of changes share.
namespace convoscope::test {

/// Paper at 0, ink at 1.
inline nn::InputSpec plain_input(int channels, int height, int width) {
    nn::InputSpec spec;
    spec.shape = {channels, height, width};
    return spec;
}

/// Paper lighter than ink, and each channel otherwise.
inline nn::InputSpec coloured_input(int height, int width) {
    nn::InputSpec spec;
    spec.shape = {3, height, width};
    spec.channels = {{-0.5f, 1.5f}, {2.0f, -1.0f}, {0.25f, 0.75f}};
    return spec;
}

/// Each value between its channel's paper and ink.
inline std::vector<float> random_page(const nn::InputSpec& spec, std::uint64_t seed) {
    nn::Random random(seed);
    std::vector<float> page;
    const int area = spec.shape.height * spec.shape.width;
    for (int value = 0; value < spec.shape.size(); ++value) {
        const nn::ChannelRange range = spec.range(value / area);
        page.push_back(range.low + static_cast<float>(random.unit()) * (range.high - range.low));
    }
    return page;
}

inline std::vector<float> changed_page(const nn::InputSpec& spec, const explain::Changes& changes,
                                       std::span<const float> page) {
    std::vector<float> result(page.size());
    explain::Changer(spec).apply(changes, page, result);
    return result;
}

}  // namespace convoscope::test
