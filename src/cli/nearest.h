#pragma once

#include <span>
#include <string>
#include <string_view>

namespace convoscope::cli {

/// Insertions, deletions, replacements and swaps of neighbours that turn `a` into `b` (optimal string
/// alignment).
int edit_distance(std::string_view a, std::string_view b);

/// The candidate with the smallest edit distance to `word`; the first of them when several are as near.
std::string nearest(std::string_view word, std::span<const std::string> candidates);

}  // namespace convoscope::cli
