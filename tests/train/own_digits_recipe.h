#pragma once

#include <cstddef>
#include <cstdint>

namespace convoscope::test {

/// What the kept pictures of assets/digits were drawn with.
inline constexpr std::size_t own_digits = 6000;
inline constexpr std::uint64_t own_digits_seed = 1;

}  // namespace convoscope::test
