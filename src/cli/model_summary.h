#pragma once

#include <cstdint>
#include <string>

#include "base/message.h"
#include "nn/model.h"

namespace convoscope::cli {

/// Multiplications with a weight in one forward pass of node `index`; kernels that do not exist cost none.
std::int64_t multiplications(const nn::Architecture& architecture, int index);

/// "conv", "max pool", ...: short as in files where the language is English.
std::string words_of(const nn::Operator& op, Language language);
Message words_of(nn::Activation activation);  ///< "relu", ...; "" for none

}  // namespace convoscope::cli
