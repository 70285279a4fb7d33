#pragma once

#include <functional>
#include <memory>
#include <string>
#include <vector>

#include "app/app.h"
#include "app/imgui_context.h"
#include "canvas/drawing.h"
#include "gl/target.h"
#include "platform/desktop/headless.h"
#include "support/environment.h"

namespace convoscope::test {

/// The program without a window and without a wait: an App that is given events, draws frames into a texture
/// and has a clock of the test's own. One at a time.
class Headless {
  public:
    struct Options {
        int width = 640;
        int height = 400;
        studio::Settings settings = {};  ///< English and motionless, where the test says nothing else
        int threads = 0;                 ///< for long work
    };

    explicit Headless(nn::ModelPtr model) : Headless(std::move(model), Options()) {}
    Headless(nn::ModelPtr model, Options options);

    app::App& app() { return *app_; }
    studio::Studio& studio() { return app_->studio(); }
    template <typename Part>
    Part& part() {
        return studio().parts.of<Part>();
    }

    /// One event, now, as a window gives it.
    void give(platform::Event event);
    /// A key alone; what prints without Ctrl and Alt is typed as well, as a window says it.
    void give_key(int code, int modifiers, bool down);
    void give_character(unsigned character);
    /// The clock goes on by a sixtieth of a second, a frame is drawn.
    void frame();
    /// Frames until nothing wants another one, `most` of them at most. @return how many were drawn
    int settle(int most = 200);
    double now() const { return now_; }
    void wait(double seconds) { now_ += seconds; }
    gl::Pixels pixels() const { return target_->read_pixels(); }
    /// The whole surface becomes another.
    void resize(int width, int height, float density = 1);
    const app::Surface& surface() const { return surface_; }

    // What a hand does; each ends with frames, as a person is slower than the screen.
    void move(double x, double y);
    void press(double x, double y, platform::PointerButton button = platform::PointerButton::Left);
    void release(double x, double y, platform::PointerButton button = platform::PointerButton::Left);
    void click(double x, double y, platform::PointerButton button = platform::PointerButton::Left);
    void scroll(double x, double y, double steps);
    /// Down and up.
    void key(int code, int modifiers = 0);
    /// ASCII, character by character.
    void type(const std::string& words);
    void drop(std::vector<std::string> files);
    /// Ink on the pad, through the pad's pixels: shares of the pad, 0 .. 1 from its top left corner.
    void draw(const std::vector<canvas::Point>& points);

  private:
    SetVariable software_{"LIBGL_ALWAYS_SOFTWARE", "1"};  ///< the same everywhere
    platform::HeadlessContext context_;
    app::ImGuiContextHolder imgui_;
    std::string clipboard_;
    std::unique_ptr<gl::Target> target_;
    app::Surface surface_;
    std::unique_ptr<app::App> app_;
    double now_ = 0;
    double last_ = 0;
};

/// GLFW's numbers as Event has them.
platform::Modifiers modifiers_of(int bits);

}  // namespace convoscope::test
