#pragma once

#include <filesystem>
#include <optional>
#include <string>
#include <utility>
#include <vector>

#include "app/app.h"
#include "platform/desktop/autosave.h"

namespace convoscope::app {

/// Keeps the present drawing and the settings on disk, so that a crash or a kill loses nothing.
class Autosave {
  public:
    /// Without a place to write to it tells so once and then does nothing.
    Autosave();

    /// What was left by the last instance; a file that cannot be read is put aside, not overwritten.
    void load_settings(App& app);
    std::optional<canvas::Drawing> load_drawing();

    /// Starts without what was left, and without a loss: the settings are overwritten only when they differ
    /// from the present ones, and the drawing is put beside, as drawing-N.previous.jsonl, when there is
    /// another to save.
    void start_fresh(const App& app);

    /// Saves what has changed, at most every tenth of a second.
    void update(const App& app, double now);
    /// Saves at once.
    void flush(const App& app);
    /// When update() wants to be called again; nothing: when something changes.
    std::optional<double> due() const { return due_; }
    /// What went wrong since the last call, a line each, for the window to show; the console has it already.
    std::vector<Message> take_troubles() { return std::exchange(troubles_, {}); }

  private:
    void tell(const Message& line);
    void put_unreadable_aside(const std::filesystem::path& path, const Message& why);
    void put_previous_drawing_aside() const;
    void save_drawing(const App& app);
    void save_settings(const App& app);

    std::optional<platform::AutosaveSlot> slot_;
    std::uint64_t saved_revision_ = 1;
    bool fresh_ = false;          ///< the drawing that is kept is not this instance's
    std::string saved_settings_;  ///< as they are in the file
    std::uint64_t checked_ = 0;   ///< Studio::changes() when it was looked at last
    double last_check_ = -1;
    std::optional<double> due_;
    std::vector<Message> troubles_;
};

}  // namespace convoscope::app
