#pragma once

#include <optional>
#include <span>
#include <string>
#include <string_view>

namespace convoscope::cli {

/// Insertions, deletions, replacements and swaps of neighbours that turn `a` into `b` (optimal string
/// alignment).
int edit_distance(std::string_view a, std::string_view b);

/// The candidate that `word` may have meant: the one that begins so, or that with the smallest edit distance,
/// where that is no more than a third of its characters; the first of them when several are as near.
std::optional<std::string> nearest(std::string_view word, std::span<const std::string> candidates);

}  // namespace convoscope::cli
