#pragma once

#include <CLI/CLI.hpp>
#include <string>

#include "base/text.h"

namespace convoscope::cli {

/// Lays out a help page: what it does, how it is written, its arguments, options and commands in groups,
/// examples (CLI::App's footer).
class HelpPage : public CLI::Formatter {
  public:
    /// @param usage  the command as one writes it, without "usage:"
    HelpPage(std::string usage, Language language);

    std::string make_help(const CLI::App* app, std::string name, CLI::AppFormatMode mode) const override;
    std::string make_option_opts(const CLI::Option* option) const override;

  private:
    std::string usage_;
    Language language_;
};

}  // namespace convoscope::cli
