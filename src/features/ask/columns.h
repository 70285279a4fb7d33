#pragma once

#include <functional>
#include <vector>

#include "features/ask/state.h"

namespace convoscope::ask {

/// A part of a page, drawn from the cursor downwards, `width` of what it is given wide.
using Part = std::function<void(Inspecting&)>;

/// How many columns a page of this width has room for.
/// @param width  points
int columns_in(float width);

/// The parts of a page: below one another where it is narrow; in columns side by side where it is wide. Of
/// three parts in two columns the second has one for itself: it is the longest.
void in_columns(Inspecting& inspecting, const std::vector<Part>& parts);

}  // namespace convoscope::ask
