#pragma once

#include <vector>

#include "features/feature.h"

namespace convoscope::app {

/// THE list: every capability of the program, in the order of panels, menus and events. A new one is a line
/// here.
std::vector<features::Feature> all_features();

}  // namespace convoscope::app
