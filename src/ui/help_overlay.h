#pragma once

#include "ui/intent.h"
#include "ui/look.h"

namespace convoscope::ui {

/// The key table, made from the bindings, and what the mouse does. A click outside of it asks to close it.
void help_overlay(const Look& look, Intents& intents);

}  // namespace convoscope::ui
