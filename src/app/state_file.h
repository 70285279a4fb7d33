#pragma once

#include <filesystem>
#include <optional>
#include <string>

#include "canvas/drawing.h"
#include "scene/view_state.h"

namespace convoscope::app {

/// What is seen, to be opened again: the view, and what it was a view of.
struct SavedState {
    scene::ViewState view;
    std::string model;                       ///< its name; empty: not said
    std::optional<canvas::Drawing> drawing;  ///< nothing: the present one stays
};

/// @throws Error when the file cannot be written
void save_state(const SavedState& state, const std::filesystem::path& path);
/// A file with a view alone is a state, too.
/// @throws Error when it cannot be read, is no state, or its drawing is bad
SavedState load_state(const std::filesystem::path& path);

}  // namespace convoscope::app
