#pragma once

#include <vector>

#include "studio/command.h"

namespace convoscope::explain_shown {

std::vector<studio::Command> heat_map_commands();
std::vector<studio::Command> break_commands();
std::vector<studio::Command> silence_commands();
std::vector<studio::Command> confuses_commands();

}  // namespace convoscope::explain_shown
