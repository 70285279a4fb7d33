#pragma once

#include <string>

#include "base/message.h"

namespace convoscope::cli {

/// What CLI11 says of a wrong line, which it says in English, as a message of all languages. What it may say
/// besides stays as it is.
Message parse_error_words(const std::string& what);

}  // namespace convoscope::cli
