#pragma once

#include <CLI/CLI.hpp>
#include <string>
#include <vector>

#include "base/text.h"
#include "cli/options.h"

namespace convoscope::cli {

/// Where CLI11 puts what it reads.
struct Parsed {
    Language language = Language::English;  ///< of the help pages
    std::string language_words;             ///< never filled: the option is taken out before
    std::string model = default_model;
    bool json = false;
    std::vector<std::string> words;  ///< of the window: the input, or a command that is none
    WindowOptions window;
    RenderOptions render;
    std::string render_size = "1280x720";
    std::string render_strokes;
    bool panels = false;
    bool no_panels = false;
    ClassifyOptions classify;
    ActivationsOptions activations;
    EvaluateOptions evaluate;
    DoubtOptions doubt;
    TrainCommandOptions train;
    bool no_augment = false;
    bool no_strokes = false;
    std::string inspect_model;
    InspectOptions inspect;
    BenchOptions bench;
    std::string bench_size = "1280x720";
};

/// Gives `program` its commands, options and help pages; parsing fills `parsed`, which is to outlive it.
void describe_commands(CLI::App& program, Parsed& parsed);

}  // namespace convoscope::cli
