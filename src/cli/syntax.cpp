#include "cli/syntax.h"

#include <charconv>

#include "cli/help_texts.h"
#include "cli/texts.h"
#include "cli/usage_error.h"

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

}  // namespace

CLI::Option* Syntax::flag(const std::string& name, bool& value, const Message& description) {
    const bool said = !value;
    return app_.add_flag_callback(
        name, [&value, said] { value = said; }, in(description));
}

void Syntax::add_model() {
    takes_model_ = true;
    option("--model", common_.model, help_texts.model, "M");
}

void Syntax::json(bool& json, const Message& description) {
    takes_json_ = true;
    app_.add_flag("--json", common_.json, in(description));
    after_.push_back([&json, this] { json = common_.json; });
}

CLI::Option* Syntax::without(canvas::PreprocessOptions& preprocessing) {
    return app_
        .add_option_function<std::vector<std::string>>(
            "--without",
            [&preprocessing](const std::vector<std::string>& steps) {
                for (const std::string& step : steps) {
                    if (step == "crop") preprocessing.crop = false;
                    if (step == "scale") preprocessing.scale = false;
                    if (step == "centre") preprocessing.centre = false;
                }
            },
            in(help_texts.without))
        ->option_text("STEP,...")
        ->delimiter(',')
        ->check(CLI::IsMember({"crop", "scale", "centre"}));
}

void Syntax::threads(int& threads) { this->threads(threads, help_texts.threads); }

void Syntax::threads(int& threads, const Text& words) {
    option("--threads", threads, words, "N")->check(CLI::Range(0, 1024));
}

void Syntax::size(int& width, int& height, const Message& description) {
    const auto read = [&width, &height](const std::string& text) { parse_size(text, width, height); };
    app_.add_option_function<std::string>("--size", read, in(description))->option_text("WxH");
}

void Syntax::footer(const Message& above, const std::string& examples) {
    const std::string before = above.empty() ? "" : in(above) + "\n\n";
    app_.footer(before + in(help_texts.examples) + "\n" + examples);
}

void Syntax::finish() {
    for (const auto& step : after_) step();
}

}  // namespace convoscope::cli
