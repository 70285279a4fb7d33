#include "cli/command_line.h"

#include <CLI/CLI.hpp>
#include <charconv>
#include <filesystem>
#include <iostream>

#include "base/error.h"
#include "cli/commands/commands.h"
#include "cli/help_texts.h"
#include "cli/inputs.h"
#include "cli/nearest.h"
#include "cli/parse_error.h"
#include "cli/report.h"
#include "cli/syntax.h"
#include "cli/texts.h"
#include "cli/window_command.h"

namespace convoscope::cli {

namespace {

void parse_size(const std::string& text, int& width, int& height) {
    const char* end = text.data() + text.size();
    const auto [after_width, bad_width] = std::from_chars(text.data(), end, width);
    if (bad_width == std::errc() && after_width != end && *after_width == 'x') {
        const auto [after_height, bad_height] = std::from_chars(after_width + 1, end, height);
        const auto sensible = [](int extent) { return extent >= 16 && extent <= 16384; };
        if (bad_height == std::errc() && after_height == end && sensible(width) && sensible(height)) return;
    }
    throw UsageError(texts.wrong_size, text);
}

std::vector<std::string> command_names(const CLI::App& program) {
    std::vector<std::string> names;
    for (const CLI::App* command : program.get_subcommands({})) names.push_back(command->get_name());
    return names;
}

/// @param command  and a blank; empty: the page of them all
UsageError with_help(const std::string& command, const Message& what) {
    return UsageError(texts.see_help, command, what);
}

/// An argument that is no command, has no file extension and names no existing file.
[[noreturn]] void refuse_word(const CLI::App& program, const std::string& word) {
    const Message what(texts.no_such_word, word);
    throw with_help("", {texts.did_you_mean, what, nearest(word, command_names(program))});
}

void refuse_leftovers(const CLI::App& app, const std::string& command) {
    std::vector<std::string> leftovers = app.remaining();
    std::erase(leftovers, "--");  // only says that what follows is no option
    if (leftovers.empty()) return;
    const std::string& first = leftovers.front();
    if (!first.starts_with("-")) throw with_help(command, {texts.too_many_arguments, first});
    const std::string name = first.substr(0, first.find('='));
    std::vector<std::string> known;
    for (const CLI::Option* option : app.get_options())
        if (option->nonpositional()) known.push_back(option->get_name());
    throw with_help(command, {texts.did_you_mean, Message(texts.no_such_option, name), nearest(name, known)});
}

CommandOptions window_options(const CLI::App& program, Parsed& parsed) {
    if (!parsed.words.empty()) {
        const std::filesystem::path word = parsed.words.front();
        std::error_code ignored;
        if (!word.has_extension() && !std::filesystem::exists(word, ignored))
            refuse_word(program, word.string());
        if (parsed.words.size() > 1) throw with_help("", {texts.one_file, parsed.words.size()});
        parsed.window.input = word;
    }
    refuse_leftovers(program, "");
    if (parsed.json) throw with_help("", texts.json_goes_with);
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
        throw with_help("", texts.json_goes_with);

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

/// @param language  what it prints is in
/// @param asked  what the line asks for: the window keeps its own where it says nothing
int run(const TextOptions& options, Language, std::optional<Language>) {
    std::cout << options.text;
    return 0;
}
int run(WindowOptions& options, Language, std::optional<Language> asked) {
    options.language = asked;
    return run_window(options);
}
int run(RenderOptions& options, Language language, std::optional<Language>) {
    options.language = language;
    return run_render(options);
}
int run(const ClassifyOptions& options, Language language, std::optional<Language>) {
    return run_classify(options, language);
}
int run(const ActivationsOptions& options, Language, std::optional<Language>) {
    return run_activations(options);
}
int run(const EvaluateOptions& options, Language language, std::optional<Language>) {
    return run_evaluate(options, language);
}
int run(const DoubtOptions& options, Language language, std::optional<Language>) {
    return run_doubt(options, language);
}
int run(const TrainCommandOptions& options, Language language, std::optional<Language>) {
    return run_train(options, language);
}
int run(const InspectOptions& options, Language language, std::optional<Language>) {
    return run_inspect(options, language);
}
int run(const BenchOptions& options, Language language, std::optional<Language>) {
    return run_bench(options, language);
}

}  // namespace

std::optional<Language> take_language(std::vector<std::string>& arguments) {
    const std::string name = "--language";
    std::optional<Language> language;
    for (auto at = arguments.begin(); at != arguments.end() && *at != "--";) {
        if (*at != name && !at->starts_with(name + "=")) {
            ++at;
            continue;
        }
        const bool in_one = *at != name;
        if (!in_one && at + 1 == arguments.end()) throw UsageError(texts.wrong_language, "");
        const std::string code = in_one ? at->substr(name.size() + 1) : *(at + 1);
        language = language_of_code(code);
        if (!language) throw UsageError(texts.wrong_language, code);
        at = arguments.erase(at, at + (in_one ? 1 : 2));
    }
    return language;
}

CommandOptions parse_command_line(std::span<const std::string> arguments, Language language) {
    Parsed parsed;
    parsed.language = language;
    CLI::App program(help_texts.program.in(language), "convoscope");
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
        throw with_help(chosen.empty() ? "" : chosen.front()->get_name() + " ",
                        parse_error_words(error.what()));
    }
    return chosen_options(program, parsed);
}

int run_command_line(std::span<const std::string> arguments) {
    Language language = system_language();
    try {
        std::vector<std::string> rest(arguments.begin(), arguments.end());
        const std::optional<Language> asked = take_language(rest);
        language = asked.value_or(language);
        const int status = std::visit([&](auto options) { return run(options, language, asked); },
                                      parse_command_line(rest, language));
        std::cout.flush();
        if (!std::cout) throw Error(texts.disk_full);
        return status;
    } catch (const UsageError& error) {
        report_error(error.in(language));
        return 2;
    } catch (const Error& error) {
        report_error(error.in(language));
        return 1;
    } catch (const std::exception& error) {
        report_error(error.what());
        return 1;
    }
}

}  // namespace convoscope::cli
