#include "scene/relief.h"

#include <algorithm>

#include "scene/on_screen.h"

namespace convoscope::scene {
namespace {

/// The relief needs a look from above: it grows over this way of the eye above the units' tops, world units.
constexpr float kReliefGrows = 60.0f;
constexpr int kMostSteps = 512;  ///< of a march through a block
constexpr float kStep = 0.2f;    ///< of a cell

const LayerPlace& place_of(const Layout& layout, const Block& block) {
    return layout.layers[static_cast<std::size_t>(block.node)];
}

/// Along the ray from where it enters a block's hull, until it is below a unit's top: the shader's march.
std::optional<Hit> march(const Showing& showing, const Ray& ray, int index, float relief) {
    const Block& block = showing.layout.blocks[static_cast<std::size_t>(index)];
    const Vector3 low = block.centre - block.half();
    const Vector3 high = block.centre + block.half() + Vector3(0, relief, 0);
    const auto entered = distance_to_box(ray, low, high);
    if (!entered) return std::nullopt;
    const Strengths strengths(showing, block);
    const float floor = block.centre.y() + block.half().y();
    for (int i = 0; i < kMostSteps; ++i) {
        const float t = *entered + static_cast<float>(i) * kStep * block.pitch;
        const Vector3 at = ray.origin + ray.direction * t;
        if (i > 0 && (at.x() < low.x() || at.x() > high.x() || at.z() < low.z() || at.z() > high.z())) break;
        const int local = cell_under(block, at);
        if (local >= block.unit_count) continue;
        const int unit = block.first_unit + local;
        if (at.y() <= floor + relief * strengths.of_unit(unit) + 1e-3f) return Hit{index, unit, t};
    }
    return std::nullopt;
}

}  // namespace

Strengths::Strengths(const Showing& showing, const Block& block) : showing_(showing), block_(block) {
    const Range range = range_of(showing.values, block, showing.painting.scaling);
    const float span = range.high - range.low;
    if (!(span > 0)) return;
    gain_ = 1 / span;
    offset_ = -range.low * gain_;
}

float Strengths::of(float value) const {
    const float zero = std::clamp(offset_, 0.0f, 0.98f);
    return (std::clamp(value * gain_ + offset_, zero, 1.0f) - zero) / (1 - zero);
}

float Strengths::of_unit(int unit) const {
    const int node = block_.node;
    if (showing_.painting.is_pending(node, unit)) return of(0);
    const int shown = strongest_unit(showing_.layout, showing_.values, node, unit);
    return of(showing_.values.value(node, shown) * showing_.painting.level(node));
}

float Strengths::highest() const {
    const bool folds = block_.folded > 0;
    const int size = static_cast<int>(showing_.values.target(block_.node).size());
    const Range extent =
        showing_.values.extent(block_.node, folds ? 0 : block_.first_unit, folds ? size : block_.unit_count);
    return of(extent.high * showing_.painting.level(block_.node));
}

float relief_of(const Showing& showing, const LayerPlace& place, const Block& block) {
    if (showing.relief.height <= 0 || block.rise > 0) return 0;
    const Vector3 eye = showing.camera.eye();
    const float pixels = pixels_per_unit(showing.camera, showing.viewport, block, distance_to(place, eye));
    const float by_size = std::clamp(pixels / showing.relief.least_pixels - 1, 0.0f, 1.0f);
    const float full = showing.relief.height * block.pitch;
    const float above = eye.y() - (place.high.y() + full);
    return full * by_size * std::clamp(above / kReliefGrows, 0.0f, 1.0f) * place.presence;
}

float rise_of(const Showing& showing, const Block& block, int unit) {
    const float relief = relief_of(showing, place_of(showing.layout, block), block);
    return relief > 0 ? relief * Strengths(showing, block).of_unit(unit) : 0;
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
