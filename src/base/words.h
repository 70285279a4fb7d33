#pragma once

#include <cstddef>
#include <span>
#include <string>

namespace convoscope {

/// "a, b, c"; empty for none.
std::string joined(std::span<const std::string> words);
/// The same in lines of no more than `columns` bytes, unless one word is longer.
std::string joined_in_lines(std::span<const std::string> words, std::size_t columns);

}  // namespace convoscope
