#pragma once

#include "base/error.h"

namespace convoscope::cli {

/// The command line asks for nothing that we could do: exit status 2. One line.
class UsageError : public Error {
  public:
    using Error::Error;
};

}  // namespace convoscope::cli
