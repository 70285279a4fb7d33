#include "models/utf8.h"

namespace convoscope::models {
namespace {

bool goes_on(char byte) { return (static_cast<unsigned char>(byte) & 0xc0) == 0x80; }

/// By its first byte; 0: none begins with that.
std::size_t bytes_of_character(unsigned char first) {
    if (first < 0x80) return 1;
    if (first >= 0xc2 && first <= 0xdf) return 2;
    if (first >= 0xe0 && first <= 0xef) return 3;
    return first >= 0xf0 && first <= 0xf4 ? 4 : 0;
}

/// How many bytes the character has that `text` begins with; 0: it begins with none.
std::size_t first_character(std::string_view text) {
    const auto first = static_cast<unsigned char>(text[0]);
    const std::size_t count = bytes_of_character(first);
    if (count > text.size()) return 0;
    for (std::size_t i = 1; i < count; ++i)
        if (!goes_on(text[i])) return 0;
    if (count < 3) return count;
    // Longer than need be, halves of UTF-16's pairs, beyond U+10FFFF.
    const auto second = static_cast<unsigned char>(text[1]);
    const bool is_none = (first == 0xe0 && second < 0xa0) || (first == 0xed && second > 0x9f) ||
                         (first == 0xf0 && second < 0x90) || (first == 0xf4 && second > 0x8f);
    return is_none ? 0 : count;
}

}  // namespace

bool is_utf8(std::string_view text) {
    while (!text.empty()) {
        const std::size_t count = first_character(text);
        if (count == 0) return false;
        text.remove_prefix(count);
    }
    return true;
}

std::string as_utf8(std::string_view text) {
    std::string result;
    while (!text.empty()) {
        const std::size_t count = first_character(text);
        if (count == 0)
            result += '?';
        else
            result += text.substr(0, count);
        text.remove_prefix(count == 0 ? 1 : count);
    }
    return result;
}

std::string_view end_of(std::string_view text, std::size_t most) {
    if (text.size() <= most) return text;
    text.remove_prefix(text.size() - most);
    while (!text.empty() && goes_on(text[0])) text.remove_prefix(1);
    return text;
}

}  // namespace convoscope::models
