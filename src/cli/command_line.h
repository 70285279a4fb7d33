#pragma once

#include <optional>
#include <span>
#include <string>
#include <variant>
#include <vector>

#include "base/error.h"
#include "base/text.h"
#include "cli/options.h"

namespace convoscope::cli {

/// The command line asks for nothing that we could do: exit status 2. One line.
class UsageError : public Error {
  public:
    using Error::Error;
};

/// --help and --version: text for stdout.
struct TextOptions {
    std::string text;
};

using CommandOptions =
    std::variant<WindowOptions, RenderOptions, ClassifyOptions, ActivationsOptions, EvaluateOptions,
                 DoubtOptions, TrainCommandOptions, InspectOptions, BenchOptions, TextOptions>;

/// Takes `--language en|zh` out of the arguments, wherever it stands before a "--"; the last one counts.
/// @throws UsageError where it names no language of ours
std::optional<Language> take_language(std::vector<std::string>& arguments);

/// @param arguments  without the program's name and --language
/// @param language  of the help pages
/// @throws UsageError
CommandOptions parse_command_line(std::span<const std::string> arguments,
                                  Language language = Language::English);

/// The whole program: parses, runs the command, prints what went wrong as one line on stderr.
/// @param arguments  without the program's name
/// @return the exit status: 0 done, 1 it failed, 2 wrong usage
int run_command_line(std::span<const std::string> arguments);

}  // namespace convoscope::cli
