#pragma once

#include <array>
#include <bit>
#include <cstddef>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

namespace convoscope {

/// The languages of the program. A new one is a column of Text, and one entry here.
enum class Language { English, Chinese };

/// Its name on the command line and in files: "en", "zh".
std::string_view code_of(Language language);
std::optional<Language> language_of_code(std::string_view code);
/// The language of a locale's name as POSIX has it ("zh_CN.UTF-8"): English where we have no better one.
Language language_of_locale(std::string_view locale);
/// What the environment asks for: the first of $LC_ALL, $LC_MESSAGES, $LANG that is set.
Language system_language();

/// One thing that a user reads, in every language. Each folder has its texts in a struct of its own, texts.h:
///
///     struct Texts {
///         Text saved{"saved as {0}", "已保存为 {0}"};
///     };
///     inline constexpr Texts texts;
///
/// A key is the member's name; a text that lacks a language does not compile. Placeholders are {0}, {1}, ...
/// so that a language may reorder them; every language has the same ones.
struct Text {
    const char* english;
    const char* chinese;

    constexpr Text(const char* english_words, const char* chinese_words)
        : english(english_words), chinese(chinese_words) {}
    constexpr const char* in(Language language) const {
        return language == Language::Chinese ? chinese : english;
    }
    bool operator==(const Text&) const = default;
};

/// All texts of a folder's struct, for the tests that go through them.
template <typename Texts>
std::vector<Text> all_of(const Texts& texts) {
    static_assert(sizeof(Texts) % sizeof(Text) == 0, "a struct of texts holds texts alone");
    const auto list =
        std::bit_cast<std::array<std::array<const char*, 2>, sizeof(Texts) / sizeof(Text)>>(texts);
    std::vector<Text> all;
    for (const auto& [english, chinese] : list) all.emplace_back(english, chinese);
    return all;
}

}  // namespace convoscope
