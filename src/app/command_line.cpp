#include "app/command_line.h"

#include <CLI/CLI.hpp>
#include <charconv>
#include <filesystem>
#include <iostream>

#include "app/commands/commands.h"
#include "app/inputs.h"
#include "app/nearest.h"
#include "app/report.h"
#include "app/syntax.h"
#include "app/window_command.h"
#include "base/error.h"

namespace convoscope::app {

namespace {

void parse_size(const std::string& text, int& width, int& height) {
    const char* end = text.data() + text.size();
    const auto [after_width, bad_width] = std::from_chars(text.data(), end, width);
    if (bad_width == std::errc() && after_width != end && *after_width == 'x') {
        const auto [after_height, bad_height] = std::from_chars(after_width + 1, end, height);
        const auto sensible = [](int extent) { return extent >= 16 && extent <= 16384; };
        if (bad_height == std::errc() && after_height == end && sensible(width) && sensible(height)) return;
    }
    throw UsageError("--size " + text + ": write WIDTHxHEIGHT, each from 16 to 16384, such as 1280x720");
}

std::vector<std::string> command_names(const CLI::App& program) {
    std::vector<std::string> names;
    for (const CLI::App* command : program.get_subcommands({})) names.push_back(command->get_name());
    return names;
}

std::string more_help(const std::string& command) { return " (see convoscope " + command + "--help)"; }

/// An argument that is no command, has no file extension and names no existing file.
[[noreturn]] void refuse_word(const CLI::App& program, const std::string& word) {
    throw UsageError("no command and no file is called '" + word + "'; did you mean '" +
                     nearest(word, command_names(program)) + "'?" + more_help(""));
}

void refuse_leftovers(const CLI::App& app, const std::string& command) {
    std::vector<std::string> leftovers = app.remaining();
    std::erase(leftovers, "--");  // only says that what follows is no option
    if (leftovers.empty()) return;
    const std::string& first = leftovers.front();
    if (!first.starts_with("-"))
        throw UsageError("'" + first + "' is one argument too many" + more_help(command));
    const std::string name = first.substr(0, first.find('='));
    std::vector<std::string> known;
    for (const CLI::Option* option : app.get_options())
        if (option->nonpositional()) known.push_back(option->get_name());
    throw UsageError("there is no option '" + name + "'; did you mean '" + nearest(name, known) + "'?" +
                     more_help(command));
}

CommandOptions window_options(const CLI::App& program, Parsed& parsed) {
    if (!parsed.words.empty()) {
        const std::filesystem::path word = parsed.words.front();
        std::error_code ignored;
        if (!word.has_extension() && !std::filesystem::exists(word, ignored))
            refuse_word(program, word.string());
        if (parsed.words.size() > 1)
            throw UsageError("the window opens one file, not " + std::to_string(parsed.words.size()) +
                             more_help(""));
        parsed.window.input = word;
    }
    refuse_leftovers(program, "");
    if (parsed.json)
        throw UsageError("--json goes with classify, evaluate, doubt, inspect and bench" + more_help(""));
    parsed.window.model = parsed.model;
    return parsed.window;
}

CommandOptions render_options(Parsed& parsed) {
    RenderOptions& options = parsed.render;
    parse_size(parsed.render_size, options.width, options.height);
    if (!parsed.render_strokes.empty()) {
        const DrawingAddress address = parse_drawing_address(parsed.render_strokes);
        options.strokes = address.file;
        options.stroke_index = address.index.value_or(0);
    }
    if (parsed.panels || parsed.no_panels) options.panels = parsed.panels;
    options.model = parsed.model;
    return options;
}

CommandOptions chosen_options(const CLI::App& program, Parsed& parsed) {
    const std::vector<CLI::App*> chosen = program.get_subcommands();
    if (chosen.empty()) return window_options(program, parsed);
    const CLI::App& command = *chosen.front();
    const std::string name = command.get_name();
    if (!parsed.words.empty()) refuse_word(program, parsed.words.front());
    refuse_leftovers(program, "");
    refuse_leftovers(command, name + " ");
    if (parsed.json && (name == "train" || name == "render" || name == "activations"))
        throw UsageError("--json goes with classify, evaluate, doubt, inspect and bench" + more_help(""));

    const auto common = [&parsed](auto& options) {
        options.model = parsed.model;
        options.json = parsed.json;
        return options;
    };
    if (name == "render") return render_options(parsed);
    if (name == "classify") return common(parsed.classify);
    if (name == "activations") {
        parsed.activations.model = parsed.model;
        return parsed.activations;
    }
    if (name == "evaluate") return common(parsed.evaluate);
    if (name == "doubt") return common(parsed.doubt);
    if (name == "train") {
        parsed.train.augment = !parsed.no_augment;
        parsed.train.use_strokes = !parsed.no_strokes;
        return parsed.train;
    }
    if (name == "inspect") {
        const bool named = program.count("--model") + command.count("--model") > 0;
        if (!parsed.inspect_model.empty())
            parsed.inspect.model = parsed.inspect_model;
        else if (named)
            parsed.inspect.model = parsed.model;
        parsed.inspect.json = parsed.json;
        return parsed.inspect;
    }
    parse_size(parsed.bench_size, parsed.bench.width, parsed.bench.height);
    return common(parsed.bench);
}

int run(const TextOptions& options) {
    std::cout << options.text;
    return 0;
}
int run(const WindowOptions& options) { return run_window(options); }
int run(const RenderOptions& options) { return run_render(options); }
int run(const ClassifyOptions& options) { return run_classify(options); }
int run(const ActivationsOptions& options) { return run_activations(options); }
int run(const EvaluateOptions& options) { return run_evaluate(options); }
int run(const DoubtOptions& options) { return run_doubt(options); }
int run(const TrainCommandOptions& options) { return run_train(options); }
int run(const InspectOptions& options) { return run_inspect(options); }
int run(const BenchOptions& options) { return run_bench(options); }

}  // namespace

CommandOptions parse_command_line(std::span<const std::string> arguments) {
    Parsed parsed;
    CLI::App program("Convoscope: draw a digit and watch a neural network think", "convoscope");
    describe_commands(program, parsed);

    std::vector<std::string> reversed(arguments.rbegin(), arguments.rend());  // as CLI11 wants them
    if (!reversed.empty() && reversed.back() == "help") {
        reversed.pop_back();
        reversed.insert(reversed.begin(), "--help");
    }
    try {
        program.parse(reversed);
    } catch (const CLI::CallForHelp&) {
        return TextOptions{program.help()};
    } catch (const CLI::CallForVersion& version) {
        return TextOptions{std::string(version.what()) + "\n"};
    } catch (const CLI::ParseError& error) {
        const std::vector<CLI::App*> chosen = program.get_subcommands();
        throw UsageError(error.what() + more_help(chosen.empty() ? "" : chosen.front()->get_name() + " "));
    }
    return chosen_options(program, parsed);
}

int run_command_line(std::span<const std::string> arguments) {
    try {
        const int status =
            std::visit([](const auto& options) { return run(options); }, parse_command_line(arguments));
        std::cout.flush();
        if (!std::cout) throw Error("cannot write to standard output: is the disk full?");
        return status;
    } catch (const UsageError& error) {
        report_error(error.what());
        return 2;
    } catch (const std::exception& error) {
        report_error(error.what());
        return 1;
    }
}

}  // namespace convoscope::app
