#pragma once

#include <span>
#include <stdexcept>
#include <string>
#include <variant>

#include "app/options.h"

namespace convoscope::app {

/// The command line asks for nothing that we could do: exit status 2. what() is one line.
class UsageError : public std::runtime_error {
  public:
    explicit UsageError(const std::string& line) : std::runtime_error(line) {}
};

/// --help and --version: text for stdout.
struct TextOptions {
    std::string text;
};

using CommandOptions =
    std::variant<WindowOptions, RenderOptions, ClassifyOptions, ActivationsOptions, EvaluateOptions,
                 DoubtOptions, TrainCommandOptions, InspectOptions, BenchOptions, TextOptions>;

/// @param arguments  without the program's name
/// @throws UsageError
CommandOptions parse_command_line(std::span<const std::string> arguments);

/// The whole program: parses, runs the command, prints what went wrong as one line on stderr.
/// @param arguments  without the program's name
/// @return the exit status: 0 done, 1 it failed, 2 wrong usage
int run_command_line(std::span<const std::string> arguments);

}  // namespace convoscope::app
