#include "ui/lines.h"

#include <string_view>

#include "ui/look.h"

namespace convoscope::ui {
namespace {

constexpr const char* kEllipsis = "…";

bool begins_character(char byte) { return (static_cast<unsigned char>(byte) & 0xC0) != 0x80; }

/// The first character of the words, in UTF-8.
std::string_view first_character(std::string_view words) {
    std::size_t length = 1;
    while (length < words.size() && !begins_character(words[length])) ++length;
    return words.substr(0, length);
}

/// Chinese characters and full-width signs: three bytes or more, from U+2E80 on.
bool is_chinese(std::string_view character) { return character.size() >= 3 && character >= "\xE2\xBA\x80"; }

bool may_begin_line(std::string_view character) {
    static constexpr std::string_view kClosing = "，。；：？！、）”’》…";
    return kClosing.find(character) == std::string_view::npos;
}

bool may_end_line(std::string_view character) {
    static constexpr std::string_view kOpening = "（“‘《";
    return character.empty() || kOpening.find(character) == std::string_view::npos;
}

std::string without_blanks_at_end(std::string words) {
    while (words.ends_with(' ')) words.pop_back();
    return words;
}

}  // namespace

std::string wrapped(ImFont* font, float size, float width, const std::string& words) {
    std::string all;
    std::string line;   // up to where it may be broken
    std::string piece;  // what has to stay together after that
    const auto fits = [&](const std::string& text) { return text_size(font, size, text.c_str()).x <= width; };
    const auto place = [&] {
        if (!line.empty() && !fits(without_blanks_at_end(line + piece))) {
            all += without_blanks_at_end(line) + "\n";
            line.clear();
        }
        line += piece;
        piece.clear();
    };
    std::string_view before;
    for (std::string_view rest = words; !rest.empty();) {
        const std::string_view character = first_character(rest);
        rest.remove_prefix(character.size());
        if ((is_chinese(character) || is_chinese(before)) && may_begin_line(character) &&
            may_end_line(before) && character != " ")
            place();
        // What a cross ties together stays so: 5 × 5.
        const bool tied = character == " " && (before == "×" || rest.starts_with("×"));
        before = character;
        piece += character;
        if (character == " " && !tied) place();
        if (character != "\n") continue;
        place();
        all += line;
        line.clear();
    }
    place();
    return all + line;
}

std::string shortened(ImFont* font, float size, float width, const std::string& words, Keep keep) {
    const auto fits = [&](const std::string& text) { return text_size(font, size, text.c_str()).x <= width; };
    if (fits(words)) return words;
    std::string shorter = words;
    while (!shorter.empty()) {
        if (keep == Keep::Beginning) {
            while (shorter.size() > 1 && !begins_character(shorter.back())) shorter.pop_back();
            shorter.pop_back();
            if (fits(shorter + kEllipsis)) return shorter + kEllipsis;
        } else {
            shorter.erase(0, 1);
            while (!shorter.empty() && !begins_character(shorter.front())) shorter.erase(0, 1);
            if (fits(kEllipsis + shorter)) return kEllipsis + shorter;
        }
    }
    return kEllipsis;
}

}  // namespace convoscope::ui
