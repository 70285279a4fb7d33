#include "features/ask/ask.h"

#include <algorithm>
#include <utility>

#include "features/ask/texts.h"
#include "nn/address.h"
#include "studio/selection.h"

namespace convoscope::ask {
namespace {

using studio::Studio;

/// The caption that the pointer is on.
std::optional<int> caption_at(const Studio& studio) {
    if (!studio.pointing.at) return std::nullopt;
    for (const studio::Caption& caption : studio.places.captions)
        if (caption.part == studio::Caption::Part::Name && caption.place.contains(*studio.pointing.at))
            return caption.node;
    return std::nullopt;
}

/// A click on the scene: pins a unit, lets go of one that is selected, opens a layer, or lets go of
/// everything, unless one more was to be pinned.
void click(Studio& studio, bool add) {
    const studio::Exhibit& exhibit = studio.exhibit();
    const std::optional<nn::Unit> unit = exhibit.stage.pointed_at();
    const auto chosen = exhibit.selected();
    const bool same_place =
        studio.pointing.clicked_at && !studio.pointed_place() && exhibit.view.inspected_layer.empty();
    const bool again = chosen && (unit == chosen || same_place);
    const auto layer = caption_at(studio);
    if (!again && !unit && !layer && exhibit.stage.pointed_edge()) return;  // it goes on telling what it is
    studio.pointing.clicked_at = studio.pointing.at;
    studio.pointing.held_layer = -1;
    if (again) {
        studio::unpin(studio, *chosen);
    } else if (unit) {
        studio::select(studio, *unit, add);
        studio.view().page = scene::kUnitPage;
    } else if (layer) {
        studio::inspect(studio, *layer);
        studio.view().page = scene::kLayerPage;  // whichever was open last
    } else if (!add) {
        studio::clear_selection(studio);
    }
}

}  // namespace

bool pointer(Studio& studio, const studio::PointerEvent& event) {
    if (event.kind != studio::PointerEvent::Kind::Click || event.button != studio::PointerEvent::Button::Left)
        return false;
    if (event.shift || !studio.places.on_stage(event.at)) return false;
    click(studio, event.control);
    return true;
}

void advance(Studio& studio) {
    advance_sweep(studio);
    advance_pulse(studio);
    studio.pointing.ignored = studio.parts.of<State>().playing;
    studio.parts.of<State>().measurement.follow(studio);
}

features::Feature feature() {
    return {.id = "ask",
            .title = texts.title,
            .texts = all_of(texts),
            .commands = studio::all_rows({walk_commands(), commands()}),
            .page = features::Page{inspector_is_open, draw_inspector},
            .labels = labels,
            .advance = advance,
            .next_frame = [](const Studio& studio) -> std::optional<double> {
                const State& state = studio.parts.of<State>();
                if (state.pulsing || state.measurement.has_news()) return studio.now();
                return state.playing ? std::optional(state.next_step) : std::nullopt;
            },
            .pointer = pointer};
}

}  // namespace convoscope::ask
