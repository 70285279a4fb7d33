#include "features/keep/folder.h"

#include <gtest/gtest.h>

#include "support/environment.h"
#include "support/error_line.h"
#include "support/scratch_folder.h"

namespace convoscope::keep {
namespace {

namespace fs = std::filesystem;

std::vector<std::string> names_of(const std::vector<Entry>& entries) {
    std::vector<std::string> names;
    for (const Entry& entry : entries) names.push_back(entry.name + (entry.is_folder ? "/" : ""));
    return names;
}

TEST(Folder, ListsFoldersFirstEachKindByName) {
    const test::ScratchFolder folder;
    folder.write("B.png", "1234");
    folder.write("a.png", "");
    folder.write("数字.png", "1");
    folder.write(".hidden", "1");
    fs::create_directory(folder / "Zoo");
    fs::create_directory(folder / "birds");
    fs::create_directory(folder / ".git");
    const std::vector<Entry> entries = list_folder(folder.path(), {});
    EXPECT_EQ(names_of(entries), (std::vector<std::string>{"birds/", "Zoo/", "a.png", "B.png", "数字.png"}));
    EXPECT_EQ(entries[3], (Entry{"B.png", false, 4}));
    EXPECT_EQ(entries[0].size, 0u);
}

TEST(Folder, ListsFilesOfTheTypesAndEveryFolder) {
    const test::ScratchFolder folder;
    for (const char* name : {"a.png", "b.PNG", "c.jpg", "d.jsonl", "png", "e.png.txt"})
        folder.write(name, "x");
    fs::create_directory(folder / "f.png");
    fs::create_directory(folder / "g");
    EXPECT_EQ(names_of(list_folder(folder.path(), {".png", ".jpg"})),
              (std::vector<std::string>{"f.png/", "g/", "a.png", "b.PNG", "c.jpg"}));
    EXPECT_EQ(names_of(list_folder(folder.path(), {".npz"})), (std::vector<std::string>{"f.png/", "g/"}));
}

TEST(Folder, ThatIsEmptyHasNoEntries) {
    const test::ScratchFolder folder;
    EXPECT_TRUE(list_folder(folder.path(), {}).empty());
}

TEST(Folder, LinksToNowhereDoNotSpoilTheList) {
    const test::ScratchFolder folder;
    folder.write("a.png", "12");
    fs::create_symlink(folder / "gone.png", folder / "b.png");
    fs::create_directory(folder / "real");
    fs::create_directory_symlink(folder / "real", folder / "link");
    folder.write("c.png", "123");
    const std::vector<Entry> entries = list_folder(folder.path(), {});
    EXPECT_EQ(names_of(entries), (std::vector<std::string>{"link/", "real/", "a.png", "b.png", "c.png"}));
    EXPECT_EQ(entries[3].size, 0u);
    EXPECT_EQ(entries[4].size, 3u);
}

TEST(Folder, ThatCannotBeReadSaysSo) {
    const test::ScratchFolder folder;
    const std::string missing = folder.file("missing");
    EXPECT_EQ(test::error_line([&] { list_folder(missing, {}); }),
              "cannot read '" + missing + "': No such file or directory");
    const std::string file = folder.write("file", "x");
    EXPECT_EQ(test::error_line([&] { list_folder(file, {}); }),
              "cannot read '" + file + "': Not a directory");
}

TEST(Folder, TypedPathsAreSeenFromIt) {
    const test::SetVariable home("HOME", "/home/ada");
    EXPECT_EQ(resolved("a.png", "/work"), "/work/a.png");
    EXPECT_EQ(resolved("sub/数字.png", "/work"), "/work/sub/数字.png");
    EXPECT_EQ(resolved("../a.png", "/work/sub"), "/work/a.png");
    EXPECT_EQ(resolved("/tmp/a.png", "/work"), "/tmp/a.png");
    EXPECT_EQ(resolved("~/a.png", "/work"), "/home/ada/a.png");
    EXPECT_EQ(resolved("~/../a.png", "/work"), "/home/a.png");
    EXPECT_EQ(resolved("~", "/work"), "/home/ada");
    EXPECT_EQ(resolved("~a.png", "/work"), "/work/~a.png") << "a file may be called so";
}

TEST(Folder, HomeIsWhatTheEnvironmentSays) {
    {
        const test::SetVariable home("HOME", "/home/ada");
        EXPECT_EQ(home_folder(), "/home/ada");
    }
    for (const std::optional<std::string>& none :
         {std::optional<std::string>(), std::optional<std::string>("")}) {
        const test::SetVariable home("HOME", none);
        EXPECT_EQ(home_folder(), fs::current_path());
    }
}

TEST(Folder, FreeNamesAreCounted) {
    const test::ScratchFolder folder;
    EXPECT_EQ(free_name(folder.path(), "drawing.jsonl"), "drawing.jsonl");
    folder.write("drawing.jsonl", "x");
    EXPECT_EQ(free_name(folder.path(), "drawing.jsonl"), "drawing-2.jsonl");
    folder.write("drawing-2.jsonl", "x");
    fs::create_directory(folder / "drawing-3.jsonl");
    EXPECT_EQ(free_name(folder.path(), "drawing.jsonl"), "drawing-4.jsonl");
    EXPECT_EQ(free_name(folder.path(), "drawing.png"), "drawing.png");
    EXPECT_EQ(free_name(folder / "missing", "a.png"), "a.png");
}

TEST(Folder, SizesAreShortWords) {
    EXPECT_EQ(size_words(0), "0 B");
    EXPECT_EQ(size_words(999), "999 B");
    EXPECT_EQ(size_words(1000), "1.0 KB");
    EXPECT_EQ(size_words(1234), "1.2 KB");
    EXPECT_EQ(size_words(12345), "12 KB");
    EXPECT_EQ(size_words(9'990), "10 KB");
    EXPECT_EQ(size_words(999'400), "999 KB");
    EXPECT_EQ(size_words(999'900), "1.0 MB") << "never 1000 of a unit";
    EXPECT_EQ(size_words(52'000'000), "52 MB");
    EXPECT_EQ(size_words(7'300'000'000), "7.3 GB");
    EXPECT_EQ(size_words(12'000'000'000'000), "12 TB");
}

}  // namespace
}  // namespace convoscope::keep
