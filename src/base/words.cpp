#include "base/words.h"

namespace convoscope {

std::string joined(std::span<const std::string> words) {
    std::string all;
    for (const std::string& word : words) {
        if (!all.empty()) all += ", ";
        all += word;
    }
    return all;
}

std::string joined_in_lines(std::span<const std::string> words, std::size_t columns) {
    std::string lines;
    std::size_t line = 0;
    for (const std::string& word : words) {
        if (!lines.empty()) {
            const bool fits = line + 2 + word.size() < columns;  // and a comma behind it
            lines += fits ? ", " : ",\n";
            line = fits ? line + 2 : 0;
        }
        lines += word;
        line += word.size();
    }
    return lines;
}

}  // namespace convoscope
