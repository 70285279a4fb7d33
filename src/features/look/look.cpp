#include "features/look/look.h"

#include <cmath>
#include <utility>

#include "features/look/texts.h"
#include "studio/selection.h"

namespace convoscope::look {
namespace {

constexpr float kZoomPerStep = 0.88f;
constexpr double kZoomGlide = 0.25;  ///< seconds that a turn of the wheel goes on

bool turn(studio::Studio& studio, const studio::PointerEvent& event) {
    if (!event.dragged) return true;
    studio.pointing.dragging = true;
    studio::take_camera(studio);
    const bool orbit = event.button == studio::PointerEvent::Button::Left && !event.shift;
    studio::Exhibit& exhibit = studio.exhibit();
    if (orbit)
        exhibit.view.camera.orbit(event.by / studio.places.scale);
    else
        exhibit.view.camera.pan(event.by, exhibit.stage.viewport());
    return true;
}

bool zoom(studio::Studio& studio, const studio::PointerEvent& event) {
    if (!studio.places.on_stage(event.at)) return false;
    studio::Exhibit& exhibit = studio.exhibit();
    // A turn of the wheel while the last one is still gliding goes on from where that one leads.
    const bool zooming = exhibit.stage.gliding() && !exhibit.view.preset;
    if (!zooming) studio::take_camera(studio);
    exhibit.view.camera.zoom(std::pow(kZoomPerStep, event.scroll), event.at, exhibit.stage.viewport());
    if (studio.settings.motion) exhibit.stage.glide_from_here(event.time, kZoomGlide);
    return true;
}

}  // namespace

bool pointer(studio::Studio& studio, const studio::PointerEvent& event) {
    using Kind = studio::PointerEvent::Kind;
    switch (event.kind) {
        case Kind::Press:
            return studio.places.on_stage(event.at);
        case Kind::Move:
            return turn(studio, event);
        case Kind::Release:
            studio.pointing.dragging = false;
            return true;
        case Kind::Scroll:
            return zoom(studio, event);
        case Kind::Click:
            return event.button == studio::PointerEvent::Button::Left && click_on_caption(studio, event.at);
    }
    return false;
}

features::Feature feature() {
    return {.id = "look",
            .title = texts.title,
            .texts = all_of(texts),
            .commands = studio::all_rows({view_commands(), show_commands()}),
            .top = top_bar,
            .tools = tool_bar,
            .bottom = legend_bar,
            .labels = layer_captions,
            .pointer = pointer};
}

}  // namespace convoscope::look
