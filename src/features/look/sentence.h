#pragma once

#include "features/frame.h"

namespace convoscope::look {

/// What is pointed at (a unit, an edge, a layer's name), or else selected, in plain words: at the middle of
/// the present window's height, as many lines as it has room for.
/// @param left, width  pixels of the screen
void sentence(features::Frame& frame, float left, float width);

}  // namespace convoscope::look
