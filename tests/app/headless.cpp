#include "app/headless.h"

#include <cctype>
#include <utility>

#include "app/offscreen.h"
#include "studio/key.h"
#include "support/bundled.h"

namespace convoscope::test {
namespace {

using platform::Action;
using platform::Event;
using platform::EventKind;

constexpr double kFrameTime = 1.0 / 60;

Event pointer(EventKind kind, double x, double y) {
    Event event;
    event.kind = kind;
    event.x = x;
    event.y = y;
    return event;
}

Event button(double x, double y, platform::PointerButton which, Action action) {
    Event event = pointer(EventKind::PointerButton, x, y);
    event.button = which;
    event.action = action;
    return event;
}

}  // namespace

platform::Modifiers modifiers_of(int bits) {
    platform::Modifiers modifiers;
    modifiers.shift = (bits & studio::kShift) != 0;
    modifiers.control = (bits & studio::kControl) != 0;
    modifiers.alt = (bits & studio::kAlt) != 0;
    return modifiers;
}

Headless::Headless(nn::ModelPtr model, Options options)
    : imgui_({.read = [this] { return clipboard_; },
              .write = [this](const std::string& words) { clipboard_ = words; }}) {
    if (options.settings == studio::Settings()) options.settings.motion = false;
    if (!options.settings.language) options.settings.language = Language::English;
    resize(options.width, options.height);
    app_ = std::make_unique<app::App>(app::Start{.model = std::move(model),
                                                 .settings = std::move(options.settings),
                                                 .fonts = app::find_font_files(),
                                                 .assets = assets(),
                                                 .threads = options.threads,
                                                 .wake = {}});
    for (int i = 0; i < 3; ++i) frame();  // the interface finds its sizes
}

void Headless::resize(int width, int height, float density) {
    target_ = std::make_unique<gl::Target>(width, height, gl::TargetFormat{{GL_RGBA8}, false});
    surface_ = {width, height, density, target_->framebuffer().id()};
    if (!app_) return;
    Event event;
    event.kind = EventKind::Resize;
    event.width = width;
    event.height = height;
    give(event);
}

void Headless::give(Event event) {
    event.time = now_;
    imgui_.take(event);
    app_->handle(event);
}

void Headless::frame() {
    now_ += kFrameTime;
    app_->prepare(surface_);
    imgui_.begin_frame(surface_.width, surface_.height, now_ - last_);
    last_ = now_;
    target_->bind();
    app_->frame(surface_, now_);
}

int Headless::settle(int most) {
    int count = 0;
    // As the window does: a few more frames after the last that was wanted.
    for (int left = 3; left > 0 && count < most; --left, ++count) {
        frame();
        if (app_->wants_frame() || imgui_.has_more()) left = 4;
    }
    return count;
}

void Headless::move(double x, double y) {
    give(pointer(EventKind::PointerMove, x, y));
    frame();
}

void Headless::press(double x, double y, platform::PointerButton which) {
    move(x, y);
    give(button(x, y, which, Action::Press));
    frame();
}

void Headless::release(double x, double y, platform::PointerButton which) {
    give(button(x, y, which, Action::Release));
    frame();
    frame();
}

void Headless::click(double x, double y, platform::PointerButton which) {
    press(x, y, which);
    release(x, y, which);
}

void Headless::scroll(double x, double y, double steps) {
    move(x, y);
    Event event = pointer(EventKind::Scroll, x, y);
    event.scroll_y = steps;
    give(event);
    frame();
}

void Headless::give_key(int code, int modifiers, bool down) {
    Event event;
    event.kind = EventKind::Key;
    event.key = code;
    event.modifiers = modifiers_of(modifiers);
    event.action = down ? Action::Press : Action::Release;
    give(event);
    if (!down || code < 32 || code >= 127 || (modifiers & (studio::kControl | studio::kAlt)) != 0) return;
    give_character(static_cast<unsigned>((modifiers & studio::kShift) != 0 ? code : std::tolower(code)));
}

void Headless::give_character(unsigned character) {
    Event typed;
    typed.kind = EventKind::Text;
    typed.character = character;
    give(typed);
}

void Headless::key(int code, int modifiers) {
    give_key(code, modifiers, true);
    frame();
    give_key(code, modifiers, false);
    frame();
}

void Headless::type(const std::string& words) {
    for (const char letter : words) {
        give_character(static_cast<unsigned char>(letter));
        frame();
    }
}

void Headless::drop(std::vector<std::string> files) {
    Event event = pointer(EventKind::Drop, 0.5 * surface_.width, 0.5 * surface_.height);
    event.files = std::move(files);
    give(event);
    frame();
}

void Headless::draw(const std::vector<canvas::Point>& points) {
    const scene::Viewport pad = studio().places.pad;
    const auto x = [&](const canvas::Point& point) { return pad.x + point.x * pad.width; };
    const auto y = [&](const canvas::Point& point) { return pad.y + point.y * pad.height; };
    if (points.empty()) return;
    press(x(points.front()), y(points.front()));
    for (const canvas::Point& point : points) move(x(point), y(point));
    release(x(points.back()), y(points.back()));
}

}  // namespace convoscope::test
