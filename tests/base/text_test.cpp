#include "base/text.h"

#include <gtest/gtest.h>

#include "base/error.h"
#include "base/number.h"
#include "base/texts.h"

namespace convoscope {
namespace {

struct SomeTexts {
    Text one{"one", "一"};
    Text sentence{"{0} hears {1}", "{1} 被 {0} 听到"};
    Text braces{"{{0}} is {0}", "{{0}} 是 {0}"};
};
constexpr SomeTexts some;

TEST(Text, AFoldersTextsAreListedInTheirOrder) {
    const auto all = all_of(some);
    ASSERT_EQ(all.size(), 3u);
    EXPECT_STREQ(all[1].english, "{0} hears {1}");
    EXPECT_STREQ(all[2].in(Language::Chinese), "{{0}} 是 {0}");
}

TEST(Language, FollowsTheLocaleAndFallsBackToEnglish) {
    EXPECT_EQ(language_of_locale("zh_CN.UTF-8"), Language::Chinese);
    EXPECT_EQ(language_of_locale("zh"), Language::Chinese);
    EXPECT_EQ(language_of_locale("en_GB"), Language::English);
    EXPECT_EQ(language_of_locale("C"), Language::English);
    EXPECT_EQ(language_of_locale(""), Language::English);
    EXPECT_EQ(language_of_code("zh"), Language::Chinese);
    EXPECT_EQ(language_of_code("fr"), std::nullopt);
}

TEST(Message, FillsPlaceholdersInEachLanguagesOrder) {
    const Message message(some.sentence, "fc1/3", std::filesystem::path("conv2"));
    EXPECT_EQ(message.in(Language::English), "fc1/3 hears conv2");
    EXPECT_EQ(message.in(Language::Chinese), "conv2 被 fc1/3 听到");
}

TEST(Message, ArgumentsAreMessagesOfTheSameLanguage) {
    const Message inner(some.one);
    EXPECT_EQ(Message(some.sentence, inner, 7).in(Language::Chinese), "7 被一听到");
    EXPECT_EQ(Message(some.sentence, some.one, 7).in(Language::English), "one hears 7");
}

// A blank parts Chinese from numbers and Latin letters alone.
TEST(Message, HasNoGapsAmidChinese) {
    EXPECT_EQ(Message(some.sentence, "卷积", "图").in(Language::Chinese), "图被卷积听到");
    EXPECT_EQ(Message(some.sentence, "卷积 1", "图 2").in(Language::Chinese), "图 2 被卷积 1 听到");
    EXPECT_EQ(Message(some.sentence, "5 ×", "图").in(Language::Chinese), "图被 5 × 听到");
}

TEST(Message, BracesAndMissingArgumentsStand) {
    EXPECT_EQ(Message(some.braces, 5).in(Language::English), "{0} is 5");
    EXPECT_EQ(Message(some.sentence, 1).in(Language::English), "1 hears {1}");
    EXPECT_EQ(Message::verbatim("{0} {").in(Language::English), "{0} {");
}

TEST(Message, AnArgumentsOwnBracesAreNotFilled) {
    EXPECT_EQ(Message(some.sentence, "{1}", "x").in(Language::English), "{1} hears x");
}

TEST(Error, IsPutIntoWordsWhereTheLanguageIsKnown) {
    const Error error(base::texts.cannot_read, "a.png", base::texts.is_folder);
    EXPECT_STREQ(error.what(), "cannot read 'a.png': it is a folder; name a file");
    EXPECT_EQ(error.in(Language::Chinese), "无法读取“a.png”：这是一个文件夹；请给出文件");
}

TEST(Number, HasTheDecimalsThatWereAskedFor) {
    EXPECT_EQ(fixed(0.53214, 4), "0.5321");
    EXPECT_EQ(fixed(-0.5, 0), "-0");
    EXPECT_EQ(significant(0.0500001, 3), "0.05");
    EXPECT_EQ(significant(1234567, 3), "1.23e+06");
    EXPECT_GT(fixed(1e308, 4).size(), 300u);
}

}  // namespace
}  // namespace convoscope
