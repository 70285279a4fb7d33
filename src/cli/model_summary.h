#pragma once

#include <cstdint>
#include <span>
#include <string>

#include "base/message.h"
#include "nn/model.h"

namespace convoscope::cli {

struct Statistics {
    std::size_t count = 0;
    float minimum = 0;
    float maximum = 0;
    double mean = 0;
    double deviation = 0;  ///< standard deviation, of all values (not of a sample)
    double zeros = 0;      ///< share of values that are exactly 0
};

/// All zero for no values.
Statistics statistics_of(std::span<const float> values);

/// Multiplications with a weight in one forward pass of node `index`; kernels that do not exist cost none.
std::int64_t multiplications(const nn::Architecture& architecture, int index);

/// "6 x 28 x 28", or "120" for a flat layer.
std::string shape_text(const nn::Shape& shape);
/// "conv", "max pool", ...: short as in files where the language is English.
std::string words_of(const nn::Operator& op, Language language);
Message words_of(nn::Activation activation);  ///< "relu", ...; "" for none

}  // namespace convoscope::cli
