#pragma once

#include <chrono>
#include <thread>

namespace convoscope::test {

/// Looks again and again until `condition` holds. The time limit only ends a test that has failed: it is far
/// longer than anything takes, so that a busy machine and a sanitizer build pass as well.
/// @return whether it came to hold
template <typename Condition>
bool eventually(const Condition& condition, std::chrono::seconds limit = std::chrono::seconds(60)) {
    const auto end = std::chrono::steady_clock::now() + limit;
    while (!condition()) {
        if (std::chrono::steady_clock::now() > end) return false;
        std::this_thread::sleep_for(std::chrono::milliseconds(20));
    }
    return true;
}

}  // namespace convoscope::test
