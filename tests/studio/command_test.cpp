#include "studio/command.h"

#include <gtest/gtest.h>

namespace convoscope::studio {
namespace {

void nothing(Studio&, const std::string&) {}

CommandTable some_commands() {
    return CommandTable(
        {{.id = "draw.undo",
          .title = {"undo", "撤销"},
          .group = Group::Draw,
          .keys = {{'Z', kControl}, {kKeyBackspace, kAlt}},
          .run = nothing},
         {.id = "help.keys",
          .title = {"this table", "本表"},
          .group = Group::Help,
          .keys = {{'/', kShift}},
          .run = nothing},
         {.id = "show.palette", .title = {"colours", "配色"}, .group = Group::Show, .run = nothing}});
}

TEST(CommandTable, FindsByIdAndByKey) {
    const CommandTable table = some_commands();
    EXPECT_STREQ(table.find("draw.undo")->id, "draw.undo");
    EXPECT_EQ(table.find("draw.und"), nullptr);
    EXPECT_STREQ(table.bound_to({'Z', kControl})->id, "draw.undo");
    EXPECT_STREQ(table.bound_to({kKeyBackspace, kAlt})->id, "draw.undo");
    EXPECT_EQ(table.bound_to({'Z', 0}), nullptr);
    EXPECT_EQ(table.bound_to({'Z', kControl | kShift}), nullptr);
}

TEST(CommandTable, SaysTheKeyInWords) {
    const CommandTable table = some_commands();
    EXPECT_EQ(table.hint("draw.undo", Language::English), "undo  (Ctrl+Z)");
    EXPECT_EQ(table.hint("draw.undo", Language::Chinese), "撤销  (Ctrl+Z)");
    EXPECT_EQ(table.hint("show.palette", Language::English), "colours");
    EXPECT_EQ(table.key_of("help.keys"), "?");
    EXPECT_EQ(words_of(Key{kKeyF12, kControl | kAlt | kShift}), "Ctrl+Alt+Shift+F12");
    EXPECT_EQ(words_of(Key{kKeyPageUp}), "Page Up");
    EXPECT_EQ(words_of(Key{'['}), "[");
}

TEST(Script, IsACallAStep) {
    const std::vector<Call> calls =
        parse_script(" view.flat ;unit.select  conv2/9/3/4;; file.open my file.png ; ");
    ASSERT_EQ(calls.size(), 3u);
    EXPECT_EQ(calls[0], (Call{"view.flat", ""}));
    EXPECT_EQ(calls[1], (Call{"unit.select", "conv2/9/3/4"}));
    EXPECT_EQ(calls[2], (Call{"file.open", "my file.png"}));
    EXPECT_TRUE(parse_script("").empty());
    EXPECT_TRUE(parse_script(" ; ;").empty());
}

}  // namespace
}  // namespace convoscope::studio
