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

/// The unit's address parts.
nn::Unit unit_of(const nn::Architecture& architecture, int node, int index);

}  // namespace convoscope::scene
