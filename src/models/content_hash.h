#pragma once

#include <cstdint>
#include <string_view>

namespace convoscope::models {

/// Tells a file's content from others', wherever it lies and whatever it is called; against nobody's malice.
/// FNV-1a over words of eight bytes (http://www.isthe.com/chongo/tech/comp/fnv), the last filled up with
/// zeros, and the length.
std::uint64_t content_hash(std::string_view bytes);

}  // namespace convoscope::models
