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

}  // namespace
}  // namespace convoscope::models
