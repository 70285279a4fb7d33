#pragma once

#include <cstddef>

namespace convoscope::test {

/// Calls of operator new in this program so far: all of them, whatever they asked for.
std::size_t allocations();

/// Bytes that operator new gave and operator delete did not take back yet, and the most that they have been
/// since forget_peak().
std::size_t live_bytes();
std::size_t peak_bytes();
void forget_peak();

}  // namespace convoscope::test
