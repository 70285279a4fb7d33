#include "base/message.h"

#include <cstddef>

namespace convoscope {

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
        line += arguments_[number].in(language);
        at += 2;
    }
    return line;
}

}  // namespace convoscope
