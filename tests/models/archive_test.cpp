#include "models/archive.h"

#include <gtest/gtest.h>

#include <cstdlib>
#include <string>

#include "base/error.h"
#include "base/file.h"
#include "support/temporary_folder.h"

namespace convoscope::models {
namespace {

/// A zip that Python writes: `files` is a Python dictionary of names and bytes.
std::string zipped(const std::string& files, const std::string& compression = "ZIP_DEFLATED") {
    const test::TemporaryFolder folder;
    const std::string path = (folder.path() / "a.zip").string();
    const std::string command = "python3 -c \"import zipfile\nz = zipfile.ZipFile('" + path +
                                "', 'w', zipfile." + compression + ")\nfor n, b in " + files +
                                ".items(): z.writestr(n, b)\nz.close()\"";
    EXPECT_EQ(std::system(command.c_str()), 0);
    return read_file(path, 1 << 20);
}

class ArchiveTest : public ::testing::Test {
  protected:
    void SetUp() override {
        if (!Archive::available()) GTEST_SKIP() << "built without libzip";
    }
};

TEST_F(ArchiveTest, HasFilesAndNoFolders) {
    for (const char* compression : {"ZIP_DEFLATED", "ZIP_STORED"}) {
        const std::string bytes = zipped("{'a/b.txt': b'hello', 'empty': b'', 'folder/': b''}", compression);
        EXPECT_TRUE(Archive::begins_like_one(bytes));
        const Archive archive(bytes);
        EXPECT_EQ(archive.names(), (std::vector<std::string>{"a/b.txt", "empty"}));
        EXPECT_EQ(archive.read("a/b.txt", 5), "hello");
        EXPECT_EQ(archive.read("empty", 0), "");
        EXPECT_TRUE(archive.has("empty"));
        EXPECT_FALSE(archive.has("folder/"));
        EXPECT_THROW(archive.read("none", 5), Error);
    }
}

TEST_F(ArchiveTest, NeverUnpacksMoreThanItMay) {
    const std::string bytes = zipped("{'bomb': b'0' * 1000000}");
    EXPECT_LT(bytes.size(), 10000u);
    EXPECT_THROW(Archive(bytes).read("bomb", 999999), Error);
    EXPECT_EQ(Archive(bytes).read("bomb", 1000000).size(), 1000000u);
}

TEST_F(ArchiveTest, DamageIsAnError) {
    const std::string bytes = zipped("{'a': b'hello' * 100}");
    EXPECT_THROW(Archive(""), Error);
    EXPECT_THROW(Archive("PK\x03\x04 and nothing more"), Error);
    EXPECT_THROW(Archive(bytes.substr(0, bytes.size() / 2)), Error);
    std::string damaged = bytes;
    damaged[40] = static_cast<char>(damaged[40] ^ 0x55);
    EXPECT_THROW(Archive(damaged).read("a", 1000), Error);
}

}  // namespace
}  // namespace convoscope::models
