#pragma once

#include <stdexcept>
#include <string>

namespace convoscope {

/// Something that the user can put right: a bad file, a wrong option, a missing display.
/// what() is one line for them: what failed, on which file, why, and what to do.
/// Our own mistakes are asserts, not Errors; nothing throws inside a frame.
class Error : public std::runtime_error {
  public:
    explicit Error(const std::string& line) : std::runtime_error(line) {}
};

}  // namespace convoscope
