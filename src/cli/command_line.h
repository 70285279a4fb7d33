#pragma once

#include <optional>
#include <span>
#include <string>
#include <vector>

#include "base/text.h"
#include "cli/command.h"
#include "cli/usage_error.h"

namespace convoscope::cli {

/// Takes `--language en|zh` out of the arguments, wherever it stands before a "--"; the last one counts.
/// @throws UsageError where it names no language of ours
std::optional<Language> take_language(std::vector<std::string>& arguments);

/// The command that the line asks for; --help and --version are one, too.
/// @param arguments  without the program's name and --language
/// @param language  of the help pages
/// @throws UsageError
Ready parse_command_line(std::span<const std::string> arguments, Language language = Language::English);

/// The whole program: parses, runs the command, prints what went wrong as one line on stderr.
/// @param arguments  without the program's name
/// @return the exit status: 0 done, 1 it failed, 2 wrong usage
int run_command_line(std::span<const std::string> arguments);

}  // namespace convoscope::cli
