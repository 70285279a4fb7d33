#include "features/ask/columns.h"

#include <gtest/gtest.h>

namespace convoscope::ask {
namespace {

TEST(Columns, AreAsManyAsHaveRoom) {
    EXPECT_EQ(columns_in(100), 1);
    EXPECT_EQ(columns_in(308), 1);  // beside the stage
    EXPECT_EQ(columns_in(490), 2);  // below the stage of a window 800 wide
    EXPECT_EQ(columns_in(760), 3);
}

}  // namespace
}  // namespace convoscope::ask
