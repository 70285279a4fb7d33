#include "base/message.h"

#include <cstddef>
#include <string_view>

namespace convoscope {
namespace {

/// Of UTF-8: Chinese and its punctuation begin with these bytes (U+3000 to U+9FFF, U+F000 on).
bool begins_chinese(std::string_view words) {
    const auto lead = words.empty() ? 0 : static_cast<int>(static_cast<unsigned char>(words.front()));
    return (lead >= 0xe3 && lead <= 0xe9) || lead == 0xef;
}

bool ends_chinese(std::string_view words) {
    const auto goes_on = [](char byte) { return (static_cast<unsigned char>(byte) & 0xc0) == 0x80; };
    std::size_t last = words.size();
    while (last > 0 && goes_on(words[last - 1])) --last;
    return last > 0 && begins_chinese(words.substr(last - 1));
}

}  // namespace

std::string Message::in(Language language) const {
    if (!text_.english) return words_;
    const std::string_view pattern = text_.in(language);
    std::string line;
    for (std::size_t at = 0; at < pattern.size(); ++at) {
        const char sign = pattern[at];
        const char next = at + 1 < pattern.size() ? pattern[at + 1] : '\0';
        if ((sign == '{' || sign == '}') && next == sign) {
            line += sign;
            ++at;
            continue;
        }
        const std::size_t number = static_cast<std::size_t>(next - '0');
        const bool placeholder = sign == '{' && next >= '0' && next <= '9' && at + 2 < pattern.size() &&
                                 pattern[at + 2] == '}' && number < arguments_.size();
        if (!placeholder) {
            line += sign;
            continue;
        }
        const std::string argument = arguments_[number].in(language);
        // A blank parts Chinese from numbers and Latin letters; between Chinese and Chinese it would be a
        // gap.
        if (line.ends_with(' ') && ends_chinese(std::string_view(line).substr(0, line.size() - 1)) &&
            begins_chinese(argument))
            line.pop_back();
        line += argument;
        at += 2;
        if (pattern.substr(at + 1).starts_with(' ') && begins_chinese(pattern.substr(at + 2)) &&
            ends_chinese(argument))
            ++at;
    }
    return line;
}

}  // namespace convoscope
