#pragma once

#include <imgui.h>

namespace convoscope::ui {

/// Small pictures for what a button does: strokes on a grid of 8 by 8, the same in every font.
enum class Mark {
    Eye,
    EyeClosed,
    Fold,
    Unfold,
    Pulse,
    Play,
    Pause,
    Find,
    Reset,
    Edges,
    View,
    Down,  ///< something opens below
    Export,
    Light,
    Dark,
    Screen,
    More,
};

/// @param corner  of its square, top left
/// @param side    of that square, pixels
void add_mark(ImDrawList& list, Mark mark, ImVec2 corner, float side, ImU32 colour);

}  // namespace convoscope::ui
