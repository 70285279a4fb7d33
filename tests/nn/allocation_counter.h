#pragma once

#include <cstddef>

namespace convoscope::test {

/// Calls of operator new in this program so far: all of them, whatever they asked for.
std::size_t allocations();

}  // namespace convoscope::test
