#pragma once

#include <gtest/gtest.h>

#include <algorithm>

#include "nn/isa.h"

namespace convoscope::test {

/// All instruction sets there are, to be tested one by one; a test of one that this processor lacks is
/// skipped.
inline const auto kEveryIsa = ::testing::Values(nn::Isa::Baseline, nn::Isa::Avx2, nn::Isa::Avx512);

inline bool available(nn::Isa isa) {
    const std::vector<nn::Isa> all = nn::available_isas();
    return std::find(all.begin(), all.end(), isa) != all.end();
}

#define CONVOSCOPE_SKIP_UNLESS_AVAILABLE(isa)                         \
    if (!::convoscope::test::available(isa)) {                        \
        GTEST_SKIP() << "this processor has no " << nn::name_of(isa); \
    }

/// Suffix of a test's name.
inline std::string isa_name(const ::testing::TestParamInfo<nn::Isa>& info) { return nn::name_of(info.param); }

}  // namespace convoscope::test
