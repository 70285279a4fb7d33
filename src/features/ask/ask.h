#pragma once

#include <cstdint>
#include <map>
#include <string>

#include "features/ask/measure.h"
#include "features/feature.h"

/// Any unit answers: pointing and pinning, the inspector with its pages, walks, sweeps and pulses, edges.
namespace convoscope::ask {

struct State {
    bool playing = false;  ///< the sweep goes on by itself
    /// The unit that was pinned when the sweep began, to come back to; nothing after a step by hand.
    std::optional<nn::Unit> swept_from;
    double next_step = 0;  ///< when it does
    bool pulsing = false;
    double pulse_start = 0;
    Measurement measurement;
    /// Of a class: numbers as the model has them, although all classes have an offset in common.
    bool raw_classes = false;
    std::map<std::string, bool> folds;  ///< parts of pages that were folded or opened, by id
    bool all_patches = false;           ///< of a unit that hears many maps all are shown, not the best alone
    std::string class_query;            ///< what the softmax's classes are searched for, where there are many
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
/// It is over: what was pinned before is pinned again.
void end_sweep(studio::Studio& studio);
void advance_pulse(studio::Studio& studio);

/// The unit and the edge pointed at, and the other pins, in words in the scene.
void labels(features::Frame& frame, const studio::Exhibit& exhibit, ImDrawList& list);

bool inspector_is_open(const studio::Studio& studio);
void draw_inspector(features::Frame& frame);

/// The calculation of the selected unit as the inspector shows it: of a class against the classes' mean,
/// where they have an offset in common and its own numbers are not asked for. Null as
/// Exhibit::calculation().
const nn::Calculation* shown_calculation(const studio::Studio& studio);

}  // namespace convoscope::ask
