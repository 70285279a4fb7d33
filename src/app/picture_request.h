#pragma once

#include <functional>

#include "app/app.h"
#include "app/imgui_context.h"
#include "gl/target.h"

namespace convoscope::app {

/// Makes and writes the picture that was asked for, and tells the user where it is: the present frame, or,
/// where the request has a size, the same frame on another surface, panels and text as large, in proportion,
/// as they are on this one.
/// @param surface     of the present frame
/// @param read_frame  gives its pixels
void answer(const studio::PictureRequest& request, App& app, ImGuiContextHolder& imgui,
            const Surface& surface, const std::function<gl::Pixels()>& read_frame, double now);

}  // namespace convoscope::app
