#pragma once

#include <span>
#include <string>

namespace convoscope {

/// "a, b, c"; empty for none.
std::string joined(std::span<const std::string> words);

}  // namespace convoscope
