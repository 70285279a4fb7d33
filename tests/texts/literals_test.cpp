#include "texts/literals.h"

#include <gtest/gtest.h>

namespace convoscope {
namespace {

std::vector<std::string> for_people(std::string_view source) {
    std::vector<std::string> words;
    for (const Literal& literal : literals_of(source))
        if (is_for_people(literal)) words.push_back(literal.words);
    return words;
}

using Words = std::vector<std::string>;

TEST(Literals, SentencesAreForPeople) {
    EXPECT_EQ(for_people(R"(notify("nothing is drawn");)"), Words{"nothing is drawn"});
    EXPECT_EQ(for_people(R"(notify("saved, then gone");)"), Words{"saved, then gone"});
    EXPECT_EQ(for_people("notify(\"\u56fe\u7247\");"), Words{"\u56fe\u7247"});
}

TEST(Literals, KeysNamesAndNumbersAreNot) {
    EXPECT_EQ(
        for_people(
            R"(json["panel_width"]; "###file" "%.2f" "Ctrl+Shift+S" "GL_ARB x" " = " "Inter-Regular.ttf")"),
        Words{});
}

TEST(Literals, LinesOfCommandsAreNot) {
    EXPECT_EQ(for_people(R"(f("  convoscope train mlp --data data/mnist\n" "  convoscope bench forward");)"),
              Words{});
    EXPECT_EQ(for_people(R"(f("Ask convoscope for help");)").size(), 1u);
    EXPECT_EQ(for_people(R"(f("  convoscope train\nand then wait");)").size(), 1u);
}

TEST(Literals, WhatStandsInTwoPartsIsOne) {
    EXPECT_EQ(for_people("f(\"one\"\n  \" thing\");"), Words{"one thing"});
    EXPECT_EQ(for_people("f(\"one\", \" thing\");"), Words{});
    const auto found = literals_of("\n\nf(\"one\"\n  \" thing\");");
    ASSERT_EQ(found.size(), 1u);
    EXPECT_EQ(found[0].line, 3);
}

TEST(Literals, ALineBreakIsABlank) { EXPECT_EQ(for_people(R"(f("one\ntwo");)"), Words{R"(one\ntwo)"}); }

TEST(Literals, CommentsIncludesAndAssertsAreLeftOut) {
    EXPECT_EQ(for_people("// say \"this is it\"\n/* \"that was it\"\n */ #include \"no such file.h\"\n"),
              Words{});
    EXPECT_EQ(for_people("static_assert(sizeof(int) == 4, \"an int has four bytes\"); f(\"not this one\");"),
              Words{"not this one"});
    EXPECT_EQ(for_people("assert((a || b) && \"one of them\"); f(\"not this one\");"), Words{"not this one"});
}

TEST(Literals, AnErrorsWordsAreForPeopleHoweverFew) {
    EXPECT_EQ(for_people(R"(throw Error("damaged");)"), Words{"damaged"});
    EXPECT_EQ(for_people(R"(throw Error(texts.damaged, "damaged");)"), Words{});
}

TEST(Literals, QuotesWithinAreNoEnds) {
    EXPECT_EQ(for_people(R"(f("say \"it is\" twice", '"', 1'000, "and go on");)"),
              (Words{R"(say \"it is\" twice)", "and go on"}));
    EXPECT_EQ(for_people("f(R\"x(it is \"raw\")x\", \"and go on\");"), (Words{"it is \"raw\"", "and go on"}));
}

}  // namespace
}  // namespace convoscope
