// What every text of every folder has to be, in each language.
#include <gtest/gtest.h>

#include <algorithm>
#include <ostream>
#include <regex>
#include <set>
#include <string>

#include "texts/all_texts.h"

namespace convoscope {

void PrintTo(const Table& table, std::ostream* out) { *out << table.file; }

namespace {

// One ideograph in UTF-8, U+4000 to U+9FFF.
#define IDEOGRAPH "[\xE4-\xE9][\x80-\xBF][\x80-\xBF]"

bool has(const std::string& words, const char* pattern) {
    return std::regex_search(words, std::regex(pattern));
}

/// The numbers of the placeholders; doubled braces are none.
std::set<int> placeholders(std::string words) {
    words = std::regex_replace(words, std::regex("\\{\\{|\\}\\}"), "");
    std::set<int> numbers;
    const std::regex placeholder("\\{([0-9])\\}");
    for (std::sregex_iterator at(words.begin(), words.end(), placeholder), end; at != end; ++at)
        numbers.insert(std::stoi((*at)[1]));
    return numbers;
}

std::string blanks_before(const std::string& words) {
    return words.substr(0, words.find_first_not_of(" \n"));
}
std::string blanks_after(const std::string& words) { return words.substr(words.find_last_not_of(" \n") + 1); }

/// Code that stands in a sentence as it is typed: {{"label": 7}}, ["conv2"].
std::string without_code(const std::string& words) {
    return std::regex_replace(words, std::regex("\\{\\{.*\\}\\}|\\[\"[^\"]*\"\\]"), "");
}

class Tables : public testing::TestWithParam<Table> {
  protected:
    /// @param holds  what every text must fulfil
    template <typename Holds>
    void expect_of_all(const char* rule, Holds holds) const {
        for (const Text& text : GetParam().texts)
            EXPECT_TRUE(holds(std::string(text.english), std::string(text.chinese)))
                << "src/" << GetParam().file << ": " << rule << "\n  " << text.english << "\n  "
                << text.chinese;
    }
};

TEST_P(Tables, HaveWordsInEachLanguage) {
    ASSERT_FALSE(GetParam().texts.empty());
    expect_of_all("a text is empty", [](const std::string& english, const std::string& chinese) {
        return !english.empty() && !chinese.empty();
    });
}

TEST_P(Tables, HaveTheSamePlaceholdersFromZeroOn) {
    expect_of_all("the languages differ in placeholders, or one is left out",
                  [](const std::string& english, const std::string& chinese) {
                      const std::set<int> numbers = placeholders(english);
                      return numbers == placeholders(chinese) &&
                             (numbers.empty() || *numbers.rbegin() == static_cast<int>(numbers.size()) - 1);
                  });
}

TEST_P(Tables, HaveNoFormatsOfPrintf) {
    expect_of_all("write {0}, and one %", [](const std::string& english, const std::string& chinese) {
        const char* format = "%%|%[-+#0-9.]*(l|z|h)*[a-zA-Z]";
        return !has(english, format) && !has(chinese, format);
    });
}

TEST_P(Tables, BeginAndEndWithTheSameBlanks) {
    expect_of_all("blanks before or after the words differ",
                  [](const std::string& english, const std::string& chinese) {
                      return blanks_before(english) == blanks_before(chinese) &&
                             blanks_after(english) == blanks_after(chinese);
                  });
}

TEST_P(Tables, AreTranslated) {
    expect_of_all("the Chinese is English", [](const std::string& english, const std::string& chinese) {
        return has(chinese, IDEOGRAPH) || !has(english, "[a-z]{2,} [a-z]{2,}");
    });
    expect_of_all("the English is Chinese", [](const std::string& english, const std::string& chinese) {
        return !has(english, IDEOGRAPH) || english == chinese;  // the language's own name
    });
}

TEST_P(Tables, HaveChinesePunctuationInChinese) {
    // A formula may have its brackets around an ideograph: (logit - X) / 2.
    expect_of_all("half-width punctuation beside an ideograph",
                  [](const std::string&, const std::string& chinese) {
                      return !has(chinese, IDEOGRAPH "[,.;:!?(]") && !has(chinese, "[,;:!?)]" IDEOGRAPH);
                  });
    expect_of_all("straight quotes", [](const std::string&, const std::string& chinese) {
        return !has(chinese, IDEOGRAPH) || !has(without_code(chinese), "[\"']");
    });
    expect_of_all("a blank beside full-width punctuation",
                  [](const std::string&, const std::string& chinese) {
                      return !has(chinese, "(\xEF\xBC\x8C|\xE3\x80\x82|\xEF\xBC\x9B|\xEF\xBC\x9A) ") &&
                             !has(chinese, " (\xEF\xBC\x8C|\xE3\x80\x82|\xEF\xBC\x9B|\xEF\xBC\x9A)");
                  });
}

TEST_P(Tables, EndASentenceInEachLanguageOrInNone) {
    expect_of_all("one language ends in a full stop, the other does not",
                  [](const std::string& english, const std::string& chinese) {
                      const bool sentence = has(english, "[^.]\\.\n*$");
                      return sentence == has(chinese, "\xE3\x80\x82\n*$");
                  });
}

std::string name_of(const testing::TestParamInfo<Table>& table) {
    std::string name = table.param.file;
    std::ranges::replace_if(
        name, [](char sign) { return sign == '/' || sign == '.'; }, '_');
    return name;
}

INSTANTIATE_TEST_SUITE_P(Of, Tables, testing::ValuesIn(all_tables()), name_of);

}  // namespace
}  // namespace convoscope
