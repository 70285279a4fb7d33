#pragma once

#include "canvas/drawing.h"

namespace convoscope::welcome {

/// Seconds that a hand took for a drawing: its points' own times, and a pause between two strokes.
double duration(const canvas::Drawing& drawing);

/// What there was of it after so many seconds; without a label.
canvas::Drawing beginning(const canvas::Drawing& drawing, double seconds);

}  // namespace convoscope::welcome
