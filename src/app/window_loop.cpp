#include "app/window_loop.h"

#include <algorithm>

#include "app/offscreen.h"
#include "app/picture_request.h"
#include "gl/debug.h"
#include "gl/target.h"
#include "platform/desktop/assets.h"

namespace convoscope::app {
namespace {

/// After something happened, a few more frames let the interface's own small reactions (hover, tooltips)
/// finish.
constexpr int kAfterglow = 3;

}  // namespace

WindowLoop::WindowLoop(nn::ModelPtr model, studio::Settings settings, int threads, Autosave* autosave)
    : imgui_({.read = [this] { return window_.clipboard(); },
              .write = [this](const std::string& words) { window_.set_clipboard(words); }}),
      app_({.model = std::move(model),
            .settings = std::move(settings),
            .fonts = find_font_files(),
            .assets = platform::assets_folder(),
            .threads = threads,
            .wake = [this] { window_.wake(); }}),
      autosave_(autosave),
      frames_left_(kAfterglow) {
    gl::watch_errors();
    app_.spare_software_renderers();
    app_.get_ready_when_idle();
}

void WindowLoop::step() {
    window_.poll();
    const auto events = window_.take_events();
    for (const platform::Event& event : events) {
        const platform::Event in_place = in_pixels(event);
        imgui_.take(in_place);
        app_.handle(in_place);
    }
    if (!events.empty() || imgui_.has_more() || app_.wants_frame() || timer_due()) frames_left_ = kAfterglow;
    if (frames_left_ <= 0) return;
    --frames_left_;
    draw();
    autosave();
}

void WindowLoop::run() {
    while (!app_.studio().quit) {
        if (frames_left_ <= 0) wait();
        step();
    }
    if (autosave_) autosave_->flush(app_);
}

void WindowLoop::autosave() {
    if (!autosave_) return;
    autosave_->update(app_, window_.now());
    for (const Message& trouble : autosave_->take_troubles()) app_.studio().notify(trouble);
}

void WindowLoop::wait() {
    std::optional<double> next = app_.next_frame_time();
    if (autosave_ && autosave_->due()) next = next ? std::min(*next, *autosave_->due()) : *autosave_->due();
    if (!next)
        window_.wait_forever();
    else
        window_.wait(std::max(0.001, *next - window_.now()));
}

bool WindowLoop::timer_due() const {
    const double now = window_.now();
    const auto next = app_.next_frame_time();
    return (next && now >= *next) || (autosave_ && autosave_->due() && now >= *autosave_->due());
}

Surface WindowLoop::surface() const {
    const platform::Size pixels = window_.framebuffer_size();
    // Where window coordinates are pixels (X11), density is the monitor's scale; elsewhere it is the
    // ratio of the two.
    return {pixels.width, pixels.height, window_.content_scale()};
}

/// Events come in window coordinates, which are not pixels everywhere.
platform::Event WindowLoop::in_pixels(platform::Event event) const {
    const platform::Size pixels = window_.framebuffer_size();
    const platform::Size points = window_.size();
    if (points.width > 0 && points.height > 0) {
        event.x *= static_cast<double>(pixels.width) / points.width;
        event.y *= static_cast<double>(pixels.height) / points.height;
    }
    return event;
}

void WindowLoop::draw() {
    const Surface surface = this->surface();
    if (surface.width == 0 || surface.height == 0) {  // minimised: nothing is drawn until an event comes
        frames_left_ = 0;
        return;
    }
    app_.prepare(surface);
    const double now = window_.now();
    imgui_.begin_frame(surface.width, surface.height, now - last_frame_);
    last_frame_ = now;
    gl::bind_window(surface.width, surface.height);
    app_.frame(surface, window_.now());
    if (const auto request = app_.take_picture_request()) {
        answer(*request, app_, imgui_, surface, window_.now());
        return;  // the framebuffer and the fonts are the picture's: the next frame is the window's again
    }
    window_.set_cursor(wanted_cursor());
    window_.swap();
}

}  // namespace convoscope::app
