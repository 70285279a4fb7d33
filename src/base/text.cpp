#include "base/text.h"

#include <cstdlib>

namespace convoscope {

std::string_view code_of(Language language) { return language == Language::Chinese ? "zh" : "en"; }

std::optional<Language> language_of_code(std::string_view code) {
    for (const Language language : {Language::English, Language::Chinese})
        if (code_of(language) == code) return language;
    return std::nullopt;
}

Language language_of_locale(std::string_view locale) {
    return language_of_code(locale.substr(0, 2)).value_or(Language::English);
}

Language system_language() {
    for (const char* variable : {"LC_ALL", "LC_MESSAGES", "LANG"})
        if (const char* value = std::getenv(variable); value && *value) return language_of_locale(value);
    return Language::English;
}

}  // namespace convoscope
