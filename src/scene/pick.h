#pragma once

#include <optional>

#include "scene/camera.h"
#include "scene/layout.h"

namespace convoscope::scene {

/// The block and the unit in it that a ray meets first.
struct Hit {
    int block = 0;  ///< index into Layout::blocks
    int unit = 0;   ///< index among the layer's values
    float distance = 0;
};

/// Ray against boxes, then the unit under the point that was hit. Gaps between units belong to the nearer
/// unit; hidden blocks are not there. In a folded layer the unit found is the one of its first map:
/// strongest_unit() tells which one its cell shows.
/// @param heights  how far each block's top stands above its resting height (see Block::rise); empty: not at
/// all
std::optional<Hit> pick(const Layout& layout, const Ray& ray, const std::vector<float>& heights = {});

/// Where a ray enters a box, by its distance; nothing where it misses.
std::optional<float> distance_to_box(const Ray& ray, const Vector3& low, const Vector3& high);
/// Of a block's cells the one under a place of the world, the nearest where none is.
int cell_under(const Block& block, const Vector3& at);

/// The unit's address parts.
nn::Unit unit_of(const nn::Architecture& architecture, int node, int index);

}  // namespace convoscope::scene
