#pragma once

#include "headless/window.h"

namespace convoscope::test {

/// Looks again and again until `condition` holds, the clock of the window that is open going on meanwhile.
/// @return whether it came to hold within so many seconds of that clock
template <typename Condition>
bool eventually(const Condition& condition, double limit = 60) {
    constexpr double kStep = 0.25;
    for (double passed = 0; passed < limit; passed += kStep) {
        if (condition()) return true;
        let_time_pass(kStep);
    }
    return false;
}

}  // namespace convoscope::test
