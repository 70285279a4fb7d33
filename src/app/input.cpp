#include "app/input.h"

#include <algorithm>
#include <optional>
#include <utility>

#include "app/imgui_context.h"
#include "base/error.h"

namespace convoscope::app {
namespace {

using platform::EventKind;
using studio::PointerEvent;
using studio::Studio;

constexpr float kClickSlop = 4;  ///< points that the pointer may move during a click

int modifier_bits(const platform::Modifiers& modifiers) {
    return (modifiers.shift ? studio::kShift : 0) | (modifiers.control ? studio::kControl : 0) |
           (modifiers.alt ? studio::kAlt : 0);
}

PointerEvent pointer_event(PointerEvent::Kind kind, const platform::Event& event) {
    PointerEvent pointer;
    pointer.kind = kind;
    pointer.at = {static_cast<float>(event.x), static_cast<float>(event.y)};
    if (event.button == platform::PointerButton::Right) pointer.button = PointerEvent::Button::Right;
    if (event.button == platform::PointerButton::Middle) pointer.button = PointerEvent::Button::Middle;
    pointer.shift = event.modifiers.shift;
    pointer.control = event.modifiers.control;
    pointer.scroll = static_cast<float>(event.scroll_y);
    pointer.time = event.time;
    return pointer;
}

/// The first feature that takes it.
auto taker_of(Studio& studio, const std::vector<features::Feature>& features, const PointerEvent& event)
    -> bool (*)(Studio&, const PointerEvent&) {
    for (const features::Feature& feature : features)
        if (feature.pointer && feature.pointer(studio, event)) return feature.pointer;
    return nullptr;
}

bool is_scroll_key(int key) {
    const auto keys = {studio::kKeyUp, studio::kKeyDown, studio::kKeyPageUp, studio::kKeyPageDown};
    return std::ranges::find(keys, key) != keys.end();
}

/// Keys that an open overlay takes: Esc closes all of them, Enter is theirs. @return whether one is open
bool key_to_overlays(Studio& studio, const std::vector<features::Feature>& features,
                     const platform::Event& event) {
    bool open = false;
    const bool enter = event.key == studio::kKeyEnter || event.key == studio::kKeyKeypadEnter;
    // Modifier keys alone (GLFW's 340 to 348) are no "any key".
    const bool modifier_key = event.key >= 340 && event.key <= 348;
    for (const features::Feature& feature : features) {
        if (!feature.overlay || !feature.overlay->is_open(studio)) continue;
        open = true;
        const bool scrolls = feature.overlay->scrolls && is_scroll_key(event.key);
        const bool closes =
            event.key == studio::kKeyEscape || (feature.overlay->any_key_closes && !modifier_key && !scrolls);
        if (closes) feature.overlay->close(studio);
        if (!closes && enter && feature.overlay->enter) feature.overlay->enter(studio);
    }
    return open;
}

studio::Key key_of(const platform::Event& event) { return {event.key, modifier_bits(event.modifiers)}; }

std::optional<features::Pressed> pressed_by(const Studio& studio, const platform::Event& event) {
    if (event.action != platform::Action::Press) return std::nullopt;
    if (event.kind == EventKind::PointerButton)
        return features::Pressed{.at = pointer_event(PointerEvent::Kind::Press, event).at};
    if (event.kind == EventKind::Key)
        return features::Pressed{.command = studio.commands().bound_to(key_of(event))};
    return std::nullopt;
}

/// Opens the first file that can be: a model may come with files that belong to it, in any order.
void drop(Studio& studio, const platform::Event& event) {
    std::optional<Message> why_not;
    for (const std::string& file : event.files) {
        try {
            studio.open(file);
            return;
        } catch (const Error& error) {
            if (!why_not) why_not = error.message();
        }
    }
    if (why_not) studio.notify(*std::move(why_not));
}

}  // namespace

void Input::handle(Studio& studio, const Features& features, const ui::Look& look,
                   const platform::Event& event) {
    studio.touch();
    studio.set_now(std::max(studio.now(), event.time));
    if (const auto pressed = pressed_by(studio, event))
        for (const features::Feature& feature : features)
            if (feature.before_input) feature.before_input(studio, *pressed);
    switch (event.kind) {
        case EventKind::PointerMove:
            pointer_moved(studio, look, event);
            break;
        case EventKind::PointerButton:
            pointer_button(studio, features, event);
            break;
        case EventKind::PointerLeave:
            studio.pointing.at.reset();
            studio.pointing.clicked_at.reset();
            break;
        case EventKind::Scroll:
            scrolled(studio, features, event);
            break;
        case EventKind::Key:
            key_pressed(studio, features, event);
            break;
        case EventKind::Drop:
            drop(studio, event);
            break;
        case EventKind::Close:
            studio.quit = true;
            break;
        default:  // of the window's own: a frame is drawn
            break;
    }
}

void Input::pointer_moved(Studio& studio, const ui::Look& look, const platform::Event& event) {
    PointerEvent move = pointer_event(PointerEvent::Kind::Move, event);
    studio::Pointing& pointing = studio.pointing;
    if (pointing.at) move.by = move.at - *pointing.at;
    pointing.at = move.at;
    const float slop = kClickSlop * look.scale;
    if (pointing.clicked_at && (move.at - *pointing.clicked_at).norm() > slop) pointing.clicked_at.reset();
    if (!taker_) return;
    if ((move.at - press_.at).norm() > slop) press_.dragged = true;
    move.button = press_.button;
    move.shift = press_.shift;
    move.dragged = press_.dragged;
    taker_(studio, move);
}

void Input::pointer_button(Studio& studio, const Features& features, const platform::Event& event) {
    const PointerEvent press = pointer_event(PointerEvent::Kind::Press, event);
    studio.pointing.at = press.at;
    if (event.action == platform::Action::Release) {
        if (taker_ && event.button == button_) released(studio, features, event);
        return;
    }
    if (studio.places.blocked || taker_) return;
    press_ = press;
    button_ = event.button;
    taker_ = taker_of(studio, features, press);
}

void Input::released(Studio& studio, const Features& features, const platform::Event& event) {
    PointerEvent release = pointer_event(PointerEvent::Kind::Release, event);
    release.button = press_.button;
    release.dragged = press_.dragged;
    taker_(studio, release);
    taker_ = nullptr;
    if (press_.dragged) return;
    release.kind = PointerEvent::Kind::Click;
    release.shift = press_.shift;
    taker_of(studio, features, release);
}

void Input::scrolled(Studio& studio, const Features& features, const platform::Event& event) {
    if (studio.places.blocked) return;
    taker_of(studio, features, pointer_event(PointerEvent::Kind::Scroll, event));
}

void Input::key_pressed(Studio& studio, const Features& features, const platform::Event& event) {
    if (event.action == platform::Action::Release) return;
    // The overlays' lines and a number being edited are the places to type in. What was edited in an overlay
    // that has just closed is edited no more.
    if (key_to_overlays(studio, features, event) || (is_text_edited() && !studio.places.blocked)) return;
    if (event.key == studio::kKeyEscape && close_menus()) return;
    const studio::Command* command = studio.commands().bound_to(key_of(event));
    studio.pressed = {key_of(event), command ? command->id : "", event.time};
    if (!command || (event.action == platform::Action::Repeat && !command->repeats)) return;
    studio.perform(command->id);
}

}  // namespace convoscope::app
