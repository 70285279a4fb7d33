#pragma once

#include <CLI/CLI.hpp>
#include <functional>
#include <optional>
#include <string>
#include <vector>

#include "base/message.h"
#include "canvas/preprocess.h"

namespace convoscope::cli {

/// What may stand before or behind the command.
struct Common {
    std::optional<std::string> model;
    bool json = false;
};

/// Tells CLI11 the arguments and options of one command, in the language of the help pages.
class Syntax {
  public:
    /// @param app, common  outlive it
    Syntax(CLI::App& app, Language language, Common& common)
        : app_(app), language_(language), common_(common) {}

    CLI::App& app() { return app_; }
    std::string in(const Message& message) const { return message.in(language_); }

    /// @param name  "--size", or that of an argument without dashes
    /// @param hint  what follows the name on the page: "FILE"
    template <typename Value>
    CLI::Option* option(const std::string& name, Value& value, const Message& description,
                        const std::string& hint = "") {
        CLI::Option* option = app_.add_option(name, value, in(description));
        if (!hint.empty()) option->option_text(hint);
        return option;
    }
    /// It gives `value` what it is not.
    CLI::Option* flag(const std::string& name, bool& value, const Message& description);

    /// --model, which is left as it is where the line does not say it.
    template <typename Value>
    void model(Value& model) {
        add_model();
        after_.push_back([&model, this] {
            if (common_.model) model = *common_.model;
        });
    }
    void json(bool& json, const Message& description);
    CLI::Option* without(canvas::PreprocessOptions& preprocessing);
    void threads(int& threads);
    void threads(int& threads, const Text& words);
    /// --size WxH, in pixels.
    void size(int& width, int& height, const Message& description);
    /// @param above  what stands above the examples; may be nothing
    /// @param examples  as they are typed, the same in every language
    void footer(const Message& above, const std::string& examples);

    bool takes_model() const { return takes_model_; }
    bool takes_json() const { return takes_json_; }
    /// After the line was read: what stood before the command goes where it belongs.
    void finish();

  private:
    void add_model();

    CLI::App& app_;
    Language language_;
    Common& common_;
    bool takes_model_ = false;
    bool takes_json_ = false;
    std::vector<std::function<void()>> after_;
};

}  // namespace convoscope::cli
