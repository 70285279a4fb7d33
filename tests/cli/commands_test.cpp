#include <gtest/gtest.h>

#include <set>

#include "app/features.h"
#include "cli/program.h"

namespace convoscope::test {
namespace {

std::size_t count_of_commands() {
    std::size_t count = 0;
    for (const features::Feature& feature : app::all_features()) count += feature.commands.size();
    return count;
}

TEST(Commands, EachIsAnObjectOfItsOwn) {
    const auto commands = json_lines({"commands", "--json"});
    EXPECT_EQ(commands.size(), count_of_commands());
    std::set<std::string> ids;
    for (const auto& command : commands) {
        ids.insert(command["id"]);
        EXPECT_EQ(command.size(), 4u) << command;
        EXPECT_FALSE(command["title"]["en"].get<std::string>().empty()) << command;
        EXPECT_FALSE(command["title"]["zh"].get<std::string>().empty()) << command;
        EXPECT_FALSE(command["group"].get<std::string>().empty()) << command;
        EXPECT_TRUE(command["keys"].is_array()) << command;
    }
    EXPECT_EQ(ids.size(), commands.size());
}

TEST(Commands, UndoIsWhereOneLooksForIt) {
    for (const auto& command : json_lines({"commands", "--json", "--language", "zh"})) {
        if (command["id"] != "draw.undo") continue;
        EXPECT_EQ(command["title"]["en"], "Undo");
        EXPECT_EQ(command["title"]["zh"], "\u64a4\u9500");
        EXPECT_EQ(command["group"], "draw");
        EXPECT_EQ(command["keys"], nlohmann::json({"Ctrl+Z"}));
        return;
    }
    FAIL() << "draw.undo is not there";
}

TEST(Commands, ForPeopleThereIsATable) {
    const Outcome english = convoscope({"commands", "--language", "en"});
    EXPECT_EQ(english.status, 0);
    EXPECT_NE(english.out.find("Undo"), std::string::npos) << english.out;
    EXPECT_EQ(static_cast<std::size_t>(std::ranges::count(english.out, '\n')), count_of_commands());
    EXPECT_NE(convoscope({"commands", "--language", "zh"}).out.find("\u64a4\u9500"), std::string::npos);
}

TEST(Commands, RenderRunsThemById) {
    const ScratchFolder folder;
    const auto draw = [&folder](const std::string& name, const std::vector<std::string>& more) {
        std::vector<std::string> line{"render", folder.file(name), "--size", "320x200", "--no-panels"};
        line.insert(line.end(), more.begin(), more.end());
        const Outcome outcome = convoscope(line);
        EXPECT_EQ(outcome.status, 0) << outcome.err;
        std::ifstream file(folder.file(name), std::ios::binary);
        return std::string(std::istreambuf_iterator<char>(file), {});
    };
    const std::string usual = draw("usual.png", {});
    EXPECT_FALSE(draw("done.png", {"--do", "view.flat"}) == usual);
    EXPECT_TRUE(draw("same.png", {"--preset", "flat"}) == draw("done.png", {"--do", "view.flat"}));
    expect_failure({"render", folder.file("bad.png"), "--do", "view.sideways"}, 1,
                   {"'view.sideways'", "convoscope commands"});
    EXPECT_FALSE(std::filesystem::exists(folder.file("bad.png")));
}

}  // namespace
}  // namespace convoscope::test
