#pragma once

#include <deque>
#include <functional>
#include <string>

#include "platform/event.h"

namespace convoscope::app {

/// The system's clipboard; where there is none, one of the program's own.
struct Clipboard {
    std::function<std::string()> read;
    std::function<void(const std::string&)> write;
};

/// Dear ImGui's context, fed with the window's events: a window, a recording and a test go the same way.
class ImGuiContextHolder {
  public:
    explicit ImGuiContextHolder(Clipboard clipboard = {});
    ~ImGuiContextHolder();
    ImGuiContextHolder(const ImGuiContextHolder&) = delete;
    ImGuiContextHolder& operator=(const ImGuiContextHolder&) = delete;

    /// Notes an event for the frames to come, in framebuffer pixels.
    void take(const platform::Event& event);
    /// Starts an ImGui frame on a surface of this size in pixels, with the events that were noted. A button
    /// or key that goes down and up between two frames is two frames' work: what follows it is left for the
    /// next one.
    void begin_frame(int width, int height, double seconds_since_last);
    /// Events are left: another frame is wanted.
    bool has_more() const { return !events_.empty(); }

  private:
    bool apply(const platform::Event& event);

    Clipboard clipboard_;
    std::string clipboard_words_;  ///< what ImGui was given last: it keeps a pointer
    std::deque<platform::Event> events_;
    unsigned changed_buttons_ = 0;  ///< in the present frame
    int changed_key_ = -1;
};

/// The shape that the pointer should have over what the last frame drew.
platform::Cursor wanted_cursor();

/// Whether the last frame had a line or a number that is being typed into. A button that is held down, as the
/// pad is while ink flows, is no such thing.
bool is_text_edited();

/// Closes the menus and lists that are open: Dear ImGui does so on Esc only where keys move its focus.
/// @return whether there was one
bool close_menus();

}  // namespace convoscope::app
