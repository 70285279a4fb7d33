#pragma once

#include <string>

namespace convoscope {

/// A whole number as it is shown, the same in every language: 61,706.
std::string grouped(long long value);

}  // namespace convoscope
