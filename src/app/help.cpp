#include "app/help.h"

#include <utility>

namespace convoscope::app {

HelpPage::HelpPage(std::string usage) : usage_(std::move(usage)) {
    column_width(24);
    label("Positionals", "Arguments");
}

std::string HelpPage::make_help(const CLI::App* app, std::string, CLI::AppFormatMode mode) const {
    std::string page = app->get_description() + "\n\nUsage: " + usage_ + "\n";
    for (std::string section : {make_positionals(app), make_subcommands(app, mode), make_groups(app, mode)}) {
        while (section.ends_with("\n\n")) section.pop_back();
        page += section;
    }
    const std::string footer = app->get_footer();
    return footer.empty() ? page : page + "\n" + footer + "\n";
}

/// "--model M" and not "--model TEXT=lenet5 REQUIRED": defaults are told in the descriptions.
std::string HelpPage::make_option_opts(const CLI::Option* option) const {
    return option->get_option_text().empty() ? "" : " " + option->get_option_text();
}

}  // namespace convoscope::app
