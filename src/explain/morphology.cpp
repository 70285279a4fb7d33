#include "explain/morphology.h"

#include <algorithm>
#include <cassert>
#include <cmath>
#include <cstddef>

namespace convoscope::explain {
namespace {

void complement(std::span<float> ink) {
    for (float& value : ink) value = 1.0f - value;
}

/// Row by row, one place of the disc after the other: the inner loop is along the row.
/// @param source  the picture with `reach` values of outside on all sides
void largest(float radius, int reach, const std::vector<float>& source, std::span<float> ink, int height,
             int width) {
    const int stride = width + 2 * reach;
    for (int down = -reach; down <= reach; ++down) {
        for (int across = -reach; across <= reach; ++across) {
            const float distance = std::hypot(static_cast<float>(down), static_cast<float>(across));
            const float weight = std::clamp(radius + 1.0f - distance, 0.0f, 1.0f);
            if (weight <= 0.0f || (down == 0 && across == 0)) continue;
            for (int row = 0; row < height; ++row) {
                const float* from =
                    source.data() + static_cast<std::ptrdiff_t>(row + down + reach) * stride + across + reach;
                float* to = ink.data() + static_cast<std::ptrdiff_t>(row) * width;
                for (int column = 0; column < width; ++column)
                    to[column] = std::max(to[column], weight * from[column]);
            }
        }
    }
}

/// @param outside  what lies around the picture
void spread(float radius, float outside, std::vector<float>& source, std::span<float> ink, int height,
            int width) {
    const int reach = static_cast<int>(std::ceil(radius));
    const int stride = width + 2 * reach;
    source.assign(static_cast<std::size_t>(stride) * static_cast<std::size_t>(height + 2 * reach), outside);
    for (int row = 0; row < height; ++row) {
        const float* from = ink.data() + static_cast<std::ptrdiff_t>(row) * width;
        std::copy(from, from + width,
                  source.begin() + static_cast<std::ptrdiff_t>(row + reach) * stride + reach);
    }
    largest(radius, reach, source, ink, height, width);
}

}  // namespace

void Morphology::dilate(float radius, std::span<float> ink, int height, int width) {
    assert(radius >= 0);
    spread(radius, 0.0f, source_, ink, height, width);
}

void Morphology::erode(float radius, std::span<float> ink, int height, int width) {
    assert(radius >= 0);
    complement(ink);
    spread(radius, 1.0f, source_, ink, height, width);
    complement(ink);
}

}  // namespace convoscope::explain
