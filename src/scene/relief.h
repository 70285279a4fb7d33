#pragma once

#include <optional>

#include "scene/draw_list.h"
#include "scene/pick.h"

namespace convoscope::scene {

/// How far a layer's units stand out as seen now, world units at the scale's high end: nothing where they are
/// small on the screen, where the eye is level with them, or where the layer's blocks rise by themselves.
float relief_of(const Showing& showing, const LayerPlace& place, const Block& block);

/// How far above the top of a silent unit a unit's top stands, as shaders/units.frag draws it.
/// @param unit  index among the layer's values
float rise_of(const Showing& showing, const Block& block, int unit);

/// The unit that a ray meets first, where units stand out of their blocks; else like pick().
std::optional<Hit> pick_in_relief(const Showing& showing, const Ray& ray);

}  // namespace convoscope::scene
