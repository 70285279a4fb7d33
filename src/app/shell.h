#pragma once

#include "features/feature.h"

namespace convoscope::app {

/// What the shell itself can do, as a feature: the key table, the language, quitting.
features::Feature shell();

struct ShellState {
    bool key_table = false;  ///< it lies over everything
};

/// Every key and what it does, made from the commands, and what the mouse does.
void draw_key_table(features::Frame& frame);

}  // namespace convoscope::app
