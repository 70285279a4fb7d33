#include "models/class_names.h"

#include <gtest/gtest.h>

namespace convoscope::models {
namespace {

using Names = std::vector<std::string>;

TEST(ClassNames, AsProgramsWriteThem) {
    const Names two{"cat", "dog"};
    for (const char* text :
         {R"(["cat", "dog"])", R"({"0": "cat", "1": "dog"})", "{0: 'cat', 1: 'dog'}", "['cat', 'dog']",
          "('cat', 'dog')", "cat\ndog\n", "cat, dog", R"({'0': "cat", '1': 'dog'})"})
        EXPECT_EQ(parse_class_names(text), two) << text;
    EXPECT_EQ(parse_class_names("['it\\'s one', \"two\"]"), (Names{"it's one", "two"}));
    EXPECT_EQ(parse_class_names(R"(["\u732b"])"), Names{"\u732b"});
}

TEST(ClassNames, NumbersAreInTheirOrder) {
    const Names names = parse_class_names(R"({"10": "k", "2": "c", "1": "b"})");
    EXPECT_EQ(names, (Names{"b", "c", "k"}));
}

TEST(ClassNames, WhatIsNoneIsNone) {
    for (const char* text : {"", "  ", "[]", "[1, 2]", R"({"a": "b"})", "['cat", R"(["", "a"])",
                             R"(["a\nb"])", "[\"\xff\"]", "\xff,b", "17", "null"})
        EXPECT_TRUE(parse_class_names(text).empty()) << text;
    EXPECT_TRUE(parse_class_names(std::string(2 << 20, 'a')).empty());
    EXPECT_TRUE(parse_class_names("[\"" + std::string(300, 'a') + "\"]").empty());
}

TEST(ClassNames, AreOneLineOfText) {
    for (const char* name : {"a", "it's, one", "\u732b", " ", "[]"}) EXPECT_TRUE(is_class_name(name)) << name;
    for (const char* name : {"", "a\nb", "a\tb", "a\x7f", "\xff", "\xe7\x8c"})
        EXPECT_FALSE(is_class_name(name)) << name;
    EXPECT_TRUE(is_class_name(std::string(200, 'a')));
    EXPECT_FALSE(is_class_name(std::string(201, 'a')));
}

TEST(ClassNames, AsSomebodyTypesThem) {
    EXPECT_EQ(split_class_names(" cat , dog,"), (Names{"cat", "dog"}));
    EXPECT_EQ(split_class_names("\u732b\uff0c\u72d7"), (Names{"\u732b", "\u72d7"}));
    EXPECT_EQ(split_class_names("\u732b\u3001\u72d7, cat"), (Names{"\u732b", "\u72d7", "cat"}));
    EXPECT_EQ(split_class_names("a, b\nc"), (Names{"a, b", "c"})) << "one a line";
    EXPECT_EQ(split_class_names(R"(["a, b", "c"])"), (Names{"a, b", "c"}));
    EXPECT_EQ(split_class_names("\xff,b"), (Names{"\xff", "b"})) << "whoever takes them looks at them";
}

TEST(ClassNames, WhatIsShownOfThemIsReadAsTheSame) {
    EXPECT_EQ(class_names_text({"cat", "a dog"}), "cat, a dog");
    for (const Names& names :
         {Names{"cat", "dog"}, Names{"a, b", "c"}, Names{"\u732b\uff0c\u72d7", "\u732b\u3001"},
          Names{" a", "b "}, Names{"[a", "b]"}, Names{"17"}, Names{"1", "2"}, Names{"{}"},
          Names{R"("quoted", or not)", R"(\)"}, Names{"null"}})
        EXPECT_EQ(split_class_names(class_names_text(names)), names) << class_names_text(names);
    EXPECT_NO_THROW(class_names_text({"\xff", "a, b"}));
}

}  // namespace
}  // namespace convoscope::models
