#pragma once

#include <any>
#include <functional>
#include <memory>
#include <string>

#include "base/text.h"

namespace convoscope::cli {

class Syntax;

inline constexpr const char* default_model = "lenet5";

/// How a command speaks to people.
struct Speech {
    Language language = Language::English;
    bool asked_for = false;  ///< by --language; else it is the system's
};

/// A command whose line was read.
struct Ready {
    std::any options;  ///< what the line said: a struct of the command's own
    /// Prints to stdout, JSON or words. @return the process's exit status
    /// @throws Error when a file is bad or missing, when there is no display, no GL
    std::function<int(const Speech&)> run;
};

/// A command of the command line: a row of commands.cpp, made by command() below in a file of its own.
struct Command {
    std::string name;   ///< empty: the window, which opens where no command is named
    Text group;         ///< on the page of them all; empty: it is not on it, the program itself calls it
    Text title;         ///< what it does
    std::string usage;  ///< what follows the name, as it is typed
    /// Tells the syntax its arguments and options; what it returns is called when they were read.
    std::function<std::function<Ready()>(Syntax&)> describe;
};

/// What a command's file says of it.
template <typename Options>
struct Row {
    const char* name;
    Text group;
    Text title;
    const char* usage;
    void (*describe)(Syntax&, Options&);  ///< the options outlive the reading
    int (*run)(const Options&, const Speech&);
};

template <typename Options>
Command command(const Row<Options>& row) {
    return {row.name, row.group, row.title, row.usage, [row](Syntax& syntax) {
                auto options = std::make_shared<Options>();
                row.describe(syntax, *options);
                return [row, options] {
                    return Ready{*options,
                                 [row, options](const Speech& speech) { return row.run(*options, speech); }};
                };
            }};
}

}  // namespace convoscope::cli
