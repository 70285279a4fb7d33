#include "app/features.h"

#include <gtest/gtest.h>

#include <fstream>
#include <regex>
#include <set>
#include <sstream>

#include "base/file.h"
#include "support/places.h"

namespace convoscope::app {
namespace {

using studio::Command;

std::vector<Command> all_commands() {
    std::vector<Command> all;
    for (const features::Feature& feature : all_features())
        all.insert(all.end(), feature.commands.begin(), feature.commands.end());
    return all;
}

/// The README's table of keys, in one language: a row a command that has one, in the order of the menus.
std::string markdown_table(Language language) {
    std::string table = language == Language::English ? "| key | what it does |\n| --- | --- |\n"
                                                      : "| 按键 | 作用 |\n| --- | --- |\n";
    for (const studio::Group group : studio::kGroups)
        for (const Command& command : all_commands()) {
            if (command.group != group || command.keys.empty()) continue;
            std::string keys;
            for (const studio::Key& key : command.keys)
                keys += (keys.empty() ? "`" : ", `") + studio::words_of(key) + "`";
            table += "| " + keys + " | " + command.title.in(language) + " |\n";
        }
    return table;
}

TEST(Features, HaveNamesAndTextsInEveryLanguage) {
    std::set<std::string> ids;
    for (const features::Feature& feature : all_features()) {
        EXPECT_TRUE(ids.insert(feature.id).second) << feature.id;
        EXPECT_FALSE(feature.texts.empty()) << feature.id;
        for (const Language language : {Language::English, Language::Chinese}) {
            EXPECT_STRNE(feature.title.in(language), "") << feature.id;
            for (const Text& text : feature.texts) EXPECT_STRNE(text.in(language), "") << feature.id;
        }
    }
}

TEST(Features, NoTwoCommandsShareAnIdOrAKey) {
    std::set<std::string> ids;
    std::set<std::pair<int, int>> keys;
    for (const Command& command : all_commands()) {
        EXPECT_TRUE(ids.insert(command.id).second) << command.id;
        EXPECT_TRUE(std::regex_match(command.id, std::regex("[a-z]+\\.[a-z_]+"))) << command.id;
        EXPECT_NE(command.run, nullptr) << command.id;
        for (const studio::Key& key : command.keys)
            EXPECT_TRUE(keys.insert({key.code, key.modifiers}).second) << command.id << ": " << words_of(key);
        const bool takes = command.argument != Command::Argument::None;
        EXPECT_EQ(takes, *command.argument_hint != '\0') << command.id << " says what follows it";
        EXPECT_FALSE(command.argument == Command::Argument::Required && !command.keys.empty()) << command.id;
    }
}

TEST(Features, BothReadmesHaveTheTableOfKeys) {
    for (const auto& [language, file] :
         {std::pair(Language::English, "/README.md"), std::pair(Language::Chinese, "/README.zh.md")}) {
        const std::string readme = read_file(test::source_folder().string() + file, 1 << 20);
        EXPECT_NE(readme.find(markdown_table(language)), std::string::npos) << file << " should contain\n\n"
                                                                            << markdown_table(language);
    }
}

TEST(Features, NoneNamesAnother) {
    namespace fs = std::filesystem;
    const fs::path folder = test::source_folder() / "src" / "features";
    for (const fs::directory_entry& entry : fs::recursive_directory_iterator(folder)) {
        const std::string own = fs::relative(entry.path().parent_path(), folder).string();
        if (!entry.is_regular_file() || own == ".") continue;
        std::ifstream file(entry.path());
        for (std::string line; std::getline(file, line);) {
            std::smatch other;
            if (!std::regex_search(line, other, std::regex("#include \"features/([a-z_]+)/"))) continue;
            EXPECT_EQ(other[1].str(), own) << entry.path() << ": " << line;
        }
    }
}

}  // namespace
}  // namespace convoscope::app
