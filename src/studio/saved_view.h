#pragma once

#include <filesystem>
#include <optional>
#include <string>

#include "base/fields_json.h"
#include "canvas/drawing.h"
#include "scene/view_state.h"
#include "studio/settings.h"

namespace convoscope::studio {

class Studio;

/// What is seen, to be opened again: the view, how the program looks, and what it was a view of.
struct SavedView {
    scene::ViewState view;
    Settings settings;                       ///< theme, size, panels, motion: those of the file
    std::string model;                       ///< its name; empty: not said
    std::optional<canvas::Drawing> drawing;  ///< nothing: the present one stays
    fields::Json features = nullptr;         ///< by names, what features add (Studio::seen()); may be null
};

/// What the studio's features add to a saved view.
fields::Json features_seen(const Studio& studio);
/// Brings them to what the view says, or, where it says nothing, back to how they begin.
/// @throws Error naming `origin`
void see_features(Studio& studio, const fields::Json& features, const std::string& origin);

/// As JSON: the fields of the view and of the settings side by side, "model", "drawing".
/// @throws Error when the file cannot be written
void save_view(const SavedView& saved, const std::filesystem::path& path);
/// A file with a view alone is a saved view, too.
/// @param settings  what holds where the file says nothing; the language and the panels' widths are never a
/// file's
/// @throws Error when it cannot be read, is no view, or its drawing is bad
SavedView load_view(const std::filesystem::path& path, const Settings& settings = {});

}  // namespace convoscope::studio
