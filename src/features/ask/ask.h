#pragma once

#include <cstdint>
#include <string>

#include "features/feature.h"
#include "nn/statistics.h"

/// Any unit answers: pointing and pinning, the inspector with its pages, walks, sweeps and pulses, edges.
namespace convoscope::ask {

/// What the open page says of all its values at once; scanned when it opens and when they change, not in
/// every frame.
struct Measured {
    nn::Statistics statistics;
    std::size_t dead = 0;  ///< units that are silent for this drawing
};

/// What something was measured of.
struct MeasuredKey {
    const nn::Model* model = nullptr;
    int node = -1;
    scene::Page page = scene::Page::Unit;
    std::uint64_t reading = 0;  ///< of activations; 0 of weights
    bool operator==(const MeasuredKey&) const = default;
};

struct State {
    bool playing = false;  ///< the sweep goes on by itself
    double next_step = 0;  ///< when it does
    bool pulsing = false;
    double pulse_start = 0;
    MeasuredKey key;
    std::optional<Measured> measured;
};

features::Feature feature();

std::vector<studio::Command> commands();
/// Pins what is clicked on in the scene.
bool pointer(studio::Studio& studio, const studio::PointerEvent& event);
/// The sweep, the pulse, what is measured.
void advance(studio::Studio& studio);
/// A walk and a sweep lead from unit to unit (walks.cpp).
std::vector<studio::Command> walk_commands();
void advance_sweep(studio::Studio& studio);
void advance_pulse(studio::Studio& studio);

/// The unit and the edge pointed at, and the other pins, in words in the scene.
void labels(features::Frame& frame, const studio::Exhibit& exhibit, ImDrawList& list);

bool inspector_is_open(const studio::Studio& studio);
void draw_inspector(features::Frame& frame);
/// Of what the open page shows; null where it shows no such thing.
const Measured* measured_of(const studio::Studio& studio);

}  // namespace convoscope::ask
