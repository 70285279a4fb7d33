#pragma once

#include <optional>

#include "app/app.h"
#include "app/autosave.h"
#include "app/imgui_context.h"
#include "platform/desktop/window.h"

namespace convoscope::app {

/// The open window. The program is a step() again and again: a loop calls it, or a browser.
class WindowLoop {
  public:
    /// @param autosave  null: nothing is kept
    WindowLoop(nn::ModelPtr model, studio::Settings settings, int threads, Autosave* autosave);

    App& app() { return app_; }

    /// Takes what has happened, and draws a frame where one is wanted. Waits for nothing.
    void step();
    /// Until the user quits; sleeps while nothing happens.
    void run();

  private:
    void autosave();
    void wait();
    bool timer_due() const;
    Surface surface() const;
    platform::Event in_pixels(platform::Event event) const;
    void draw();

    platform::Window window_;
    ImGuiContextHolder imgui_;
    App app_;
    Autosave* autosave_;
    int frames_left_;
    double last_frame_ = 0;  ///< seconds
};

}  // namespace convoscope::app
