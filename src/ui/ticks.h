#pragma once

#include <string>
#include <vector>

namespace convoscope::ui {

/// Round numbers (1, 2 or 5 times a power of ten apart, zero among them) from `low` to `high`, both included
/// where they are round: for the axes of a plot.
/// @param most  how many there may be, at least 2
std::vector<float> ticks(float low, float high, int most);
/// "0", "0.5", "-20": without more digits than round numbers need.
std::string tick_words(float value);

}  // namespace convoscope::ui
