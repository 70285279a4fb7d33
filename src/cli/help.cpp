#include "cli/help.h"

#include <sstream>
#include <utility>

#include "base/message.h"
#include "cli/help_texts.h"

namespace convoscope::cli {
namespace {

/// The colon after each heading, which CLI11 writes: the lines that begin without a blank.
std::string with_wide_colons(const std::string& section) {
    std::string result;
    std::istringstream lines(section);
    for (std::string line; std::getline(lines, line);) {
        const bool heading = !line.empty() && line.front() != ' ' && line.back() == ':';
        result += (heading ? line.substr(0, line.size() - 1) + "\uff1a" : line) + "\n";
    }
    return result;
}

}  // namespace

HelpPage::HelpPage(std::string usage, Language language) : usage_(std::move(usage)), language_(language) {
    column_width(24);
    label("Positionals", help_texts.arguments.in(language));
}

std::string HelpPage::make_help(const CLI::App* app, std::string, CLI::AppFormatMode mode) const {
    std::string page =
        app->get_description() + "\n\n" + Message(help_texts.usage, usage_).in(language_) + "\n";
    for (std::string section : {make_positionals(app), make_subcommands(app, mode), make_groups(app, mode)}) {
        while (section.ends_with("\n\n")) section.pop_back();
        page += language_ == Language::Chinese ? with_wide_colons(section) : section;
    }
    const std::string footer = app->get_footer();
    return footer.empty() ? page : page + "\n" + footer + "\n";
}

/// "--model M" and not "--model TEXT=lenet5 REQUIRED": defaults are told in the descriptions.
std::string HelpPage::make_option_opts(const CLI::Option* option) const {
    return option->get_option_text().empty() ? "" : " " + option->get_option_text();
}

}  // namespace convoscope::cli
