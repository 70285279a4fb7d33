#include "base/file.h"

#include <gtest/gtest.h>
#include <sys/stat.h>
#include <unistd.h>

#include <cstring>
#include <fstream>
#include <stdexcept>
#include <thread>

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

TEST_F(FileTest, ReadsAndWritesPieces) {
    write_file(folder_ / "x", [](ByteSink& sink) {
        sink.write("some");
        sink.write("");
        sink.write(" bytes");
    });
    const auto file = open_file(folder_ / "x", 10);
    ASSERT_EQ(file->size(), 10u);
    MemorySource memory("some bytes");
    for (ByteSource* source : {file.get(), static_cast<ByteSource*>(&memory)})
        for (const auto& [offset, expected] :
             {std::pair(5u, "bytes"), {0u, "some"}, {10u, ""}, {3u, "e b"}}) {
            std::string piece(std::strlen(expected), '?');
            source->read(offset, piece);
            EXPECT_EQ(piece, expected);
        }
    EXPECT_THROW(open_file(folder_ / "x", 9), Error);
    EXPECT_THROW(open_file(folder_, 9), Error);
    EXPECT_THROW(open_file(folder_ / "absent", 9), Error);
    EXPECT_EQ(beginning_of_file(folder_ / "x", 4), "some");
    EXPECT_EQ(beginning_of_file(folder_ / "x", 99), "some bytes");
    EXPECT_EQ(beginning_of_file(folder_, 99), "");
}

TEST_F(FileTest, AFileThatShrinksWhileItIsReadIsAnError) {
    write_file(folder_ / "x", std::string(100000, 'x'));
    const auto file = open_file(folder_ / "x", 100000);
    std::filesystem::resize_file(folder_ / "x", 10);
    std::string piece(100000, '?');
    EXPECT_THROW(file->read(0, piece), Error);
}

TEST_F(FileTest, APipeIsReadWhole) {
    ASSERT_EQ(mkfifo((folder_ / "pipe").c_str(), 0600), 0);
    std::thread writer([&] { std::ofstream(folder_ / "pipe") << "through a pipe"; });
    const auto source = open_file(folder_ / "pipe", 100);
    writer.join();
    std::string piece(4, '?');
    source->read(10, piece);
    EXPECT_EQ(piece, "pipe");
}

TEST_F(FileTest, ALinkStaysAndItsFileIsReplaced) {
    std::filesystem::create_directories(folder_ / "there");
    write_file(folder_ / "there" / "x", "old");
    std::filesystem::create_symlink("there/x", folder_ / "link");
    write_file(folder_ / "link", "new");
    EXPECT_TRUE(std::filesystem::is_symlink(folder_ / "link"));
    EXPECT_EQ(read_file(folder_ / "there" / "x", 10), "new");
    EXPECT_EQ(std::distance(std::filesystem::directory_iterator(folder_ / "there"), {}), 1);
}

TEST_F(FileTest, APipeIsWrittenToAndStays) {
    ASSERT_EQ(mkfifo((folder_ / "pipe").c_str(), 0600), 0);
    std::string read;
    std::thread reader([&] { read = read_file(folder_ / "pipe", 100); });
    write_file(folder_ / "pipe", "through a pipe");
    reader.join();
    EXPECT_EQ(read, "through a pipe");
    EXPECT_TRUE(std::filesystem::is_fifo(folder_ / "pipe"));
    EXPECT_THROW(write_file("/dev/full", std::string(1 << 20, 'x')), Error);
    EXPECT_FALSE(std::filesystem::is_regular_file("/dev/full"));
}

TEST_F(FileTest, WhoeverFailsToWriteLeavesTheOldFile) {
    write_file(folder_ / "x", "old");
    EXPECT_THROW(write_file(folder_ / "x",
                            [](ByteSink& sink) {
                                sink.write("new");
                                throw std::runtime_error("no more");
                            }),
                 std::runtime_error);
    EXPECT_EQ(read_file(folder_ / "x", 10), "old");
    EXPECT_EQ(std::distance(std::filesystem::directory_iterator(folder_), {}), 1);
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
