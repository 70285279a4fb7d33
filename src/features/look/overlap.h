#pragma once

#include <vector>

#include "scene/camera.h"

namespace convoscope::look {

/// What a box of the scene covers on the screen: a convex polygon. Empty where a corner lies behind the eye.
using Outline = std::vector<scene::Vector2>;
Outline outline_of(const scene::Vector3& low, const scene::Vector3& high, const scene::Camera& camera,
                   const scene::Viewport& stage);
bool touches(const Outline& outline, const scene::Viewport& box);

}  // namespace convoscope::look
