#pragma once

#include "app/app.h"
#include "app/imgui_context.h"

namespace convoscope::app {

/// Makes and writes the picture that was asked for, and tells the user where it is: what the window shows, on
/// a surface of the request's size (else the window's), panels and text as large in proportion. Menus,
/// notices and the pen's ring are not in it. The frame that is drawn next has the window's fonts again.
/// @param window  the surface of the present frame
void answer(const studio::PictureRequest& request, App& app, ImGuiContextHolder& imgui, const Surface& window,
            double now);

}  // namespace convoscope::app
