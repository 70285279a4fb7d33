#include "scene/relief.h"

#include <algorithm>
#include <cmath>

namespace convoscope::scene {
namespace {

constexpr float kDegrees = 3.14159265358979f / 180.0f;
/// The relief needs a look from above: it grows over this way of the eye above the units' tops, world units.
constexpr float kReliefGrows = 60.0f;
constexpr int kMostSteps = 512;  ///< cells that a ray crosses in a block

const LayerPlace& place_of(const Layout& layout, const Block& block) {
    return layout.layers[static_cast<std::size_t>(block.node)];
}

/// Along the ray from where it enters a block's hull, from cell to cell, until it is below a unit's top: the
/// shader's march.
std::optional<Hit> march(const Showing& showing, const Ray& ray, int index, float relief) {
    const Block& block = showing.layout.blocks[static_cast<std::size_t>(index)];
    const Vector3 low = block.centre - block.half();
    const Vector3 high = block.centre + block.half() + Vector3(0, relief, 0);
    Layout alone;
    alone.blocks = {block};
    const auto entered = pick(alone, ray, {relief});
    if (!entered) return std::nullopt;
    float t = entered->distance;
    const float step = 0.2f * block.pitch;
    for (int i = 0; i < kMostSteps; ++i, t += step) {
        const Vector3 at = ray.origin + ray.direction * t;
        if (i > 0 && (at.x() < low.x() || at.x() > high.x() || at.z() < low.z() || at.z() > high.z())) break;
        const auto cell = [&](float offset, int count) {
            return std::clamp(
                static_cast<int>(std::floor(offset / block.pitch + 0.5f * static_cast<float>(count))), 0,
                count - 1);
        };
        const int local = cell(at.z() - block.centre.z(), block.rows) * block.columns +
                          cell(at.x() - block.centre.x(), block.columns);
        if (local >= block.unit_count) continue;
        const float top =
            block.centre.y() + block.half().y() + rise_of(showing, block, block.first_unit + local);
        if (at.y() <= top + 1e-3f) return Hit{index, block.first_unit + local, t};
    }
    return std::nullopt;
}

}  // namespace

float relief_of(const Showing& showing, const LayerPlace& place, const Block& block) {
    if (showing.relief.height <= 0 || block.rise > 0) return 0;
    const Vector3 eye = showing.camera.eye();
    const float away = (eye - eye.cwiseMax(place.low).cwiseMin(place.high)).norm();
    const float pixels =
        showing.viewport.height /
        (2 * std::tan(0.5f * showing.camera.field_of_view * kDegrees) * std::max(away, 1.0f));
    const float by_size = std::clamp(block.pitch * pixels / showing.relief.least_pixels - 1, 0.0f, 1.0f);
    const float full = showing.relief.height * block.pitch;
    const float above = eye.y() - (place.high.y() + full);
    return full * by_size * std::clamp(above / kReliefGrows, 0.0f, 1.0f) * place.presence;
}

float rise_of(const Showing& showing, const Block& block, int unit) {
    const float relief = relief_of(showing, place_of(showing.layout, block), block);
    if (relief <= 0) return 0;
    const int shown = strongest_unit(showing.layout, showing.values, block.node, unit);
    const float value = showing.painting.is_pending(block.node, unit)
                            ? 0.0f
                            : showing.values.value(block.node, shown) * showing.painting.level(block.node);
    const Range range = range_of(showing.values, block, showing.painting.scaling);
    const float span = range.high - range.low;
    if (span <= 0) return 0;
    const float zero = std::clamp(-range.low / span, 0.0f, 0.98f);
    return relief * (std::clamp((value - range.low) / span, zero, 1.0f) - zero) / (1 - zero);
}

std::optional<Hit> pick_in_relief(const Showing& showing, const Ray& ray) {
    std::optional<Hit> best = pick(showing.layout, ray, showing.heights);
    for (const LayerPlace& place : showing.layout.layers) {
        if (!place.visible()) continue;
        for (int i = place.first_block; i < place.first_block + place.block_count; ++i) {
            const Block& block = showing.layout.blocks[static_cast<std::size_t>(i)];
            if (!block.visible()) continue;
            const float relief = relief_of(showing, place, block);
            if (relief <= 0) break;  // none in this layer
            const auto hit = march(showing, ray, i, relief);
            if (hit && (!best || hit->distance < best->distance || hit->block == best->block)) best = hit;
        }
    }
    return best;
}

}  // namespace convoscope::scene
