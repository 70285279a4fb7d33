// Walks from unit to unit, sweeps over a map, pulses through the layers.

#include <algorithm>
#include <utility>

#include "features/ask/ask.h"
#include "features/ask/texts.h"
#include "nn/address.h"
#include "nn/walk.h"
#include "scene/pick.h"
#include "studio/selection.h"
#include "studio/texts.h"

namespace convoscope::ask {
namespace {

using studio::Command;
using studio::Group;
using studio::Studio;

constexpr double kPulsePerLayer = 0.4;  ///< seconds

/// Where a walk leads out of the picture, the camera follows.
void keep_in_view(Studio& studio, const nn::Unit& unit) {
    const studio::Exhibit& exhibit = studio.exhibit();
    const studio::Stage& stage = exhibit.stage;
    const auto position = stage.layout().position(exhibit.architecture(), unit);
    if (!position || stage.gliding()) return;
    const scene::Vector3 seen = stage.camera().project(*position, stage.viewport());
    if (seen.z() <= 0 || !stage.viewport().contains(seen.head<2>())) studio::go_to_selection(studio);
}

template <nn::Step Step>
void walk(Studio& studio, const std::string&) {
    constexpr bool kUp = Step == nn::Step::NextLayer;
    const studio::Exhibit& exhibit = studio.exhibit();
    const nn::Architecture& architecture = exhibit.architecture();
    const int layers = static_cast<int>(architecture.nodes.size());
    if (!exhibit.view.inspected_layer.empty() && (kUp || Step == nn::Step::PreviousLayer)) {
        const int next = studio::asked_layer(studio) + (kUp ? 1 : -1);
        if (next >= 0 && next < layers) studio::inspect(studio, next);
        return;
    }
    if (const auto unit = exhibit.selected()) {
        const bool sweeping = exhibit.view.sweep;
        const nn::Unit next = nn::walk(architecture, *unit, Step);
        studio::select(studio, next, false);
        studio.view().sweep = sweeping && next.node == unit->node && next.map == unit->map;
        studio.parts.of<State>().playing = false;
        studio.parts.of<State>().swept_from.reset();
    } else {  // walks begin at the answer: the most probable class, or the first one
        studio::select(studio,
                       scene::unit_of(architecture, layers - 1, std::max(0, exhibit.reading().verdict.best)),
                       false);
    }
    keep_in_view(studio, *studio.exhibit().selected());
}

template <nn::Step Step>
Command walk_command(const char* id, const Text& title, studio::Key key) {
    return {.id = id, .title = title, .group = Group::Ask, .keys = {key}, .run = walk<Step>, .repeats = true};
}

const Text* refuse_unselected(const Studio& studio) {
    return studio.exhibit().selected() ? nullptr : &studio::texts.nothing_selected;
}

double seconds_a_unit(const studio::Exhibit& exhibit, const nn::Unit& unit) {
    const nn::Node& node = exhibit.architecture().nodes[static_cast<std::size_t>(unit.node)];
    return 1.0 / static_cast<double>(scene::sweep_pace(exhibit.view, node.output));
}

/// The selected unit's map, unit by unit; pauses where it runs.
void play(Studio& studio, const std::string&) {
    State& state = studio.parts.of<State>();
    const studio::Exhibit& exhibit = studio.exhibit();
    const auto unit = exhibit.selected();
    if (unit->node == 0) return;  // the input computes nothing
    if (state.playing) {
        state.playing = false;
        return;
    }
    if (!exhibit.view.sweep) {  // from the map's first unit
        state.swept_from = unit;
        const bool flat = exhibit.architecture().nodes[static_cast<std::size_t>(unit->node)].output.is_flat();
        studio::replace_selection(studio, {unit->node, flat ? 0 : unit->map, 0, 0});
        studio.view().sweep = true;
    }
    state.playing = true;
    state.next_step = studio.now() + seconds_a_unit(exhibit, *unit);
}

void pulse(Studio& studio, const std::string&) {
    State& state = studio.parts.of<State>();
    if (studio.view().sweep) end_sweep(studio);  // it would leave a hole in its map
    studio.view().pulse = 0;
    state.pulsing = true;
    state.pulse_start = studio.now();
}

template <bool Back>
void go_in_history(Studio& studio, const std::string&) {
    const std::string address = Back ? studio.history.back() : studio.history.forward();
    if (const auto unit = nn::parse_address(studio.exhibit().architecture(), address))
        studio::select(studio, *unit, false);
}

}  // namespace

void advance_sweep(Studio& studio) {
    State& state = studio.parts.of<State>();
    const studio::Exhibit& exhibit = studio.exhibit();
    const auto unit = exhibit.selected();
    if (!exhibit.view.sweep) {  // another unit was pinned, or another view was opened
        state.playing = false;
        state.swept_from.reset();
    }
    if (!state.playing || !unit) return;
    const nn::Architecture& architecture = exhibit.architecture();
    const nn::Shape& shape = architecture.nodes[static_cast<std::size_t>(unit->node)].output;
    int index = nn::index_of(architecture, *unit);
    const int length = scene::sweep_length(shape);
    const int last = (index / length + 1) * length - 1;
    while (studio.now() >= state.next_step && index < last) {
        ++index;
        state.next_step += seconds_a_unit(exhibit, *unit);
    }
    studio::replace_selection(studio, scene::unit_of(architecture, unit->node, index));
    if (index == last) end_sweep(studio);
}

void end_sweep(Studio& studio) {
    State& state = studio.parts.of<State>();
    state.playing = studio.view().sweep = false;
    if (const auto unit = std::exchange(state.swept_from, std::nullopt))
        studio::replace_selection(studio, *unit);
}

void advance_pulse(Studio& studio) {
    State& state = studio.parts.of<State>();
    scene::ViewState& view = studio.view();
    if (view.pulse < 0) state.pulsing = false;  // it was let go of, or another view was opened
    if (!state.pulsing) return;
    view.pulse = static_cast<float>((studio.now() - state.pulse_start) / kPulsePerLayer);
    if (view.pulse < static_cast<float>(studio.exhibit().stage.layout().rank_count())) return;
    view.pulse = -1;
    state.pulsing = false;
}

std::vector<Command> walk_commands() {
    using nn::Step;
    using namespace studio;
    return {
        walk_command<Step::Left>("walk.left", texts.walk_left, {kKeyLeft}),
        walk_command<Step::Right>("walk.right", texts.walk_right, {kKeyRight}),
        walk_command<Step::Up>("walk.up", texts.walk_up, {kKeyUp}),
        walk_command<Step::Down>("walk.down", texts.walk_down, {kKeyDown}),
        walk_command<Step::PreviousMap>("walk.previous_map", texts.previous_map, {kKeyLeft, kShift}),
        walk_command<Step::NextMap>("walk.next_map", texts.next_map, {kKeyRight, kShift}),
        walk_command<Step::NextLayer>("walk.layer_above", texts.layer_above, {kKeyPageUp}),
        walk_command<Step::PreviousLayer>("walk.layer_below", texts.layer_below, {kKeyPageDown}),
        {.id = "unit.back",
         .title = texts.key_back,
         .group = Group::Ask,
         .keys = {{kKeyLeft, kAlt}, {kKeyBackspace}},
         .run = go_in_history<true>,
         .refuses =
             [](const Studio& studio) {
                 return studio.history.can_go_back() ? nullptr : &texts.nothing_before;
             },
         .repeats = true},
        {.id = "unit.forward",
         .title = texts.key_forward,
         .group = Group::Ask,
         .keys = {{kKeyRight, kAlt}},
         .run = go_in_history<false>,
         .refuses =
             [](const Studio& studio) {
                 return studio.history.can_go_forward() ? nullptr : &texts.nothing_after;
             },
         .repeats = true},
        {.id = "unit.play",
         .title = texts.key_play,
         .group = Group::Ask,
         .keys = {{kKeySpace}},
         .run = play,
         .refuses = refuse_unselected,
         .is_on = [](const Studio& studio) { return studio.parts.of<State>().playing; },
         .also = texts.also_play},
        {.id = "unit.pulse",
         .title = texts.key_pulse,
         .group = Group::Ask,
         .keys = {{'V'}},
         .run = pulse,
         .refuses =
             [](const Studio& studio) {
                 return studio.exhibit().numbers() ? nullptr : &studio::texts.nothing_drawn;
             }},
    };
}

}  // namespace convoscope::ask
