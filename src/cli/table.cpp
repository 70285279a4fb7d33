#include "cli/table.h"

#include <algorithm>
#include <cassert>
#include <cmath>
#include <utility>

#include "base/number.h"

namespace convoscope::cli {

namespace {

bool continues(char byte) { return (static_cast<unsigned char>(byte) & 0xc0) == 0x80; }

/// Two for ideographs, their punctuation and full-width forms (U+2E80 to U+FAFF, U+FF00 to U+FF60, and what
/// has four bytes).
std::size_t columns_of_character(std::string_view character) {
    if (character.size() != 3) return character.size() == 4 ? 2 : 1;
    const auto byte = [&](std::size_t index) { return static_cast<unsigned char>(character[index]); };
    const int code = (byte(0) & 15) << 12 | (byte(1) & 63) << 6 | (byte(2) & 63);
    return (code >= 0x2e80 && code <= 0xfaff) || (code >= 0xff00 && code <= 0xff60) ? 2 : 1;
}

/// Where the character that begins at `at` ends.
std::size_t end_of_character(std::string_view text, std::size_t at) {
    do ++at;
    while (at < text.size() && continues(text[at]));
    return at;
}

}  // namespace

std::size_t columns_of(std::string_view text) {
    std::size_t columns = 0;
    for (std::size_t at = 0; at < text.size();) {
        const std::size_t end = end_of_character(text, at);
        columns += columns_of_character(text.substr(at, end - at));
        at = end;
    }
    return columns;
}

std::string first_columns(std::string_view text, std::size_t columns) {
    std::size_t at = 0;
    while (at < text.size()) {
        const std::size_t end = end_of_character(text, at);
        const std::size_t wide = columns_of_character(text.substr(at, end - at));
        if (wide > columns) break;
        columns -= wide;
        at = end;
    }
    return std::string(text.substr(0, at));
}

Table::Table(std::string alignment) : alignment_(std::move(alignment)) {}

void Table::add(std::vector<std::string> cells) {
    assert(cells.size() <= alignment_.size());
    rows_.push_back(std::move(cells));
}

std::string Table::text() const {
    std::vector<std::size_t> widths(alignment_.size(), 0);
    for (const auto& row : rows_)
        for (std::size_t i = 0; i < row.size(); ++i) widths[i] = std::max(widths[i], columns_of(row[i]));
    std::string text;
    for (const auto& row : rows_) {
        std::string line;
        for (std::size_t i = 0; i < row.size(); ++i) {
            const std::string padding(widths[i] - columns_of(row[i]), ' ');
            line += (i == 0 ? "" : "  ") + (alignment_[i] == 'r' ? padding + row[i] : row[i] + padding);
        }
        line.erase(line.find_last_not_of(' ') + 1);
        text += line + "\n";
    }
    return text;
}

std::string percent(double share, int digits) {
    const std::string text = fixed(100.0 * share, digits);
    if (share >= 1.0 || text != fixed(100.0, digits)) return text;
    return fixed(100.0 - std::pow(10.0, -digits), digits);
}

}  // namespace convoscope::cli
