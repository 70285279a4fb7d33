#include <gtest/gtest.h>

#include <regex>

#include "cli/commands.h"
#include "cli/program.h"
#include "cli/table.h"
#include "support/places.h"

namespace convoscope::test {
namespace {

/// Without the window, which has none, and those that only the program itself calls.
std::vector<std::string> names_of_commands() {
    std::vector<std::string> names;
    for (const cli::Command& command : cli::all_commands())
        if (!command.name.empty() && *command.group.english) names.push_back(command.name);
    return names;
}

TEST(CommandLine, AWordThatIsNothingNamesTheNearestCommand) {
    expect_failure({"clasify"}, 2, {"'clasify'", "'classify'"});
    expect_failure({"clasify", "a.png", "b.png", "--json"}, 2, {"'clasify'", "'classify'"});
    expect_failure({"evalute", "--data", "x"}, 2, {"'evaluate'"});
    expect_failure({"trian", "--epochs", "3"}, 2, {"'train'"});
    expect_failure({"bnech"}, 2, {"'bench'"});
}

TEST(CommandLine, AWordThatIsNearNothingIsNotTakenForACommand) {
    const Outcome outcome = convoscope({"frobnicate"});
    EXPECT_EQ(outcome.status, 2);
    EXPECT_EQ(outcome.err,
              "convoscope: no command and no file is called 'frobnicate' (see convoscope --help)\n");
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
    for (const std::string& command : names_of_commands()) {
        EXPECT_NE(all.out.find("\n  " + command), std::string::npos) << command;
        const Outcome one = convoscope({command, "--help"});
        EXPECT_EQ(one.status, 0);
        EXPECT_EQ(one.err, "");
        EXPECT_NE(one.out.find("Usage: convoscope " + command), std::string::npos) << one.out;
        EXPECT_NE(one.out.find("\nExamples:\n"), std::string::npos) << one.out;
        EXPECT_EQ(convoscope({"help", command}).out, one.out);
        for (const std::string& page : {one.out, all.out}) {
            std::istringstream lines(page);
            for (std::string line; std::getline(lines, line);) EXPECT_LE(cli::columns_of(line), 110u) << line;
        }
    }
}

/// Whether a line has two English words one after the other: small letters, with a blank between them.
bool has_english(const std::string& line) {
    return std::regex_search(line, std::regex("[a-z]{2,} [a-z]{2,}"));
}

TEST(CommandLine, HelpIsInTheLanguageAskedFor) {
    std::vector<std::string> commands = names_of_commands();
    commands.push_back("");
    for (const std::string& command : commands) {
        std::vector<std::string> arguments{"--language", "zh", "--help"};
        if (!command.empty()) arguments.insert(arguments.begin(), command);
        const Outcome page = convoscope(arguments);
        EXPECT_EQ(page.status, 0) << page.err;
        EXPECT_NE(page.out.find("\u7528\u6cd5\uff1aconvoscope"), std::string::npos) << page.out;
        std::istringstream lines(page.out);
        for (std::string line; std::getline(lines, line);) {
            line.erase(0, line.find_first_not_of(' '));
            const bool as_typed = line.find("convoscope ") != std::string::npos;
            EXPECT_FALSE(has_english(line) && !as_typed) << line;
        }
    }
}

TEST(CommandLine, TheLanguageMayStandAnywhere) {
    for (const std::vector<std::string>& arguments :
         std::vector<std::vector<std::string>>{{"--language", "zh", "inspect", "lenet5"},
                                               {"inspect", "--language=zh", "lenet5"},
                                               {"inspect", "lenet5", "--language", "zh"},
                                               {"inspect", "--language", "en", "lenet5", "--language", "zh"}})
        EXPECT_NE(convoscope(arguments).out.find("\u5377\u79ef"), std::string::npos) << arguments[0];
    EXPECT_NE(convoscope({"inspect", "lenet5", "--language", "en"}).out.find("conv "), std::string::npos);
    expect_failure({"--language", "fr", "inspect"}, 2, {"fr", "en", "zh"});
    expect_failure({"inspect", "--language"}, 2, {"--language"});
}

TEST(CommandLine, ErrorsAreInTheLanguageAskedFor) {
    expect_failure({"clasify", "--language", "zh"}, 2, {"\u201cclasify\u201d", "\u201cclassify\u201d"});
    expect_failure({"train", "--epochs", "0", "--language", "zh"}, 2, {"--epochs\uff1a0 ", "\u5230 100000"});
    expect_failure({"render", "--language", "zh"}, 2, {"\u7f3a\u5c11 OUT.png"});
    expect_failure({"classify", "no-such.png", "--language", "zh"}, 1, {"\u201cno-such.png\u201d"});
    expect_failure({"inspect", "no-such", "--language", "zh"}, 1, {"\u201cno-such\u201d", "lenet5"});
}

TEST(CommandLine, JsonIsNeverTranslated) {
    const std::vector<std::string> arguments{"inspect", "lenet5", "--json"};
    std::vector<std::string> chinese = arguments;
    chinese.insert(chinese.end(), {"--language", "zh"});
    EXPECT_EQ(json_lines(arguments), json_lines(chinese));
}

TEST(CommandLine, VersionIsOneLine) {
    const Outcome outcome = convoscope({"--version"});
    EXPECT_EQ(outcome.status, 0);
    EXPECT_TRUE(outcome.out.starts_with("convoscope ")) << outcome.out;
    EXPECT_EQ(std::ranges::count(outcome.out, '\n'), 1);
}

TEST(CommandLine, AFullDiskIsAFailure) {
    const Outcome outcome = outcome_of("/bin/sh", {"-c", "'" + program() + "' --help > /dev/full"});
    EXPECT_EQ(outcome.status, 1);
    EXPECT_TRUE(outcome.err.starts_with("convoscope: ")) << outcome.err;
}

}  // namespace
}  // namespace convoscope::test
