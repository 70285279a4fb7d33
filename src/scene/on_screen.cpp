#include "scene/on_screen.h"

#include <algorithm>

namespace convoscope::scene {
namespace {

/// Whether anything of a block may be seen: by the ball around it.
bool may_be_seen(const Camera& camera, const Viewport& viewport, const Block& block) {
    const float radius = block.half().norm();
    const Vector3 seen = camera.project(block.centre, viewport);
    if (seen.z() <= -radius) return false;
    const float pixels = radius / block.pitch * pixels_per_unit(camera, viewport, block, seen.z());
    return seen.x() > viewport.x - pixels && seen.x() < viewport.x + viewport.width + pixels &&
           seen.y() > viewport.y - pixels && seen.y() < viewport.y + viewport.height + pixels;
}

}  // namespace

float distance_to(const LayerPlace& layer, const Vector3& eye) {
    return (eye - eye.cwiseMax(layer.low).cwiseMin(layer.high)).norm();
}

float pixels_per_unit(const Camera& camera, const Viewport& viewport, const Block& block, float distance) {
    return block.pitch * camera.distance / (camera.units_per_pixel(viewport) * std::max(distance, 1.0f));
}

std::vector<Need> needs_of(const Layout& layout, const Camera& camera, const Viewport& viewport) {
    std::vector<Need> needs;
    const Vector3 eye = camera.eye();
    for (const LayerPlace& place : layout.layers) {
        Need& need = needs.emplace_back();
        const Block& first = layout.blocks[static_cast<std::size_t>(place.first_block)];
        need.pixels_per_unit = pixels_per_unit(camera, viewport, first, distance_to(place, eye));
        need.folding = place.folded > 0;
        if (need.pixels_per_unit < 1 || !ValuePages::is_large(place.block_count, first.rows, first.columns))
            continue;
        for (int i = 0; i < place.block_count; ++i)
            if (may_be_seen(camera, viewport, layout.blocks[static_cast<std::size_t>(place.first_block + i)]))
                need.visible.push_back(i);
    }
    return needs;
}

}  // namespace convoscope::scene
