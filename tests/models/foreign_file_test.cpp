#include "models/foreign_file.h"

#include <gtest/gtest.h>
#include <sys/stat.h>

#include "base/file.h"
#include "support/error_line.h"
#include "support/temporary_folder.h"

namespace convoscope::models {
namespace {

namespace fs = std::filesystem;

class BesideAModel : public ::testing::Test {
  protected:
    BesideAModel() {
        fs::create_directory(folder_ / "model");
        fs::create_directory(folder_ / "store");
        write_file(folder_ / "model" / "weights", "own");
        write_file(folder_ / "store" / "other", "foreign");
        write_file(folder_ / "store" / "network", "");
    }

    std::string read(const std::string& model, const std::string& name) const {
        return bytes_of_file(folder_ / model).beside(name, 100);
    }
    /// Why it was not read.
    std::string refusal(const std::string& model, const std::string& name) const {
        return test::error_line([&] { read(model, name); });
    }

    const test::TemporaryFolder folder_;
};

TEST_F(BesideAModel, FilesOfItsFolderAreRead) {
    write_file(folder_ / "model" / "network", "");
    fs::create_symlink("weights", folder_ / "model" / "link");
    EXPECT_EQ(read("model/network", "weights"), "own");
    EXPECT_EQ(read("model/network", "link"), "own");
    EXPECT_NE(refusal("model/network", "missing").find("no such file"), std::string::npos);
}

TEST_F(BesideAModel, LinksThatLeadElsewhereAreRefused) {
    write_file(folder_ / "model" / "network", "");
    fs::create_symlink("../store/other", folder_ / "model" / "near");
    fs::create_symlink("/etc/passwd", folder_ / "model" / "far");
    fs::create_directory_symlink("../store", folder_ / "model" / "folder");
    for (const char* name : {"near", "far", "folder", "folder/other", "../store/other", "/etc/passwd"}) {
        const std::string line = refusal("model/network", name);
        EXPECT_NE(line.find("no file of the model's own folder"), std::string::npos) << name << ": " << line;
    }
}

/// As a cache has it that keeps each file once.
TEST_F(BesideAModel, AModelThatIsALinkHasItsFilesWhereItLies) {
    fs::create_symlink("../store/network", folder_ / "model" / "network");
    fs::create_symlink("../store/other", folder_ / "model" / "data");
    fs::create_symlink("/etc/passwd", folder_ / "model" / "far");
    EXPECT_EQ(read("model/network", "data"), "foreign");
    EXPECT_EQ(read("model/network", "weights"), "own");
    EXPECT_NE(refusal("model/network", "far").find("own folder"), std::string::npos);
}

TEST_F(BesideAModel, APipeIsNotWaitedFor) {
    write_file(folder_ / "model" / "network", "");
    ASSERT_EQ(mkfifo((folder_ / "model" / "pipe").c_str(), 0600), 0);
    EXPECT_NE(refusal("model/network", "pipe").find("own folder"), std::string::npos);
}

}  // namespace
}  // namespace convoscope::models
