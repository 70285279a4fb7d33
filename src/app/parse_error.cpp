#include "app/parse_error.h"

#include <regex>

#include "cli/texts.h"

namespace convoscope::app {
namespace {

/// The lines of CLI/Error.hpp and CLI/Validators.hpp that our commands can bring about. Of two that fit, the
/// first.
struct Line {
    const char* pattern;
    Text text;
};
const Line kLines[] = {
    {"(.+): Value (.+) not in range (.+) to (.+)", cli::texts.not_in_range},
    {"(.+): (.+) not in (.+)", cli::texts.not_one_of},
    {"(.+): (\\d+) required (.+) missing", cli::texts.value_missing},
    {"Could not convert: (.+) = (.+)", cli::texts.cannot_convert},
    {"(.+) is required", cli::texts.is_required},
    {"(.+) requires (.+)", cli::texts.requires_other},
    {"(.+) excludes (.+)", cli::texts.excludes_other},
};

}  // namespace

Message parse_error_words(const std::string& what) {
    for (const auto& [pattern, text] : kLines) {
        std::smatch part;
        if (!std::regex_match(what, part, std::regex(pattern))) continue;
        return {text, part[1].str(), part[2].str(), part[3].str(), part[4].str()};
    }
    return Message::verbatim(what);
}

}  // namespace convoscope::app
