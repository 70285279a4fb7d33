#include "ui/key_bindings.h"

#include <gtest/gtest.h>

#include <set>

#include "base/file.h"
#include "ui/text.h"

namespace convoscope::ui {
namespace {

/// The README's table, as the bindings say it: one row for all keys with the same words.
std::string markdown_table() {
    std::string table = "| key | what it does |\n| --- | --- |\n";
    const auto all = bindings();
    for (std::size_t i = 0; i < all.size(); ++i) {
        if (i > 0 && all[i - 1].label == all[i].label) continue;
        std::string keys = "`" + key_name(all[i]) + "`";
        for (std::size_t j = i + 1; j < all.size() && all[j].label == all[i].label; ++j)
            keys += ", `" + key_name(all[j]) + "`";
        table += "| " + keys + " | " + text(all[i].label) + " |\n";
    }
    return table;
}

TEST(KeyBindings, NoKeyDoesTwoThings) {
    std::set<std::pair<int, int>> taken;
    for (const Binding& binding : bindings())
        EXPECT_TRUE(taken.insert({binding.key, binding.modifiers}).second) << key_name(binding);
}

TEST(KeyBindings, KeysOfOneActionStandTogether) {
    std::set<Action> finished;
    const auto all = bindings();
    for (std::size_t i = 0; i < all.size(); ++i) {
        EXPECT_FALSE(finished.contains(all[i].action)) << key_name(all[i]);
        if (i + 1 == all.size() || all[i + 1].action != all[i].action) finished.insert(all[i].action);
    }
}

TEST(KeyBindings, AreFoundWithTheirModifiersOnly) {
    EXPECT_EQ(action_for('Z', kControl), Action::Undo);
    EXPECT_EQ(action_for('Z', kControl | kShift), Action::Redo);
    EXPECT_FALSE(action_for('Z', 0));
    // Caps lock and num lock, which GLFW reports as modifiers, do not matter.
    EXPECT_EQ(action_for('C', 0x10 | 0x20), Action::Clear);
}

TEST(KeyBindings, TheReadmeHasTheirTable) {
    const std::string readme = read_file(std::string(CONVOSCOPE_SOURCE) + "/README.md", 1 << 20);
    EXPECT_NE(readme.find(markdown_table()), std::string::npos) << "README.md should contain\n\n"
                                                                << markdown_table();
}

}  // namespace
}  // namespace convoscope::ui
