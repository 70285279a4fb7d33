#pragma once

#include <vector>

#include "features/feature.h"

namespace convoscope::app {

/// A panel's window and where it is.
struct PanelPlace {
    const char* window;
    scene::Viewport place;
};

/// What drawing the panels leaves and tells.
struct Arranged {
    scene::Viewport stage;                 ///< what the panels leave for the scene, ImGui pixels
    scene::Viewport floating{0, 0, 0, 0};  ///< what lies on the stage while presenting
    scene::Viewport bottom;                ///< the bar at the bottom
    std::vector<PanelPlace> panels;
    bool page_open = false;  ///< the column at the right, or
    bool sheet = false;      ///< the sheet below the stage
    bool blocked = false;    ///< an overlay or a menu lies over everything: no drawing, no turning
};

/// Lays out and draws all that the features show into the present ImGui frame: the menus, the left column
/// with its sections, the bars above and below the stage, the page at the right, overlays, the notice. The
/// stage lies between them, never under them.
Arranged draw_panels(features::Frame& frame, const std::vector<features::Feature>& features);

/// The largest scale (pixels a point) at which the panels fit a window of this size, in pixels.
/// @param density  of the monitor
float largest_scale(int width, int height, float density);

/// The menus, in the present window: a menu a group, its commands with their keys, then what features add.
/// @return whether one is open
bool draw_menu_bar(features::Frame& frame, const std::vector<features::Feature>& features);

}  // namespace convoscope::app
