#pragma once

#include "scene/camera.h"
#include "ui/look.h"

namespace convoscope::ui {

/// Words on a small plate, above and to the right of a place, but within the stage. May have several lines.
void plate(const Look& look, const scene::Viewport& stage, const scene::Vector2& at, const char* words,
           bool strong, ImDrawList& list);
/// The same at a place in the scene; nothing where that lies behind the eye.
void plate_in_space(const Look& look, const scene::Camera& camera, const scene::Viewport& stage,
                    const scene::Vector3& position, const char* words, bool strong, ImDrawList& list);

}  // namespace convoscope::ui
