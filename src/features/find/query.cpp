#include "features/find/query.h"

#include <sstream>

#include "features/find/texts.h"

namespace convoscope::find {
namespace {

/// Each `word` in `text` as a blank. @return whether there was one
bool take_out(std::string& text, const std::string& word) {
    bool found = false;
    for (std::size_t at = text.find(word); at != std::string::npos; at = text.find(word, at + 1)) {
        text.replace(at, word.size(), " ");
        found = true;
    }
    return found;
}

/// Single blanks between the words, none around them.
std::string tidied(const std::string& text) {
    std::istringstream words(text);
    std::string result;
    for (std::string word; words >> word;) result += (result.empty() ? "" : " ") + word;
    return result;
}

}  // namespace

std::string in_english_order(const std::string& query) {
    std::string rest = query;
    for (const Text& asked : {texts.strongest, texts.weakest, texts.silent}) {
        if (!take_out(rest, asked.chinese)) continue;
        take_out(rest, texts.neurons.chinese);
        take_out(rest, texts.units.chinese);
        std::istringstream small_words(texts.small_words.chinese);
        for (std::string word; small_words >> word;) take_out(rest, word);
        return tidied(asked.english + (" " + rest));
    }
    // Nothing else is taken out of a class's name.
    for (const Text& named : {texts.digit, texts.class_word})
        if (rest.starts_with(named.chinese))
            return tidied(named.english + (" " + rest.substr(std::string(named.chinese).size())));
    return query;
}

}  // namespace convoscope::find
