#pragma once

#include <optional>
#include <string>
#include <vector>

#include "features/feature.h"

/// The search line: units by address, strength or class, and commands by what they do.
namespace convoscope::find {

/// Something that the search line found: a unit to go to, or a command to run.
struct Result {
    std::optional<nn::Unit> unit;
    std::string command;  ///< its id, where there is no unit
    std::string words;
};

struct State {
    bool open = false;
    int openings = 0;  ///< part of the line's identity, so that what is undone in it never outlives it
    bool just_opened = false;
    std::string query;
    std::string answered;       ///< the query that the results answer
    std::uint64_t reading = 0;  ///< and the reading
    std::uint64_t exhibit = 0;  ///< of which exhibit
    std::vector<Result> results;
    int chosen = 0;        ///< the one that Enter goes to
    bool entered = false;  ///< Enter was pressed; taken when the results are those of the query
};

features::Feature feature();

/// Answers the query, where it is another.
void advance(studio::Studio& studio);
void draw_overlay(features::Frame& frame);
/// Goes to a result: selects its unit (or, where `add`, pins it besides), or runs its command; the line
/// closes.
void choose(studio::Studio& studio, std::size_t index, bool add);

}  // namespace convoscope::find
