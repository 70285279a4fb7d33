#include "studio/history.h"

#include <gtest/gtest.h>

namespace convoscope::studio {
namespace {

TEST(History, GoesBackAndForwardAsFarAsItWent) {
    History history;
    EXPECT_FALSE(history.can_go_back());
    EXPECT_FALSE(history.can_go_forward());
    history.visit("a");
    EXPECT_FALSE(history.can_go_back());  // there is nothing before the first place
    history.visit("b");
    history.visit("c");
    EXPECT_FALSE(history.can_go_forward());
    EXPECT_EQ(history.back(), "b");
    EXPECT_EQ(history.back(), "a");
    EXPECT_FALSE(history.can_go_back());
    EXPECT_EQ(history.forward(), "b");
    EXPECT_EQ(history.forward(), "c");
    EXPECT_FALSE(history.can_go_forward());
}

TEST(History, ANewPlaceCutsOffWhatWasAhead) {
    History history;
    for (const char* place : {"a", "b", "c"}) history.visit(place);
    history.back();
    history.back();
    history.visit("d");
    EXPECT_FALSE(history.can_go_forward());
    EXPECT_EQ(history.back(), "a");
    EXPECT_EQ(history.forward(), "d");
}

TEST(History, TheOldestPlacesAreForgotten) {
    History history;
    for (std::size_t i = 0; i < 3 * History::kMost; ++i) history.visit(std::to_string(i));
    std::size_t steps = 0;
    std::string place;
    for (; history.can_go_back(); ++steps) place = history.back();
    EXPECT_EQ(steps, History::kMost - 1);
    EXPECT_EQ(place, std::to_string(2 * History::kMost));
    for (; history.can_go_forward(); --steps) place = history.forward();
    EXPECT_EQ(place, std::to_string(3 * History::kMost - 1));
    EXPECT_EQ(steps, 0u);
}

TEST(History, TheSamePlaceIsNoStep) {
    History history;
    history.visit("a");
    history.visit("a");
    EXPECT_FALSE(history.can_go_back());
    history.visit("b");
    history.visit("a");  // but coming back on foot is one
    EXPECT_EQ(history.back(), "b");
    history.visit("b");  // and being where one is leaves what is ahead
    EXPECT_TRUE(history.can_go_forward());
    EXPECT_EQ(history.forward(), "a");
}

}  // namespace
}  // namespace convoscope::studio
