#pragma once

#include <optional>
#include <span>

#include "scene/camera.h"

namespace convoscope::welcome {

/// Where words of this size go beside the place that they point at: the nearest spot that lies in the room
/// and touches nothing that is taken, nor the place itself; nothing where there is none.
/// @param gap  from the place to the words, at least
std::optional<scene::Viewport> place_beside(scene::Vector2 place, scene::Vector2 size,
                                            const scene::Viewport& room,
                                            std::span<const scene::Viewport> taken, float gap);

}  // namespace convoscope::welcome
