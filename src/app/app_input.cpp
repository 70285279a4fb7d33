// What the pointer and the keys do: the half of App that takes events.

#include <algorithm>
#include <cmath>

#include "app/app.h"
#include "app/imgui_context.h"
#include "ui/key_bindings.h"

namespace convoscope::app {
namespace {

using platform::EventKind;
using platform::PointerButton;

constexpr float kZoomPerStep = 0.88f;
constexpr double kZoomGlide = 0.25;  ///< seconds that a turn of the wheel goes on
constexpr float kClickSlop = 4;      ///< points that the pointer may move during a click

int modifier_bits(const platform::Modifiers& modifiers) {
    return (modifiers.shift ? ui::kShift : 0) | (modifiers.control ? ui::kControl : 0) |
           (modifiers.alt ? ui::kAlt : 0);
}

scene::Vector2 place(const platform::Event& event) {
    return {static_cast<float>(event.x), static_cast<float>(event.y)};
}

/// While the key is held.
bool repeats(ui::Action action) {
    switch (action) {
        case ui::Action::Undo:
        case ui::Action::Redo:
        case ui::Action::WiderPen:
        case ui::Action::NarrowerPen:
        case ui::Action::WalkLeft:
        case ui::Action::WalkRight:
        case ui::Action::WalkUp:
        case ui::Action::WalkDown:
        case ui::Action::PreviousMap:
        case ui::Action::NextMap:
        case ui::Action::Back:
        case ui::Action::Forward:
            return true;
        default:
            return false;
    }
}

}  // namespace

void App::handle(const platform::Event& event) {
    dirty_ = true;
    now_ = std::max(now_, event.time);
    switch (event.kind) {
        case EventKind::PointerMove:
            pointer_moved(event);
            break;
        case EventKind::PointerButton:
            pointer_button(event);
            break;
        case EventKind::PointerLeave:
            pointer_.reset();
            clicked_at_.reset();
            break;
        case EventKind::Scroll:
            scrolled(event);
            break;
        case EventKind::Key:
            key_pressed(event);
            break;
        case EventKind::Drop:
            if (!event.files.empty()) open(event.files.front());
            break;
        case EventKind::Close:
            quit_ = true;
            break;
        case EventKind::Focus:
        case EventKind::Resize:
        case EventKind::Scale:
        case EventKind::Refresh:
            break;
    }
}

canvas::Point App::to_canvas(double x, double y, double time) const {
    const canvas::Drawing& drawing = session_.canvas().drawing();
    return {(static_cast<float>(x) - pad_.at.x) / std::max(1.0f, pad_.size.x) * drawing.width,
            (static_cast<float>(y) - pad_.at.y) / std::max(1.0f, pad_.size.y) * drawing.height,
            static_cast<float>(time - stroke_start_)};
}

bool App::over_canvas(const scene::Vector2& at) const {
    const scene::Viewport pad{pad_.at.x, pad_.at.y, pad_.size.x, pad_.size.y};
    return settings_.view.panels && pad.contains(at);
}

void App::take_camera() {
    stage_.stop_gliding();
    settings_.view.camera = stage_.camera();
    if (settings_.view.preset) settings_.view.home = *settings_.view.preset;
    if (settings_.view.preset) settings_.view.arrangement = scene::arrangement_of(*settings_.view.preset);
    settings_.view.preset.reset();
}

void App::pointer_moved(const platform::Event& event) {
    const scene::Vector2 at = place(event);
    const scene::Vector2 by = pointer_ ? scene::Vector2(at - *pointer_) : scene::Vector2(0, 0);
    pointer_ = at;
    if (clicked_at_ && (at - *clicked_at_).norm() > kClickSlop * look_.scale) clicked_at_.reset();
    if (drag_ == Drag::Ink) {
        session_.canvas().extend_stroke(to_canvas(event.x, event.y, event.time));
        return;
    }
    if (drag_ == Drag::None) return;
    if ((at - pressed_at_).norm() > kClickSlop * look_.scale) dragged_ = true;
    if (!dragged_) return;
    take_camera();
    if (drag_ == Drag::Orbit)
        settings_.view.camera.orbit(by / look_.scale);
    else
        settings_.view.camera.pan(by, stage_.viewport());
}

void App::pointer_button(const platform::Event& event) {
    const scene::Vector2 at = place(event);
    pointer_ = at;
    if (event.action == platform::Action::Release) {
        if (event.button != drag_button_) return;
        if (drag_ == Drag::Ink) session_.canvas().end_stroke();
        if (drag_ == Drag::Orbit && !dragged_) click_on_stage(event.modifiers.control);
        drag_ = Drag::None;
        return;
    }
    if (panels_.blocked || drag_ != Drag::None) return;
    drag_button_ = event.button;
    if (over_canvas(at)) {
        // The right button, and the flat end of a tablet's pen (which comes as the middle button), erase.
        stroke_start_ = event.time;
        const bool erase = eraser_ || event.button != PointerButton::Left;
        session_.canvas().begin_stroke(to_canvas(event.x, event.y, event.time), pen_width(), erase);
        drag_ = Drag::Ink;
        return;
    }
    if (!panels_.stage.contains(at)) return;
    dragged_ = false;
    pressed_at_ = at;
    drag_ = event.button == PointerButton::Left && !event.modifiers.shift ? Drag::Orbit : Drag::Pan;
}

std::optional<int> App::caption_at(const std::optional<scene::Vector2>& pointer) const {
    if (!pointer) return std::nullopt;
    for (const ui::CaptionPlace& caption : captions_)
        if (caption.place.contains(*pointer)) return caption.node;
    return std::nullopt;
}

void App::scrolled(const platform::Event& event) {
    const scene::Vector2 at = place(event);
    if (panels_.blocked || !panels_.stage.contains(at)) return;
    // A turn of the wheel while the last one is still gliding goes on from where that one leads.
    const bool zooming = stage_.gliding() && !settings_.view.preset;
    if (!zooming) take_camera();
    settings_.view.camera.zoom(std::pow(kZoomPerStep, static_cast<float>(event.scroll_y)), at,
                               stage_.viewport());
    if (settings_.view.motion) stage_.glide_from_here(event.time, kZoomGlide);
}

void App::key_pressed(const platform::Event& event) {
    if (event.action == platform::Action::Release) return;
    if (event.key == ui::kKeyEscape && (dialog_ || help_ || search_)) {
        dialog_.reset();
        search_.reset();
        help_ = false;
        return;
    }
    // Enter as an event: a key that goes down and up between two frames is lost on Dear ImGui 1.86.
    if (event.key == ui::kKeyEnter || event.key == ui::kKeyKeypadEnter) {
        if (dialog_) dialog_->entered = true;
        if (search_) search_->entered = true;
    }
    // The dialog's line, the search's and a number being edited are the places to type in. What was edited in
    // a dialog that has just closed is edited no more.
    const bool in_a_panel = is_text_edited() && !panels_.dialog_open && !panels_.search_open;
    if (dialog_ || search_ || in_a_panel) return;
    // Modifier keys alone (GLFW's 340 to 348) are no "any key".
    const bool modifier_key = event.key >= 340 && event.key <= 348;
    if (help_ && !modifier_key) {
        help_ = false;
        return;
    }
    const auto action = ui::action_for(event.key, modifier_bits(event.modifiers));
    if (!action) return;
    if (event.action == platform::Action::Press || repeats(*action)) apply(*action);
}

}  // namespace convoscope::app
