#pragma once

#include <string>
#include <vector>

#include "nn/address.h"
#include "scene/camera.h"
#include "ui/intent.h"
#include "ui/look.h"

namespace convoscope::ui {

/// Something that the search line found.
struct SearchResult {
    nn::Unit unit;
    std::string words;
};

/// The search line while it is open; the app owns it, and fills in what is found.
struct SearchState {
    std::string query;
    std::vector<SearchResult> results;
    int chosen = 0;  ///< the one that Enter goes to
    bool just_opened = true;
    bool entered =
        false;  ///< Enter was pressed; set by the app, taken when the results are those of the query
    std::string answered;  ///< the query that the results answer
};

/// A line to type in, with what it finds under it: arrows choose, Enter or a click selects the unit.
/// @return whether it stays open
bool search_overlay(const Look& look, SearchState& search, const scene::Viewport& stage, Intents& intents);

}  // namespace convoscope::ui
