#pragma once

#include <optional>
#include <string>

#include "cli/command.h"

namespace convoscope::cli {

struct InspectOptions {
    std::optional<std::string> model;  ///< none: list the bundled models
    bool json = false;
};

}  // namespace convoscope::cli
