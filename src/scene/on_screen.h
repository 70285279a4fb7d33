#pragma once

#include <vector>

#include "scene/camera.h"
#include "scene/value_pages.h"

namespace convoscope::scene {

/// From the eye to the nearest point of a layer's bounding box.
float distance_to(const LayerPlace& layer, const Vector3& eye);

/// How many pixels one unit of a block is wide, at a distance from the eye.
float pixels_per_unit(const Camera& camera, const Viewport& viewport, const Block& block, float distance);

/// What the camera makes of each layer: what its values must be there for.
std::vector<Need> needs_of(const Layout& layout, const Camera& camera, const Viewport& viewport);

}  // namespace convoscope::scene
