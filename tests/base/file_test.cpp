#include "base/file.h"

#include <gtest/gtest.h>
#include <unistd.h>

#include "base/error.h"

namespace convoscope {
namespace {

class FileTest : public ::testing::Test {
  protected:
    void SetUp() override {
        folder_ =
            std::filesystem::temp_directory_path() / ("convoscope-file-test-" + std::to_string(getpid()));
        std::filesystem::create_directories(folder_);
    }
    void TearDown() override { std::filesystem::remove_all(folder_); }
    std::filesystem::path folder_;
};

TEST_F(FileTest, ReadsBackWhatWasWritten) {
    const std::string bytes("a\0b\n", 4);
    write_file(folder_ / "x", bytes);
    EXPECT_EQ(read_file(folder_ / "x", 4), bytes);
}

TEST_F(FileTest, RefusesMoreThanTheLimit) {
    write_file(folder_ / "x", "12345");
    EXPECT_THROW(read_file(folder_ / "x", 4), Error);
}

TEST_F(FileTest, RefusesFoldersAndAbsentFiles) {
    EXPECT_THROW(read_file(folder_, 100), Error);
    EXPECT_THROW(read_file(folder_ / "absent", 100), Error);
}

TEST_F(FileTest, AFailedWriteLeavesTheOldFileAndNothingBeside) {
    std::filesystem::create_directories(folder_ / "taken" / "inside");  // a folder cannot be renamed over
    EXPECT_THROW(write_file(folder_ / "taken", "x"), Error);
    EXPECT_EQ(std::distance(std::filesystem::directory_iterator(folder_), {}), 1);
}

}  // namespace
}  // namespace convoscope
