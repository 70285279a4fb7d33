#pragma once

#include <cstdint>

#include "canvas/drawing.h"
#include "features/feature.h"

/// The first screen: a ghost draws a sample on the pad, the pulse runs once, and three callouts say what one
/// can do. At the first press or key its drawing is there at once and stays to be looked into; it goes, and
/// was never the user's, with a press on the pad, with whatever draws, and with Esc. The callouts go at the
/// first stroke.
namespace convoscope::welcome {

struct State {
    enum class Phase {
        Off,
        Drawing,
        Pulsing,
        Resting,  ///< the ghost's drawing stays
    };
    Phase phase = Phase::Off;
    bool callouts = false;
    canvas::Drawing sample;             ///< that the ghost draws
    double start = -1;                  ///< of its drawing, seconds; negative: with the next frame
    std::uint64_t shown = 0;            ///< points of it that are drawn
    std::uint64_t canvas_revision = 0;  ///< of the user's canvas, when it began
    std::uint64_t ghosts = 0;           ///< how many canvases it has had
};

features::Feature feature();

/// What the ghost holds the pen with, and the callouts.
void labels(features::Frame& frame, const studio::Exhibit& exhibit, ImDrawList& list);

}  // namespace convoscope::welcome
