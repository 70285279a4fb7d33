#pragma once

#include <optional>
#include <string>
#include <vector>

#include "features/explain/views.h"

/// Probabilities as curves: one a class, over a slider's range or a drawing's history.
namespace convoscope::explain_shown {

/// A place where the answer changes.
struct ChartFlip {
    float at = 0;  ///< in shares of the width, 0 .. 1
    int to = -1;   ///< class
};

struct Chart {
    const std::vector<std::vector<float>>& probabilities;  ///< [point][class]; points at equal distances
    const std::vector<std::string>& classes;               ///< in words
    std::vector<ChartFlip> flips;
    std::optional<float> here;  ///< where the present picture stands, in shares of the width
    std::string left;           ///< below the ends
    std::string right;
    bool dimmed = false;  ///< it is of what no longer is
};

/// Draws it as the next item, as wide as the page. @return where it was clicked or dragged to, in shares of
/// the width
std::optional<float> draw_chart(Explaining& explaining, const char* id, const Chart& chart);

/// The colour of a class's curve, the same on all charts.
ImU32 class_colour(int index, scene::Theme theme);

/// What is lost or wrong, and what is gained: the warm and the cold side of contributions.
ImU32 warm_colour(scene::Theme theme);
ImU32 cold_colour(scene::Theme theme);

}  // namespace convoscope::explain_shown
