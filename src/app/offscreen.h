#pragma once

#include <memory>

#include "app/app.h"
#include "app/imgui_context.h"
#include "gl/target.h"
#include "platform/desktop/headless.h"

namespace convoscope::app {

/// The program without a window: the same frames, drawn into a texture.
class Offscreen {
  public:
    /// @param api      OpenGL 3.3, or OpenGL ES 3.0 as a browser has it
    /// @param threads  for long work; 0: none, it advances between frames
    /// @throws Error when there is no EGL
    Offscreen(nn::ModelPtr model, studio::Settings settings, int width, int height, int threads = 0,
              gl::Api api = gl::Api::Desktop);

    App& app() { return *app_; }
    /// One event, as a window would have it.
    void handle(const platform::Event& event);
    /// Draws the frame of the moment `now`, seconds.
    void draw(double now);
    /// The surface gets another size, pixels.
    void resize(int width, int height);
    /// Pixels a point, as a monitor of that density has: 1 unless it is told.
    void set_density(float density) { surface_.density = density; }
    ImGuiContextHolder& imgui() { return imgui_; }
    gl::Pixels read_pixels() const { return target_.read_pixels(); }
    const Surface& surface() const { return surface_; }
    const gl::Target& target() const { return target_; }

  private:
    Surface surface_;
    platform::HeadlessContext context_;
    ImGuiContextHolder imgui_;
    gl::Target target_;
    std::unique_ptr<App> app_;
    double last_ = 0;
};

/// The interface's fonts as found on this system.
ui::FontFiles find_font_files();

}  // namespace convoscope::app
