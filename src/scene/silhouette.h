#pragma once

#include <vector>

#include "scene/camera.h"

namespace convoscope::scene {

/// What something covers on the screen: a convex polygon, pixels.
using Silhouette = std::vector<Vector2>;

/// Of a box; empty where a corner of it lies behind the eye.
Silhouette silhouette_of(const Vector3& low, const Vector3& high, const Camera& camera,
                         const Viewport& viewport);

}  // namespace convoscope::scene
