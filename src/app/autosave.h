#pragma once

#include <optional>

#include "app/app.h"
#include "platform/autosave.h"

namespace convoscope::app {

/// Keeps the present drawing and the settings on disk, so that a crash or a kill loses nothing.
class Autosave {
  public:
    /// Without a place to write to it tells so once, on the console, and then does nothing.
    Autosave();

    /// What was left by the last instance; a file that cannot be read is put aside, not overwritten.
    Settings load_settings() const;
    std::optional<canvas::Drawing> load_drawing() const;

    /// Starts without what was left, and without a loss: the settings are overwritten only when they differ
    /// from these, and the drawing is put beside, as drawing-N.previous.jsonl, when there is another to save.
    void start_fresh(const Settings& settings);

    /// Saves what has changed, at most every tenth of a second.
    void update(const App& app, double now);
    /// Saves at once.
    void flush(const App& app);
    /// When update() wants to be called again; nothing: when something changes.
    std::optional<double> due() const { return due_; }

  private:
    void put_previous_drawing_aside() const;
    void save_drawing(const App& app);
    void save_settings(const App& app);

    std::optional<platform::AutosaveSlot> slot_;
    std::uint64_t saved_revision_ = 1;
    bool fresh_ = false;  ///< the drawing that is kept is not this instance's
    std::optional<Settings> saved_settings_;
    double last_save_ = -1;
    std::optional<double> due_;
};

}  // namespace convoscope::app
