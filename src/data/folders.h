#pragma once

#include <filesystem>
#include <optional>
#include <string>

namespace convoscope::data {

/// Where a data set lies unless it is said: $CONVOSCOPE_DATA/NAME, else ../shared/data/NAME, seen from here
/// or from the source tree, else /usr/share/datasets/NAME, where Debian's packages put theirs.
/// @param name  "mnist"
/// @throws Error when there is none
std::filesystem::path default_data_folder(const std::string& name = "mnist");
/// The same; nothing when there is none.
std::optional<std::filesystem::path> find_data_folder(const std::string& name);

/// Pen-drawn digits, found likewise: strokes/pen-strokes.jsonl.
std::optional<std::filesystem::path> default_stroke_file();

}  // namespace convoscope::data
