#include "platform/desktop/paths.h"

#include <gtest/gtest.h>

#include "base/error.h"
#include "base/file.h"
#include "support/environment.h"
#include "support/temporary_folder.h"

namespace convoscope::platform {
namespace {

namespace fs = std::filesystem;

class PathsTest : public ::testing::Test {
  protected:
    const test::TemporaryFolder folder_;
    const test::SetVariable home_{"HOME", (folder_ / "home").string()};
    const test::SetVariable state_{"XDG_STATE_HOME", std::nullopt};
};

TEST_F(PathsTest, LiesInTheHomeAndIsMadeForTheUserAlone) {
    const fs::path folder = state_folder();
    EXPECT_EQ(folder, folder_ / "home/.local/state/convoscope");
    EXPECT_TRUE(fs::is_directory(folder));
    EXPECT_EQ(fs::status(folder).permissions(), fs::perms::owner_all);
    EXPECT_EQ(state_folder(), folder);  // and again when it is there
}

TEST_F(PathsTest, FollowsTheVariable) {
    const test::SetVariable state("XDG_STATE_HOME", (folder_ / "state").string());
    EXPECT_EQ(state_folder(), folder_ / "state/convoscope");
}

TEST_F(PathsTest, IgnoresARelativeVariable) {
    const test::SetVariable state("XDG_STATE_HOME", "state");
    EXPECT_EQ(state_folder(), folder_ / "home/.local/state/convoscope");
}

TEST_F(PathsTest, RefusesWhereThereIsNoPlace) {
    write_file(folder_ / "file", "");
    const test::SetVariable state("XDG_STATE_HOME", (folder_ / "file").string());
    EXPECT_THROW(state_folder(), Error);
    const test::SetVariable unset("XDG_STATE_HOME", std::nullopt);
    const test::SetVariable homeless("HOME", std::nullopt);
    EXPECT_THROW(state_folder(), Error);
}

}  // namespace
}  // namespace convoscope::platform
