#pragma once

#include <vector>

#include "cli/command.h"

namespace convoscope::cli {

/// Every command of the command line, in the order of the page of help.
std::vector<Command> all_commands();

}  // namespace convoscope::cli
