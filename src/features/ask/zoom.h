#pragma once

#include <functional>
#include <string>
#include <string_view>

#include "features/ask/state.h"

namespace convoscope::ask {

/// By what name a view keeps the zoom of a page's picture: each layer has its own.
std::string zoom_name(std::string_view page, std::string_view layer);
/// How far a picture zooms: until a number has ample room in a cell.
/// @param side   of a cell where the picture fills the width, pixels
/// @param scale  pixels a point
float most_zoom(float side, float scale);

/// A part of a page that the wheel zooms and a drag moves, as high as the page has room; above it, how that
/// is done, and the way back.
struct ZoomArea {
    std::string name;
    std::function<float(float width)> side;             ///< of a cell in a picture of this width, pixels
    std::function<void(Inspecting&, float zoom)> draw;  ///< at a zoom; 1: it fills the width
};
void zoom_area(Inspecting& inspecting, const ZoomArea& area);

/// A press that moved is a drag of a zoom area, no click on what is in it.
bool is_drag();

}  // namespace convoscope::ask
