#pragma once

#include <memory>
#include <string>
#include <vector>

#include "platform/event.h"

struct GLFWwindow;

namespace convoscope::platform {

struct Size {
    int width = 0;
    int height = 0;

    bool operator==(const Size&) const = default;
};

struct WindowOptions {
    std::string title = "Convoscope";
    Size size = {1280, 800};  ///< at a content scale of 1; larger on a dense monitor
    bool visible = true;
    bool vsync = true;
};

/// The window, its OpenGL 3.3 core context and what happens to it. One at a time, on the main thread.
///
/// Every event is noted in GLFW's callbacks as it arrives and kept until take_events(), so that no point of a
/// stroke is lost between two frames.
class Window {
  public:
    /// Opens it, makes its context current and loads OpenGL's functions.
    /// @throws Error when there is no display, or no OpenGL 3.3 on it
    explicit Window(const WindowOptions& options = {});
    ~Window();
    Window(const Window&) = delete;
    Window& operator=(const Window&) = delete;

    GLFWwindow* handle() const;

    Size framebuffer_size() const;  ///< in pixels; 0 x 0 when minimised
    Size size() const;              ///< in window coordinates, those of the pointer
    float content_scale() const;    ///< of the monitor: 1 ordinary, 2 for twice the pixel density

    /// Takes in what has happened and returns at once.
    void poll();
    /// The same, but sleeps until something happens, wake() is called or `timeout` has passed.
    void wait(Seconds timeout);
    void wait_forever();
    /// Ends a wait; the only member that other threads may call.
    void wake();

    /// What poll and wait have taken in since the last call, oldest first.
    std::vector<Event> take_events();
    /// Now, on the clock of Event::time: seconds since the window was opened.
    Seconds now() const;

    void swap();
    void set_vsync(bool on);
    void set_title(const std::string& title);
    void set_cursor(Cursor cursor);
    std::string clipboard() const;
    void set_clipboard(const std::string& words);
    void show();

    bool close_requested() const;
    void request_close(bool close = true);

  private:
    struct State;
    std::unique_ptr<State> state_;
};

}  // namespace convoscope::platform
