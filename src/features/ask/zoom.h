#pragma once

#include <functional>

#include "features/ask/state.h"

namespace convoscope::ask {

/// A part of a page that the wheel zooms and a drag moves, as high as the page has room.
/// @param draw  draws the content at a zoom (1: it fills the width)
void zoom_area(Inspecting& inspecting, const char* id,
               const std::function<void(Inspecting&, float zoom)>& draw);

/// A press that moved is a drag of a zoom area, no click on what is in it.
bool is_drag();

}  // namespace convoscope::ask
