#include "cli/command_line.h"

#include <CLI/CLI.hpp>
#include <algorithm>
#include <cassert>
#include <filesystem>
#include <iostream>
#include <memory>

#include "base/error.h"
#include "base/words.h"
#include "cli/commands.h"
#include "cli/help.h"
#include "cli/help_texts.h"
#include "cli/nearest.h"
#include "cli/parse_error.h"
#include "cli/report.h"
#include "cli/syntax.h"
#include "cli/texts.h"

namespace convoscope::cli {

namespace {

/// @param command  and a blank; empty: the page of them all
UsageError with_help(const std::string& command, const Message& what) {
    return UsageError(texts.see_help, command, what);
}

/// The same with the name that was meant, where one is near.
Message with_suggestion(const Message& what, const std::string& word, std::span<const std::string> names) {
    const std::optional<std::string> meant = nearest(word, names);
    return meant ? Message(texts.did_you_mean, what, *meant) : what;
}

/// CLI11's parser with all commands in it.
class Parser {
  public:
    explicit Parser(Language language) : language_(language), program_(in(help_texts.program), "convoscope") {
        program_.option_defaults()->group(in(help_texts.options));
        program_.require_subcommand(0, 1);
        for (Command& command : all_commands()) add(std::move(command));
        finish_program();
    }

    Ready parse(std::span<const std::string> arguments);

  private:
    /// A command with what it was told of.
    struct Described {
        Command command;
        CLI::App* app;
        std::unique_ptr<Syntax> syntax;
        std::function<Ready()> ready;
    };

    std::string in(const Message& message) const { return message.in(language_); }

    void add(Command command) {
        const bool is_window = command.name.empty();
        CLI::App& app = is_window ? program_ : *program_.add_subcommand(command.name, in(command.title));
        const std::string usage =
            "convoscope " + (is_window ? command.usage : command.name + " " + command.usage);
        app.formatter(std::make_shared<HelpPage>(usage, language_));
        app.set_help_flag("-h,--help", in(help_texts.show_page));
        app.allow_extras();  // we name them ourselves
        if (!is_window) app.group(in(command.group));
        auto syntax = std::make_unique<Syntax>(app, language_, common_);
        auto ready = command.describe(*syntax);
        described_.push_back({std::move(command), &app, std::move(syntax), std::move(ready)});
    }

    void finish_program() {
        // For the page alone: take_language() takes it out of the line wherever it stands.
        program_.add_option("--language", language_words_, in(help_texts.language))->option_text("L");
        program_.add_flag("--json", common_.json,
                          in({help_texts.window_json, joined_in_lines(names(&Syntax::takes_json), 60)}));
        program_.set_version_flag("--version", "convoscope " CONVOSCOPE_VERSION, in(help_texts.show_version));
    }

    /// Of the commands that have something.
    std::vector<std::string> names(bool (Syntax::*has)() const) const {
        std::vector<std::string> all;
        for (const Described& one : described_)
            if (!one.command.name.empty() && (one.syntax.get()->*has)()) all.push_back(one.command.name);
        return all;
    }

    Described& chosen() {
        const std::vector<CLI::App*> apps = program_.get_subcommands();
        const CLI::App* app = apps.empty() ? &program_ : apps.front();
        const auto found = std::ranges::find(described_, app, &Described::app);
        assert(found != described_.end() && "all of its commands are ours");
        return *found;
    }

    void refuse_words(const Described& command) const;
    void refuse_leftovers(const Described& of) const;
    void refuse_common(const Described& command) const;

    Language language_;
    Common common_;
    std::string language_words_;  // stays empty
    CLI::App program_;
    std::vector<Described> described_;
};

/// A word that is no command, has no file extension and names no existing file.
void Parser::refuse_words(const Described& command) const {
    const std::vector<std::string> words = program_.get_option("INPUT")->results();
    if (words.empty()) return;
    const std::filesystem::path word = words.front();
    std::error_code ignored;
    if (!command.command.name.empty() || (!word.has_extension() && !std::filesystem::exists(word, ignored))) {
        std::vector<std::string> all;
        for (const Described& one : described_)
            if (!one.command.name.empty() && *one.command.group.english) all.push_back(one.command.name);
        throw with_help("", with_suggestion({texts.no_such_word, word}, word.string(), all));
    }
    if (words.size() > 1) throw with_help("", {texts.one_file, words.size()});
}

void Parser::refuse_leftovers(const Described& of) const {
    std::vector<std::string> leftovers = of.app->remaining();
    std::erase(leftovers, "--");  // only says that what follows is no option
    if (leftovers.empty()) return;
    const std::string command = of.command.name.empty() ? "" : of.command.name + " ";
    const std::string& first = leftovers.front();
    if (!first.starts_with("-")) throw with_help(command, {texts.too_many_arguments, first});
    const std::string name = first.substr(0, first.find('='));
    std::vector<std::string> known;
    for (const CLI::Option* option : of.app->get_options())
        if (option->nonpositional()) known.push_back(option->get_name());
    throw with_help(command, with_suggestion({texts.no_such_option, name}, name, known));
}

/// What stood before a command that does not know it.
void Parser::refuse_common(const Described& command) const {
    if (common_.json && !command.syntax->takes_json())
        throw with_help("", {texts.goes_with, "--json", joined(names(&Syntax::takes_json))});
    if (common_.model && !command.syntax->takes_model())
        throw with_help("", {texts.goes_with, "--model", joined(names(&Syntax::takes_model))});
}

Ready text_for_stdout(std::string text) {
    return {text, [text](const Speech&) {
                std::cout << text;
                return 0;
            }};
}

Ready Parser::parse(std::span<const std::string> arguments) {
    std::vector<std::string> reversed(arguments.rbegin(), arguments.rend());  // as CLI11 wants them
    if (!reversed.empty() && reversed.back() == "help") {
        reversed.pop_back();
        reversed.insert(reversed.begin(), "--help");
    }
    try {
        program_.parse(reversed);
    } catch (const CLI::CallForHelp&) {
        return text_for_stdout(program_.help());
    } catch (const CLI::CallForVersion& version) {
        return text_for_stdout(std::string(version.what()) + "\n");
    } catch (const CLI::ParseError& error) {
        const std::vector<CLI::App*> apps = program_.get_subcommands();
        throw with_help(apps.empty() ? "" : apps.front()->get_name() + " ", parse_error_words(error.what()));
    }
    Described& command = chosen();
    refuse_words(command);
    refuse_leftovers(described_.front());
    refuse_leftovers(command);
    refuse_common(command);
    command.syntax->finish();
    return command.ready();
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

Ready parse_command_line(std::span<const std::string> arguments, Language language) {
    return Parser(language).parse(arguments);
}

int run_command_line(std::span<const std::string> arguments) {
    Speech speech{system_language()};
    try {
        std::vector<std::string> rest(arguments.begin(), arguments.end());
        if (const std::optional<Language> asked = take_language(rest)) speech = {*asked, true};
        const int status = parse_command_line(rest, speech.language).run(speech);
        std::cout.flush();
        if (!std::cout) throw Error(texts.disk_full);
        return status;
    } catch (const UsageError& error) {
        report_error(error.in(speech.language));
        return 2;
    } catch (const Error& error) {
        report_error(error.in(speech.language));
        return 1;
    } catch (const std::exception& error) {
        report_error(error.what());
        return 1;
    }
}

}  // namespace convoscope::cli
