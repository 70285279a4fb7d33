#pragma once

#include <cstddef>
#include <string>
#include <string_view>

/// Names out of other programs' files, which may be any bytes: JSON and fonts have UTF-8 alone.
namespace convoscope::models {

bool is_utf8(std::string_view text);
/// `text` with '?' for every byte that is part of no character.
std::string as_utf8(std::string_view text);
/// What comes last of UTF-8, as many whole characters as `most` bytes hold.
std::string_view end_of(std::string_view text, std::size_t most);

}  // namespace convoscope::models
