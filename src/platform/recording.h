#pragma once

#include <filesystem>
#include <span>
#include <string>
#include <string_view>
#include <vector>

#include "platform/event.h"

namespace convoscope::platform {

/// One event as one line of JSON (no newline), with its kind, its time and the fields that its kind names:
/// `{"kind": "pointer_button", "time": 1.25, "x": 100, "y": 80, "button": "left", "action": "press",
/// "modifiers": ["shift"]}`
std::string to_json(const Event& event);
/// Unknown keys are ignored, missing ones keep Event's defaults.
/// @param name, line  where it comes from, for the error
/// @throws Error
Event parse_event(std::string_view json, const std::string& name, int line);

/// A recording: JSON Lines, one event a line, times ascending. Empty lines are skipped.
/// @throws Error when it cannot be read or a line is no event
std::vector<Event> load_recording(const std::filesystem::path& path);
/// @throws Error as write_file
void save_recording(std::span<const Event> events, const std::filesystem::path& path);

/// Plays a recording in its own time: take(now) gives the events that are due.
class Playback {
  public:
    explicit Playback(std::vector<Event> events) : events_(std::move(events)) {}

    /// The events whose time is not after `now`, that were not taken before.
    std::vector<Event> take(Seconds now);
    bool finished() const { return next_ == events_.size(); }
    /// When the next event is due. Only while not finished().
    Seconds next_time() const { return events_[next_].time; }

  private:
    std::vector<Event> events_;
    std::size_t next_ = 0;
};

}  // namespace convoscope::platform
