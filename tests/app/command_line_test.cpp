#include <gtest/gtest.h>

#include "app/program.h"

namespace convoscope::test {
namespace {

TEST(CommandLine, AWordThatIsNothingNamesTheNearestCommand) {
    expect_failure({"clasify"}, 2, {"'clasify'", "'classify'"});
    expect_failure({"clasify", "a.png", "b.png", "--json"}, 2, {"'clasify'", "'classify'"});
    expect_failure({"evalute", "--data", "x"}, 2, {"'evaluate'"});
    expect_failure({"trian", "--epochs", "3"}, 2, {"'train'"});
    expect_failure({"bnech"}, 2, {"'bench'"});
}

TEST(CommandLine, WrongUsageIsOneLineAndStatusTwo) {
    expect_failure({"--frsh"}, 2, {"--frsh", "--fresh"});
    expect_failure({"a.png", "b.png"}, 2, {"one file"});
    expect_failure({"--json"}, 2, {"--json"});
    expect_failure({"classify"}, 2, {"INPUT"});
    expect_failure({"classify", "a.png", "--jsn"}, 2, {"--jsn", "--json"});
    expect_failure({"inspect", "a", "b"}, 2, {"'b'"});
    expect_failure({"render"}, 2, {"OUT.png"});
    expect_failure({"render", "o.png", "--size", "12"}, 2, {"--size", "1280x720"});
    expect_failure({"render", "o.png", "--size", "99999x2"}, 2, {"--size"});
    expect_failure({"render", "o.png", "--image", "a", "--strokes", "b"}, 2, {"--strokes"});
    expect_failure({"render", "o.png", "--theme", "pink"}, 2, {"pink"});
    expect_failure({"train", "--epochs", "0"}, 2, {"--epochs"});
    expect_failure({"train", "--epochs", "many"}, 2, {"many"});
    expect_failure({"train", "--learning-rate", "-1"}, 2, {"--learning-rate"});
    expect_failure({"evaluate", "--images", "f"}, 2, {"--labels"});
    expect_failure({"evaluate", "--data", "d", "--strokes", "s"}, 2, {"--data"});
    expect_failure({"bench", "everything"}, 2, {"everything"});
    expect_failure({"bench", "forward", "--isa", "mmx"}, 2, {"--isa", "mmx"});
}

TEST(CommandLine, EveryCommandHasHelp) {
    const Outcome all = convoscope({"--help"});
    EXPECT_EQ(all.status, 0);
    EXPECT_EQ(all.err, "");
    for (const std::string command :
         {"render", "activations", "classify", "evaluate", "train", "inspect", "bench"}) {
        EXPECT_NE(all.out.find("\n  " + command), std::string::npos) << command;
        const Outcome one = convoscope({command, "--help"});
        EXPECT_EQ(one.status, 0);
        EXPECT_EQ(one.err, "");
        EXPECT_NE(one.out.find("Usage: convoscope " + command), std::string::npos) << one.out;
        EXPECT_NE(one.out.find("\nExamples:\n"), std::string::npos) << one.out;
        EXPECT_EQ(convoscope({"help", command}).out, one.out);
        for (const std::string& page : {one.out, all.out}) {
            std::istringstream lines(page);
            for (std::string line; std::getline(lines, line);) EXPECT_LE(line.size(), 110u) << line;
        }
    }
}

TEST(CommandLine, VersionIsOneLine) {
    const Outcome outcome = convoscope({"--version"});
    EXPECT_EQ(outcome.status, 0);
    EXPECT_TRUE(outcome.out.starts_with("convoscope ")) << outcome.out;
    EXPECT_EQ(std::ranges::count(outcome.out, '\n'), 1);
}

TEST(CommandLine, AFullDiskIsAFailure) {
    const Outcome outcome = outcome_of("/bin/sh", {"-c", "'" CONVOSCOPE_PROGRAM "' --help > /dev/full"});
    EXPECT_EQ(outcome.status, 1);
    EXPECT_TRUE(outcome.err.starts_with("convoscope: ")) << outcome.err;
}

}  // namespace
}  // namespace convoscope::test
