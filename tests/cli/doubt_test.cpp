#include <gtest/gtest.h>

#include "cli/program.h"

namespace convoscope::test {
namespace {

std::string two_digits(const ScratchFolder& folder) {
    const std::string three = kThreeDrawings;
    return folder.write("two.jsonl", three.substr(0, three.find("\n", three.find("\n") + 1) + 1));
}

TEST(Doubt, SaysOfEverySetHowOftenItIsUnsure) {
    const ScratchFolder folder;
    const auto lines = json_lines({"doubt", "--strokes", two_digits(folder), "--count", "200", "--json"});
    ASSERT_EQ(lines.size(), 1u);
    EXPECT_EQ(lines[0].size(), 3u);
    EXPECT_GT(lines[0]["threshold"], 0.0);
    ASSERT_EQ(lines[0]["sets"].size(), 5u);
    EXPECT_EQ(lines[0]["sets"][0]["name"], "digits");
    EXPECT_EQ(lines[0]["sets"][0]["count"], 2);
    for (const auto& set : lines[0]["sets"]) {
        EXPECT_EQ(set.size(), 4u);
    }
    // Which is what the threshold is chosen for, and what lenet5 has learnt.
    EXPECT_EQ(lines[0]["sets"][0]["unsure_keeping_99"], 0.0);
    EXPECT_EQ(lines[0]["sets"][1]["name"], "scribbles");
    EXPECT_EQ(lines[0]["sets"][1]["count"], 200);
    EXPECT_GT(lines[0]["sets"][1]["unsure"], 0.7);
}

TEST(Doubt, ForPeopleItIsATable) {
    const ScratchFolder folder;
    const Outcome outcome =
        convoscope({"doubt", "--strokes", two_digits(folder), "--first", "1", "--count", "20"});
    EXPECT_EQ(outcome.status, 0) << outcome.err;
    for (const char* word : {"digits", "scribbles", "letters", "figures", "beginnings"})
        EXPECT_NE(outcome.out.find(word), std::string::npos) << outcome.out;
}

TEST(Doubt, WhatIsWrongIsOneLine) {
    const ScratchFolder folder;
    expect_failure({"doubt", "--strokes", two_digits(folder), "--first", "2"}, 1, {"two.jsonl", "--first 2"});
    expect_failure({"doubt", "--strokes", folder.file("none.jsonl")}, 1, {"none.jsonl"});
}

}  // namespace
}  // namespace convoscope::test
