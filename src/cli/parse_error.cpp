#include "cli/parse_error.h"

#include <regex>

#include "cli/texts.h"

namespace convoscope::cli {
namespace {

/// What our commands can bring about of the lines of CLI/Error.hpp and CLI/Validators.hpp. Of two that fit,
/// the first.
constexpr Text kLines[] = {
    texts.not_in_range, texts.not_one_of,     texts.value_missing,  texts.cannot_convert,
    texts.is_required,  texts.requires_other, texts.excludes_other,
};

/// Fits the English, with anything for its placeholders, which stand there in their order.
std::regex pattern_of(const Text& text) {
    return std::regex(std::regex_replace(std::string(text.english), std::regex("\\{[0-9]\\}"), "(.+)"));
}

}  // namespace

Message parse_error_words(const std::string& what) {
    for (const Text& text : kLines) {
        std::smatch part;
        if (!std::regex_match(what, part, pattern_of(text))) continue;
        return {text, part[1].str(), part[2].str(), part[3].str(), part[4].str()};
    }
    return Message::verbatim(what);
}

}  // namespace convoscope::cli
