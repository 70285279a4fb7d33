#include "data/mnist.h"

#include <gtest/gtest.h>

#include <algorithm>

#include "support/data.h"

namespace convoscope::data {
namespace {

TEST(MnistTest, LoadsBothHalves) {
    const std::filesystem::path folder = test::data_folder();
    if (folder.empty()) GTEST_SKIP() << "no data sets: set CONVOSCOPE_DATA";
    const Mnist mnist = load_mnist(folder / "mnist");
    EXPECT_EQ(mnist.train.count(), 60000U);
    EXPECT_EQ(mnist.test.count(), 10000U);
    EXPECT_EQ(mnist.test.width, 28);
    EXPECT_EQ(mnist.test.height, 28);
    EXPECT_EQ(mnist.test.labels[0], 7);
    EXPECT_EQ(std::ranges::count(mnist.test.labels, 1), 1135);
    EXPECT_EQ(std::ranges::max(mnist.test.image(0)), 255);
}

}  // namespace
}  // namespace convoscope::data
