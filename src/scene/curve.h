#pragma once

#include <optional>
#include <vector>

#include "scene/camera.h"

namespace convoscope::scene {

/// A cubic Bezier curve from `a` to `d`, by `pieces` + 1 points.
std::vector<Vector3> bezier(const Vector3& a, const Vector3& b, const Vector3& c, const Vector3& d,
                            int pieces);

/// How far a line is from a pixel, in pixels, as seen now; nothing where it is a point, or an end of it lies
/// behind the eye.
std::optional<float> pixels_between(const Vector3& from, const Vector3& to, const Vector2& pixel,
                                    const Camera& camera, const Viewport& viewport);

}  // namespace convoscope::scene
