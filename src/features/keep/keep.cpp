#include "features/keep/keep.h"

#include "features/keep/texts.h"

namespace convoscope::keep {

features::Feature feature() {
    return {.id = "keep",
            .title = texts.title,
            .texts = all_of(texts),
            .commands = commands(),
            .kept = {studio::kept<Settings>("files")},
            .overlay = features::Overlay{
                .is_open = [](const studio::Studio& studio) { return studio.parts.of<State>().open; },
                .draw = draw_dialog,
                .close = close,
                .enter = [](studio::Studio& studio) { studio.parts.of<State>().entered = true; }},
            .names =
                [](const studio::Studio& studio, const features::Tell& tell) {
                    const State& state = studio.parts.of<State>();
                    if (!state.open) return;
                    tell(state.name, false);
                    tell(state.folder.string(), false);
                    tell(studio.words(state.complaint), false);
                    for (const Entry& entry : state.entries) tell(entry.name, false);
                },
            .advance = advance,
            .open = open};
}

}  // namespace convoscope::keep
