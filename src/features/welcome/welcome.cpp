#include "features/welcome/welcome.h"

#include <algorithm>
#include <string_view>

#include "features/welcome/ghost.h"
#include "features/welcome/texts.h"
#include "studio/samples.h"

namespace convoscope::welcome {
namespace {

using studio::Studio;
using Phase = State::Phase;

constexpr double kBefore = 0.5;   ///< seconds until the ghost begins to draw
constexpr double kLongest = 1.8;  ///< that its drawing may take
constexpr double kAfter = 0.3;    ///< until the pulse
/// The next frame comes so late, seconds after the drawing, that nobody has seen it grow: no pulse either.
constexpr double kMissed = 20;
/// The ghost's canvases have revisions that the user's never reaches.
constexpr std::uint64_t kGhostRevisions = std::uint64_t{1} << 62;

/// A three where there is one: it has a beginning, curves and an end.
canvas::Drawing sample_for(const Studio& studio) {
    const studio::Samples samples =
        studio::load_samples(studio.assets(), studio.exhibit().architecture().classes);
    const auto three = std::ranges::find(samples.names, "3");
    const auto index = three == samples.names.end() ? 0 : three - samples.names.begin();
    return samples.drawings.at(static_cast<std::size_t>(index));
}

void show(Studio& studio, canvas::Drawing drawing) {
    State& state = studio.parts.of<State>();
    studio.ghost.emplace(std::move(drawing), kGhostRevisions + ++state.ghosts);
    studio.touch();
}

/// Whatever the ghost does ends, and its ink is gone.
void end(Studio& studio) {
    State& state = studio.parts.of<State>();
    if (state.phase == Phase::Off) return;
    if (state.phase == Phase::Pulsing) studio.view().pulse = -1;
    state.phase = Phase::Off;
    studio.ghost.reset();
    studio.touch();
}

/// Its drawing is there at once: who presses something wants to go on, with the drawing if they like.
void finish(Studio& studio) {
    State& state = studio.parts.of<State>();
    if (state.phase == Phase::Drawing) show(studio, state.sample);
    if (state.phase == Phase::Pulsing) studio.view().pulse = -1;
    if (state.phase != Phase::Off) state.phase = Phase::Resting;
}

void before_input(Studio& studio, const features::Pressed& pressed) {
    const bool on_pad = pressed.at && studio.places.pad.contains(*pressed.at);
    const bool lets_go = pressed.command && pressed.command->id == std::string_view("unit.let_go");
    if (on_pad || lets_go)
        end(studio);
    else if (pressed.at || pressed.command)
        finish(studio);
}

void begin(Studio& studio, const std::string&) {
    end(studio);
    State& state = studio.parts.of<State>();
    state.sample = sample_for(studio);
    state.start = -1;
    state.shown = 0;
    state.canvas_revision = studio.canvas.revision();
    state.callouts = true;
    state.phase = studio.settings.motion ? Phase::Drawing : Phase::Resting;
    show(studio, studio.settings.motion ? beginning(state.sample, -1) : state.sample);
}

void draw(Studio& studio) {
    State& state = studio.parts.of<State>();
    if (state.start < 0) state.start = studio.now() + kBefore;
    const double whole = duration(state.sample);
    const double shown_in = std::min(whole, kLongest);
    const double elapsed = studio.now() - state.start;
    canvas::Drawing drawn = beginning(state.sample, shown_in > 0 ? elapsed * whole / shown_in : elapsed);
    std::uint64_t points = 0;
    for (const canvas::Stroke& stroke : drawn.strokes) points += stroke.points.size();
    if (points != state.shown) show(studio, std::move(drawn));
    state.shown = points;
    if (elapsed < shown_in + kAfter) return;
    const bool pulse = elapsed < shown_in + kMissed && studio.perform("unit.pulse");
    state.phase = pulse ? Phase::Pulsing : Phase::Resting;
}

void advance(Studio& studio) {
    State& state = studio.parts.of<State>();
    if (state.callouts &&
        studio.canvas.revision() != state.canvas_revision) {  // something was drawn, or opened
        end(studio);
        state.callouts = false;
    }
    if (!studio.ghost) end(studio);
    if (state.phase == Phase::Drawing)
        draw(studio);
    else if (state.phase == Phase::Pulsing && studio.view().pulse < 0)
        state.phase = Phase::Resting;
}

std::optional<double> next_frame(const Studio& studio) {
    const Phase phase = studio.parts.of<State>().phase;
    const bool moves = phase == Phase::Drawing || phase == Phase::Pulsing;
    return moves ? std::optional(studio.now()) : std::nullopt;
}

}  // namespace

features::Feature feature() {
    return {.id = "welcome",
            .title = texts.title,
            .texts = all_of(texts),
            .commands = {{.id = "help.welcome",
                          .title = texts.key_welcome,
                          .group = studio::Group::Help,
                          .run = begin}},
            .labels = labels,
            .advance = advance,
            .next_frame = next_frame,
            .before_input = before_input};
}

}  // namespace convoscope::welcome
