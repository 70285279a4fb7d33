#include "app/window_command.h"

#include <algorithm>
#include <cstdio>
#include <memory>

#include "app/app.h"
#include "app/assets.h"
#include "app/autosave.h"
#include "app/imgui_context.h"
#include "app/offscreen.h"
#include "base/error.h"
#include "base/file.h"
#include "canvas/files.h"
#include "gl/debug.h"
#include "gl/target.h"
#include "platform/window.h"

namespace convoscope::app {
namespace {

/// After something happened, a few more frames let the interface's own small reactions (hover, tooltips)
/// finish.
constexpr int kAfterglow = 3;

/// The open window and its loop.
class WindowLoop {
  public:
    WindowLoop(nn::ModelPtr model, Settings settings, Autosave* autosave)
        : imgui_(window_.handle()),
          app_(std::move(model), std::move(settings), find_font_files()),
          autosave_(autosave) {
        gl::watch_errors();
    }

    App& app() { return app_; }

    void run() {
        int frames_left = kAfterglow;
        while (!app_.wants_to_quit()) {
            if (frames_left > 0)
                window_.poll();
            else
                wait();
            const auto events = window_.take_events();
            for (const platform::Event& event : events) app_.handle(in_pixels(event));
            if (!events.empty() || app_.wants_frame() || timer_due()) frames_left = kAfterglow;
            if (frames_left <= 0) continue;
            --frames_left;
            draw();
            autosave();
        }
        if (autosave_) autosave_->flush(app_);
    }

  private:
    void autosave() {
        if (!autosave_) return;
        autosave_->update(app_, window_.now());
        std::string lines;
        for (const std::string& trouble : autosave_->take_troubles())
            lines += (lines.empty() ? "" : "\n") + trouble;
        if (!lines.empty()) app_.notify(lines);
    }

    void wait() {
        std::optional<double> next = app_.next_frame_time();
        if (autosave_ && autosave_->due())
            next = next ? std::min(*next, *autosave_->due()) : *autosave_->due();
        if (!next)
            window_.wait_forever();
        else
            window_.wait(std::max(0.001, *next - window_.now()));
    }

    bool timer_due() const {
        const double now = window_.now();
        const auto next = app_.next_frame_time();
        return (next && now >= *next) || (autosave_ && autosave_->due() && now >= *autosave_->due());
    }

    Surface surface() const {
        const platform::Size pixels = window_.framebuffer_size();
        // Where window coordinates are pixels (X11), density is the monitor's scale; elsewhere it is the
        // ratio of the two.
        return {pixels.width, pixels.height, window_.content_scale()};
    }

    /// Events come in window coordinates, which are not pixels everywhere.
    platform::Event in_pixels(platform::Event event) const {
        const platform::Size pixels = window_.framebuffer_size();
        const platform::Size points = window_.size();
        if (points.width > 0 && points.height > 0) {
            event.x *= static_cast<double>(pixels.width) / points.width;
            event.y *= static_cast<double>(pixels.height) / points.height;
        }
        return event;
    }

    void draw() {
        const Surface surface = this->surface();
        if (surface.width == 0 || surface.height == 0) return;  // minimised
        app_.prepare(surface);
        imgui_.begin_frame(surface.width, surface.height, 0);
        gl::bind_window(surface.width, surface.height);
        app_.frame(surface, window_.now());
        const auto request = app_.take_picture_request();
        if (request && request->width == 0) save_screenshot(request->path, surface);
        window_.swap();
        if (request && request->width > 0) save_picture(*request, surface);
    }

    /// The same frame on another surface: panels and text as large, in proportion, as they are in the window.
    void save_picture(const App::PictureRequest& request, const Surface& window) {
        try {
            const float larger =
                std::min(static_cast<float>(request.width) / static_cast<float>(window.width),
                         static_cast<float>(request.height) / static_cast<float>(window.height));
            const Surface surface{request.width, request.height, window.density * larger};
            const gl::Target target(request.width, request.height, {{GL_RGBA8}, false});
            for (int i = 0; i < 2; ++i) {  // the first one lets the interface find its sizes
                app_.prepare(surface);
                imgui_.begin_frame(surface.width, surface.height, 0);
                target.bind();
                app_.frame(surface, window_.now());
            }
            const gl::Pixels pixels = target.read_pixels();
            write_file(request.path, canvas::encode_png(pixels.rgba, pixels.width, pixels.height, 4));
            app_.notify_saved(request.path);
        } catch (const Error& error) {
            app_.notify(error.what());
        }
    }

    void save_screenshot(const std::filesystem::path& path, const Surface& surface) {
        try {
            const gl::Pixels pixels = gl::read_window(surface.width, surface.height);
            write_file(path, canvas::encode_png(pixels.rgba, pixels.width, pixels.height, 4));
            app_.notify_saved(path);
        } catch (const Error& error) {
            app_.notify(error.what());
        }
    }

    platform::Window window_;
    ImGuiContextHolder imgui_;
    App app_;
    Autosave* autosave_;
};

}  // namespace

int run_window(const WindowOptions& options) {
    const nn::ModelPtr model = open_model(options.model);
    std::optional<canvas::Drawing> drawing;
    if (options.input) drawing = canvas::load_drawing(*options.input);

    Autosave autosave;
    Settings settings;
    std::optional<canvas::Drawing> left;
    if (options.fresh) {
        autosave.start_fresh(settings);
    } else {
        settings = autosave.load_settings();
        left = autosave.load_drawing();
    }
    WindowLoop loop(model, settings, &autosave);
    // A drawing given on the command line lies over the one that was left: undo brings that back.
    canvas::Canvas& canvas = loop.app().session().canvas();
    for (std::optional<canvas::Drawing>* next : {&left, &drawing})
        if (*next && !(*next)->blank()) canvas.replace(*std::move(*next));
    loop.run();
    return 0;
}

}  // namespace convoscope::app
