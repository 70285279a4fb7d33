#pragma once

#include <cstddef>
#include <filesystem>
#include <string>
#include <string_view>

namespace convoscope {

/// The whole file as bytes.
/// @throws Error when it cannot be opened or read, is a folder, or holds more than `limit` bytes.
std::string read_file(const std::filesystem::path& path, std::size_t limit);

/// Writes `bytes` beside `path` and renames, so that `path` holds either all of the old or all of the new.
/// @throws Error when that fails; `path` is then as it was and nothing is left beside it.
void write_file(const std::filesystem::path& path, std::string_view bytes);

}  // namespace convoscope
