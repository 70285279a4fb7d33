#include "platform/desktop/fonts.h"

#include <gtest/gtest.h>

#include "base/error.h"
#include "base/file.h"
#include "support/environment.h"
#include "support/temporary_folder.h"

namespace convoscope::platform {
namespace {

namespace fs = std::filesystem;

class FontsTest : public ::testing::Test {
  protected:
    fs::path put(const fs::path& file) {
        fs::create_directories((folder_ / file).parent_path());
        write_file(folder_ / file, "font");
        return folder_ / file;
    }
    std::optional<fs::path> find(FontWeight weight) {
        const fs::path folders[] = {folder_ / "absent", folder_.path()};
        return find_font(weight, folders);
    }
    const test::TemporaryFolder folder_;
    const test::SetVariable unset_{"CONVOSCOPE_FONT", std::nullopt};
};

TEST_F(FontsTest, FindsTheSystemsInter) {
    const test::SetVariable home("HOME", folder_.path().string());
    const test::SetVariable data("XDG_DATA_HOME", std::nullopt);
    ASSERT_TRUE(find_font(FontWeight::Regular)) << "install fonts-inter";
    EXPECT_EQ(find_font(FontWeight::Regular)->filename(), "Inter-Regular.otf");
    EXPECT_EQ(find_font(FontWeight::Medium)->filename(), "Inter-Medium.otf");
    EXPECT_EQ(find_font(FontWeight::SemiBold)->filename(), "Inter-SemiBold.otf");
}

TEST_F(FontsTest, FindsTheSystemsChinese) {
    const test::SetVariable home("HOME", folder_.path().string());
    const test::SetVariable data("XDG_DATA_HOME", std::nullopt);
    ASSERT_TRUE(find_chinese_font()) << "install fonts-wqy-microhei";
}

TEST_F(FontsTest, TakesTheBestChineseFontThatIsThere) {
    const fs::path folders[] = {folder_.path()};
    EXPECT_EQ(find_chinese_font(folders), std::nullopt);
    const fs::path other = put("noto/NotoSansCJK-Regular.ttc");
    EXPECT_EQ(find_chinese_font(folders), other);
    const fs::path best = put("wqy/wqy-microhei.ttc");
    EXPECT_EQ(find_chinese_font(folders), best);
}

TEST_F(FontsTest, AFontOfTheUserComesFirst) {
    const test::SetVariable home("HOME", folder_.path().string());
    const test::SetVariable data("XDG_DATA_HOME", std::nullopt);
    const fs::path mine = put(".local/share/fonts/Inter/Inter-Regular.ttf");
    EXPECT_EQ(find_font(FontWeight::Regular), mine);
}

TEST_F(FontsTest, FindsNothingWhereThereIsNone) {
    put("Other-Regular.otf");
    put("InterDisplay-Regular.otf");
    put("Inter-Italic.otf");
    fs::create_directories(folder_ / "Inter-Regular.otf");  // a folder is no font
    EXPECT_EQ(find(FontWeight::Regular), std::nullopt);
}

TEST_F(FontsTest, TakesTheNearestWeightAndTheVariableFontLast) {
    const fs::path variable = put("a/InterVariable.ttf");
    EXPECT_EQ(find(FontWeight::SemiBold), variable);
    const fs::path regular = put("deeper/and/deeper/Inter-Regular.ttf");
    EXPECT_EQ(find(FontWeight::SemiBold), regular);
    const fs::path medium = put("b/Inter-Medium.otf");
    EXPECT_EQ(find(FontWeight::SemiBold), medium);
    EXPECT_EQ(find(FontWeight::Regular), regular);
    const fs::path semi_bold = put("c/Inter-SemiBold.otf");
    EXPECT_EQ(find(FontWeight::SemiBold), semi_bold);
    EXPECT_EQ(find(FontWeight::Medium), medium);
}

TEST_F(FontsTest, OfTwoWithOneNameTheShorterPathIsTaken) {
    put("long/name/Inter-Regular.otf");
    const fs::path nearer = put("z/Inter-Regular.otf");
    EXPECT_EQ(find(FontWeight::Regular), nearer);
}

TEST_F(FontsTest, TheVariableNamesAFileOrAFolder) {
    const fs::path file = put("mine/my-font.ttf");
    const fs::path inter = put("mine/Inter-Medium.otf");
    {
        const test::SetVariable set("CONVOSCOPE_FONT", file.string());
        EXPECT_EQ(find_font(FontWeight::Regular), file);
        EXPECT_EQ(find_font(FontWeight::SemiBold), file);
    }
    {
        const test::SetVariable set("CONVOSCOPE_FONT", (folder_ / "mine").string());
        EXPECT_EQ(find_font(FontWeight::Medium), inter);
    }
    const test::SetVariable set("CONVOSCOPE_FONT", (folder_ / "absent").string());
    EXPECT_THROW(find_font(FontWeight::Regular), Error);
}

TEST_F(FontsTest, LooksWhereTheDesktopSays) {
    const test::SetVariable home("HOME", "/h");
    const test::SetVariable data("XDG_DATA_HOME", std::nullopt);
    const test::SetVariable system("XDG_DATA_DIRS", "/one:/two:");
    const std::vector<fs::path> expected = {
        "/h/.local/share/fonts",  "/h/.fonts",        "/h/Library/Fonts", "/one/fonts", "/two/fonts",
        "/usr/local/share/fonts", "/usr/share/fonts", "/Library/Fonts"};
    EXPECT_EQ(font_folders(), expected);
}

}  // namespace
}  // namespace convoscope::platform
