#include "data/cifar.h"

#include <gtest/gtest.h>

#include <string>

#include "base/file.h"
#include "support/data.h"
#include "support/error_line.h"
#include "support/temporary_folder.h"

namespace convoscope::data {
namespace {

constexpr std::size_t kRecord = 3073;

std::string record(char label, char red, char green, char blue) {
    return std::string(1, label) + std::string(1024, red) + std::string(1024, green) +
           std::string(1024, blue);
}

TEST(CifarTest, ReadsLabelsAndPlanes) {
    const test::TemporaryFolder folder;
    EXPECT_FALSE(is_cifar(folder.path()));
    write_file(folder / "test_batch.bin", record(3, 10, 20, 30) + record(9, 1, 2, 3));
    EXPECT_TRUE(is_cifar(folder.path()));
    const LabelledImages images = load_cifar_test(folder.path());
    ASSERT_EQ(images.count(), 2u);
    EXPECT_EQ(images.channels, 3);
    EXPECT_EQ(images.image_size(), kRecord - 1);
    EXPECT_EQ(images.labels[1], 9);
    EXPECT_EQ(images.image(0)[0], 10);
    EXPECT_EQ(images.image(0)[1024], 20);
    EXPECT_EQ(images.image(1)[3071], 3);
}

TEST(CifarTest, RefusesWhatIsNoWholeNumberOfRecordsAndOtherLabels) {
    const test::TemporaryFolder folder;
    write_file(folder / "test_batch.bin", record(3, 1, 2, 3).substr(0, kRecord - 1));
    EXPECT_NE(test::error_line([&] { load_cifar_test(folder.path()); }).find("3073 bytes"),
              std::string::npos);
    write_file(folder / "test_batch.bin", record(10, 1, 2, 3));
    EXPECT_NE(test::error_line([&] { load_cifar_test(folder.path()); }).find("label 10"), std::string::npos);
    const test::TemporaryFolder empty;
    EXPECT_NE(test::error_line([&] { load_cifar_test(empty.path()); }).find("test_batch.bin"),
              std::string::npos);
}

TEST(CifarTest, ReadsTheRealOne) {
    const std::filesystem::path folder = test::data_folder() / "cifar10";
    if (!is_cifar(folder)) GTEST_SKIP() << "no CIFAR-10: set CONVOSCOPE_DATA";
    const LabelledImages images = load_cifar_test(folder);
    EXPECT_GE(images.count(), 1000u);
    EXPECT_EQ(images.labels[0], 3) << "a cat";
    EXPECT_EQ(images.labels[1], 8) << "a ship";
}

}  // namespace
}  // namespace convoscope::data
