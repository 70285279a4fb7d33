#pragma once

#include <cstddef>
#include <span>
#include <string>
#include <string_view>
#include <vector>

/// Which classes a list has rows for, so that a thousand of them fit where ten do.
namespace convoscope::ui {

inline constexpr std::size_t kAllClasses = 20;   ///< so many are listed whole
inline constexpr std::size_t kBestClasses = 10;  ///< of more than that

inline bool are_many(std::size_t classes) { return classes > kAllClasses; }

/// Of few classes all, in their order; of many the most probable of those whose name has `query`, whatever
/// the case of A to Z, the most probable first.
/// @param probabilities  one a name
std::vector<int> shown_classes(std::span<const std::string> names, std::span<const float> probabilities,
                               std::string_view query);

}  // namespace convoscope::ui
