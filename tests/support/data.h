#pragma once

#include <cstdlib>
#include <filesystem>

#include "support/places.h"

namespace convoscope::test {

/// The data sets that are not part of the project: $CONVOSCOPE_DATA, else ../shared/data beside the checkout.
/// Empty when there are none: the test then says GTEST_SKIP() << "no data sets: set CONVOSCOPE_DATA".
inline std::filesystem::path data_folder() {
    if (const char* named = std::getenv("CONVOSCOPE_DATA")) return named;
    const auto beside = source_folder() / ".." / "shared" / "data";
    return std::filesystem::exists(beside) ? beside : std::filesystem::path();
}

}  // namespace convoscope::test
